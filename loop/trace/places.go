package trace

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"runtime"
	"strings"
)

// places turns program counters into frames, each once: the second time a
// place comes up it is one look into a map.
type places struct {
	on     bool
	hidden map[string]bool
	known  map[uintptr][]*Frame // the shown frames of a counter: none if hidden, several if inlined
	files  []File
	ids    map[string]int // path on this machine -> File.ID
	read   func(path string) []byte
	show   func(path string) string
	found  func(File) // told of each new file
}

const module = "github.com/goasyncio/asyncio"

func (p *places) hide(packages []string) {
	if p.hidden == nil {
		p.hidden = map[string]bool{}
	}
	for _, name := range packages {
		p.hidden[name] = true
	}
}

// Here tells which line of the program is being run: the innermost function
// that belongs neither to this library nor to the standard library. It is nil
// without the option [Sources].
func (r *Recorder) Here() *Frame {
	if r == nil || !r.places.on {
		return nil
	}
	var first *Frame
	r.places.walk(func(f *Frame) bool { first = f; return false })
	return first
}

// Stack gives all the program's functions on the way to the line that is being
// run, innermost first. It is nil without the option [Sources].
func (r *Recorder) Stack() []Frame {
	if r == nil || !r.places.on {
		return nil
	}
	var stack []Frame
	r.places.walk(func(f *Frame) bool { stack = append(stack, *f); return true })
	return stack
}

// walk visits the program's frames, innermost first, until visit has enough.
func (p *places) walk(visit func(*Frame) bool) {
	var buf [64]uintptr
	for _, pc := range buf[:runtime.Callers(3, buf[:])] {
		for _, f := range p.at(pc) {
			if !visit(f) {
				return
			}
		}
	}
}

func (p *places) at(pc uintptr) []*Frame {
	shown, ok := p.known[pc]
	if ok {
		return shown
	}
	frames := runtime.CallersFrames([]uintptr{pc})
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		if p.visible(f) {
			shown = append(shown, &Frame{File: p.file(f.File), Line: f.Line, Func: shortName(f.Function)})
		}
	}
	if p.known == nil {
		p.known = map[uintptr][]*Frame{}
	}
	p.known[pc] = shown
	return shown
}

// visible tells whether a function belongs to the program. A closure of the
// library's that the compiler has put into a function of the program carries
// that one's name, as After's does; its file tells.
func (p *places) visible(f runtime.Frame) bool {
	pkg := packageOf(f.Function)
	return pkg != "" && !library(strings.TrimPrefix(pkg, module+"/")) && !ofLibrary(f.File) && !p.hidden[pkg] && !standard(pkg, f.File)
}

// library tells whether this is the library's own package, in its module.
func library(pkg string) bool {
	switch pkg {
	case "timer", "executor", "loop", "loop/trace", "coro", "coro/baton", "coro/corotest":
		return true
	}
	return false
}

// ofLibrary tells whether a file is one of the library's, but for its tests.
func ofLibrary(file string) bool {
	_, self, _, ok := runtime.Caller(0)
	root := strings.TrimSuffix(self, "loop/trace/places.go")
	return ok && root != self && strings.HasPrefix(file, root) && !strings.HasSuffix(file, "_test.go") &&
		library(path.Dir(strings.TrimPrefix(file, root)))
}

// standard tells whether a package is one of Go's own: its path begins with a
// name without a dot, and its file lies in Go's tree (or, built with -trimpath,
// in no tree).
func standard(pkg, file string) bool {
	if pkg == "main" || strings.Contains(before(pkg, "/"), ".") {
		return false
	}
	dir := path.Dir(file)
	return dir == pkg || strings.HasSuffix(dir, "/src/"+pkg)
}

// file finds or makes the number of a file.
func (p *places) file(name string) int {
	if id := p.ids[name]; id != 0 {
		return id
	}
	if p.ids == nil {
		p.ids = map[string]int{}
	}
	f := File{ID: len(p.files) + 1, Path: p.display(name)}
	if p.read != nil {
		if text := p.read(name); text != nil {
			sum := sha256.Sum256(text)
			f.Text, f.SHA256 = string(text), hex.EncodeToString(sum[:])
		}
	}
	p.ids[name] = f.ID
	p.files = append(p.files, f)
	if p.found != nil {
		p.found(f)
	}
	return f.ID
}

func (p *places) display(name string) string {
	if p.show != nil {
		return p.show(name)
	}
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	return path.Join(path.Base(path.Dir(name)), path.Base(name))
}

// packageOf cuts "example.com/a/b.(*T).run.func1" to "example.com/a/b".
func packageOf(function string) string {
	slash := strings.LastIndex(before(function, "["), "/") + 1
	dot := strings.Index(function[slash:], ".")
	if dot < 0 {
		return ""
	}
	return function[:slash+dot]
}

// shortName cuts "example.com/a/b.greet[...].func1.2" to "greet": the closures
// of a coroutine carry its name. Inlined, one is called "b.main.func1.greet":
// the name is then what follows the last closure.
func shortName(function string) string {
	name := strings.TrimPrefix(function, packageOf(function)+".")
	parts := strings.Split(strings.ReplaceAll(name, "[...]", ""), ".")
	for len(parts) > 1 && closure(parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	for i := len(parts) - 1; i > 0; i-- {
		if closure(parts[i]) {
			parts = parts[i+1:]
			break
		}
	}
	return strings.Join(parts, ".")
}

// closure tells whether the compiler made this part of a name: "func12", "2",
// "gowrap1".
func closure(part string) bool {
	part = strings.TrimPrefix(strings.TrimPrefix(part, "func"), "gowrap")
	return strings.Trim(part, "0123456789") == ""
}

func before(s, sep string) string {
	head, _, _ := strings.Cut(s, sep)
	return head
}
