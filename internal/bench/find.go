package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	_ "embed"
)

// Script is the Python side: a process that serves workloads.
//
//go:embed bench.py
var Script string

// PythonVariable names one more Python to consider, ahead of those on the PATH.
const PythonVariable = "ASYNCIO_PYTHON"

// Party is a contestant that was found.
type Party struct {
	Contestant Contestant
	Version    string // what it is, for people
	server     *server
}

// python is what a Python says of itself.
type python struct {
	Path    string `json:"path"`
	Version [3]int `json:"version"`
	UVLoop  string `json:"uvloop"`
	Plain   bool   `json:"plain"` // configured without --enable-optimizations
}

// whoAreYou has a Python tell it.
const whoAreYou = `
import json, sys, sysconfig
try:
    import uvloop
    uv = uvloop.__version__
except ImportError:
    uv = ""
print(json.dumps({"path": sys.executable, "version": sys.version_info[:3], "uvloop": uv,
    "plain": "--enable-optimizations" not in (sysconfig.get_config_var("CONFIG_ARGS") or "")}))`

func (p *python) String() string {
	return fmt.Sprintf("CPython %d.%d.%d", p.Version[0], p.Version[1], p.Version[2])
}

// built is String with what makes it slower than it could be. A distribution
// builds several times, and its Python may tell of another build.
func (p *python) built() string {
	if p.Plain {
		return p.String() + ", configured without --enable-optimizations"
	}
	return p.String()
}

// systemPython is the path at which systems have their own.
const systemPython = "/usr/bin/python3"

// Find looks for the contestants: ourselves, which is the command given, the
// newest CPython from 3.13 on, the system's Python, and uvloop.
func Find(ourselves ...string) []Party {
	raw := &server{command: ourselves}
	parties := []Party{{Ours, "", &server{command: ourselves}}, {Raw, "", raw}}
	found := pythons()
	system := ask(systemPython)
	var newest *python
	if len(found) > 0 {
		newest = found[0]
		parties = append(parties, Party{CPython, newest.built(), newest.server()})
	}
	if system != nil && (newest == nil || system.Version != newest.Version) {
		parties = append(parties, Party{System, system.String(), system.server()})
	}
	for _, p := range append(found, system) {
		if p != nil && p.UVLoop != "" {
			return append(parties, Party{UVLoop, "uvloop " + p.UVLoop + " on " + p.String(), p.server("uvloop")})
		}
	}
	return parties
}

// pythons are those from 3.13 on, the newest first: of the PATH, and of pyenv.
func pythons() []*python {
	names := []string{os.Getenv(PythonVariable), "python3"}
	for minor := 13; minor < 20; minor++ {
		names = append(names, fmt.Sprintf("python3.%d", minor))
	}
	home, _ := os.UserHomeDir()
	managed, _ := filepath.Glob(filepath.Join(home, ".pyenv", "versions", "*", "bin", "python3"))
	var all []*python
	for _, name := range append(names, managed...) {
		if p := ask(name); p != nil && slices.Compare(p.Version[:], []int{3, 13, 0}) >= 0 {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b *python) int { return slices.Compare(b.Version[:], a.Version[:]) })
	return all
}

// ask asks a command what Python it is; nil if it is none.
func ask(name string) *python {
	if name == "" {
		return nil
	}
	out, err := exec.Command(name, "-I", "-c", whoAreYou).Output()
	if err != nil {
		return nil
	}
	p := new(python)
	if json.Unmarshal(out, p) != nil || p.Path == "" {
		return nil
	}
	return p
}

func (p *python) server(args ...string) *server {
	return &server{command: append([]string{p.Path, "-I", "-c", Script}, args...)}
}
