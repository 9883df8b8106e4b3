package trace_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/loop/trace"
)

const header = `{"k":"header","schema":"asynciotrace/1","clock":"virtual","unit":"ns","files":[],"opts":{}}` + "\n"

// refuse checks that a file is refused, with these words, in a short text.
func refuse(t *testing.T, l trace.Limits, file, want string) {
	t.Helper()
	_, err := l.Load(strings.NewReader(file))
	var fault *trace.FileError
	if !errors.As(err, &fault) || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %q", err, want)
		return
	}
	if len(err.Error()) > 200 || strings.ContainsAny(err.Error(), "\n\x00\x1b") {
		t.Errorf("the text is long or not plain: %d bytes", len(err.Error()))
	}
}

func TestK8_UntrustedFile(t *testing.T) {
	event := func(rest string) string { return header + `{"n":1,"t":0,` + rest + "}\n" }
	long := strings.Repeat("x", 5000)
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "an empty file"},
		{"no header", `{"n":1,"t":0,"k":"poll"}` + "\n", "line 1: the first line is no header"},
		{"newer", `{"k":"header","schema":"asynciotrace/2"}` + "\n", `schema "asynciotrace/2"`},
		{"much newer", `{"k":"header","schema":"asynciotrace/10"}` + "\n", `schema "asynciotrace/10"`},
		{"long schema", `{"k":"header","schema":"` + long[:4000] + `"}` + "\n", `xxx..."; this reader`},
		{"other unit", `{"k":"header","schema":"asynciotrace/1","unit":"s"}` + "\n", `unit "s"`},
		{"not json", header + "hello\n", `line 2: column 1: want '{'`},
		{"an array", header + "[]\n", `line 2: column 1`},
		{"two objects", event(`"k":"poll"} {`), "more after the object"},
		{"a gap", header + `{"n":2,"t":0,"k":"poll"}` + "\n", "line 2: event 2 follows event 0"},
		{"later cause", event(`"k":"poll","by":1`), "not earlier"},
		{"own parent", event(`"k":"task.new","task":3,"parent":3`), "not older"},
		{"negative id", event(`"k":"step.begin","h":-1`), "not negative"},
		{"negative time", header + `{"n":1,"t":-1,"k":"poll"}` + "\n", "a negative time"},
		{"fraction", event(`"h":1.5`), "want a whole number"},
		{"exponent", event(`"h":1e5`), "want a whole number"},
		{"leading zero", event(`"h":01`), "want a whole number"},
		{"plus", event(`"h":+1`), "want a whole number"},
		{"no number", event(`"h":"1"`), "want a whole number"},
		{"name too long", event(`"label":"` + long + `"`), "a string of 5000 bytes"},
		{"key too long", event(`"` + long + `":1`), "a string of 5000 bytes"},
		{"unended string", event(`"label":"x`), "without an end"},
		{"control character", event("\"label\":\"\x01\""), "control character"},
		{"wrong escape", event(`"label":"\x"`), "wrong escape"},
		{"short escape", event(`"label":"\u12"`), "wrong escape"},
		{"not UTF-8", event("\"label\":\"\xff\""), "not UTF-8"},
		{"short place", event(`"src":[1]`), "[file, line, function]"},
		{"true is not text", event(`"label":true`), "want '\"'"},
		{"not a truth", event(`"eager":yes`), "want false"},
		{"no value", event(`"later":`), "want a value"},
		{"bad fraction", event(`"later":1.`), "want digits"},
		{"bad exponent", event(`"later":1e`), "want digits"},
		{"comma", event(`"k":"poll",`), "want '\"'"},
	} {
		t.Run(c.name, func(t *testing.T) { refuse(t, trace.Limits{}, c.file, c.want) })
	}
}

func TestK8_Caps(t *testing.T) {
	var many strings.Builder
	many.WriteString(header)
	for i := range 9 {
		fmt.Fprintf(&many, `{"n":%d,"t":0,"k":"task.new","task":%d,"name":"x"}`+"\n", i+1, i+1)
	}
	refuse(t, trace.Limits{Tasks: 8}, many.String(), "line 10: more than 8 tasks")
	refuse(t, trace.Limits{File: 300}, many.String(), "the file is too large")
	refuse(t, trace.Limits{Line: 60}, many.String(), "line 1: the line is too long")
	refuse(t, trace.Limits{}, header+`{"text":"`+strings.Repeat("x", 2<<20)+"\"}\n", "line 2: the line is too long")
	if _, err := trace.Load(strings.NewReader(many.String())); err != nil {
		t.Error(err)
	}
}

func TestK8_MemoryIsBoundedByTheFile(t *testing.T) {
	var short strings.Builder
	short.WriteString(header)
	for i := range 130_000 {
		short.WriteString(`{"n":` + strconv.Itoa(i+1) + "}\n")
	}
	refuse(t, trace.Limits{}, short.String(), "too many short lines")

	var file bytes.Buffer
	events := make([]trace.Event, 100_000)
	for i := range events {
		events[i] = trace.Event{Kind: trace.ReadyPush, H: i, Task: 7, Label: "Task-7.wakeup", By: i}
	}
	trace.NewRecording(trace.Header{}, events...).WriteTo(&file)
	size := file.Len()
	before := heap()
	rec, err := trace.Load(&file)
	if grown := heap() - before; err != nil || grown > 4*size {
		t.Errorf("a file of %d bytes takes %d: %v", size, grown, err)
	}
	runtime.KeepAlive(rec)
}

// heap tells how many bytes are in use.
func heap() int {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

func TestK9_DeepHugeTwice(t *testing.T) {
	event := func(rest string) string { return header + `{"n":1,"t":0,` + rest + "}\n" }
	deep := func(n int) string { return event(`"x":` + strings.Repeat("[", n) + strings.Repeat("]", n)) }
	refuse(t, trace.Limits{}, deep(32), "nested deeper than 32")
	refuse(t, trace.Limits{}, deep(100_000), "nested deeper than 32")
	if _, err := trace.Load(strings.NewReader(deep(31))); err != nil {
		t.Error(err)
	}
	refuse(t, trace.Limits{}, event(`"h":`+strings.Repeat("9", 100_000)), "want a whole number of 64 bits")
	refuse(t, trace.Limits{}, event(`"h":1,"h":2`), `key "h" stands twice`)
	refuse(t, trace.Limits{}, event(`"task":1,"Task":2`), `key "Task" stands twice`)
	refuse(t, trace.Limits{}, event(`"task":1,"ta\u017fk":2`), `stands twice`)
	refuse(t, trace.Limits{}, event(`"x":{"a":1,"A":2}`), `key "A" stands twice`)
	refuse(t, trace.Limits{}, event(`"k":"poll","x":0,"X":0`), `key "X" stands twice`)
	refuse(t, trace.Limits{}, `{"k":"header","k":"header"}`+"\n", `key "k" stands twice`)
	var keys []string
	for i := range 50 {
		keys = append(keys, fmt.Sprintf(`"x%d":0`, i))
	}
	refuse(t, trace.Limits{}, event(strings.Join(append(keys, `"X3":1`), ",")), `key "X3" stands twice`)
	refuse(t, trace.Limits{}, event(strings.Join(append(keys, `"X49":1`), ",")), `key "X49" stands twice`)
}

func TestK10_CompressedBomb(t *testing.T) {
	pack := func(text string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte(text))
		w.Close()
		return b.String()
	}
	blank := pack(header + strings.Repeat(strings.Repeat(" ", 1<<19)+"\n", 12))
	refuse(t, trace.Limits{Ratio: 20}, blank, "unfolds to too many times its size")
	refuse(t, trace.Limits{File: 1 << 20, Ratio: 1 << 20}, blank, "too large")
	refuse(t, trace.Limits{}, "\x1f\x8bnonsense", "not a gzip file")
	whole := pack(header + `{"n":1,"t":0,"k":"poll"}` + "\n")
	refuse(t, trace.Limits{}, whole[:len(whole)-6]+"xxxxxx", "checksum")
	for cut, partial := range map[string]bool{whole: false, whole[:len(whole)-3]: true} {
		rec, err := trace.Load(strings.NewReader(cut))
		if err != nil || rec.Len() != 1 || rec.Partial != partial {
			t.Errorf("%v %v", rec, err)
		}
	}
}

func TestLoadIgnoresWhatItDoesNotKnow(t *testing.T) {
	rec, err := trace.Load(strings.NewReader(
		`{"future":[{"a":null,"b":-1.5e+9,"c":"\ud83d\ude00\ud83d\n"}],"k":"header","schema":"asynciotrace/1.7","opts":{"x":1,"workers":4,"eager":true,"debug":false},"files":[{"id":1,"path":"a.go","more":true}],"dropped":6,"loop":2,"lib":"v1","lesson":"gather"}` + "\r\n" +
			`{"k":"file","id":2,"path":"b.go","sha256":"00","text":"package b"}` + "\n\n" +
			`{"n":7,"t":3,"k":"brand.new","h":1,"who":{"a":false}}` + "\n" +
			` { "on" : {"fut":3,"what":"sleep","label":"Sleep(1s)","x":0} , "k":"step.end", "t":3, "n":8, "out":"sideways", "src":[2,5,"f",9] } `))
	if err != nil {
		t.Fatal(err)
	}
	if h := rec.Header; h.Opts.Workers != 4 || !h.Opts.Eager || h.Path(2) != "b.go" || h.Path(1) != "a.go" || h.Path(3) != "" || h.Lesson != "gather" || h.Loop != 2 {
		t.Errorf("header %+v", h)
	}
	if rec.First() != 7 || rec.Last() != 8 || rec.At(7).Kind != trace.Unknown || rec.At(6) != nil || rec.At(9) != nil {
		t.Error("wrong events")
	}
	if e := rec.At(8); e.Fut != 3 || e.What != "sleep" || e.Out != trace.OutNone || e.Src.Line != 5 {
		t.Errorf("event %+v", e)
	}
}

func TestLoadToleratesACutOffLine(t *testing.T) {
	line := `{"n":1,"t":0,"k":"poll"}` + "\n"
	for file, partial := range map[string]bool{
		header + line:                       false,
		header + line[:len(line)-1]:         false,
		header + line + line[:9]:            true,
		header + line + `{"n":2,"t":0,"k":`: true,
	} {
		rec, err := trace.Load(strings.NewReader(file))
		if err != nil || rec.Partial != partial || rec.Len() != 1 {
			t.Errorf("%q: %v %v", file, rec, err)
		}
	}
	refuse(t, trace.Limits{}, header+line[:9]+"\n"+line, "line 2")
	refuse(t, trace.Limits{}, header[:20], "line 1")
}

func TestOpen(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.jsonl")
	if _, err := trace.Open(name); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	os.WriteFile(name, []byte(header), 0o600)
	if rec, err := trace.Open(name); err != nil || rec.Len() != 0 {
		t.Error(rec, err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(header))
	f.Add([]byte(header + `{"n":1,"t":0,"k":"step.end","h":1,"task":1,"out":"await","on":{"fut":1,"what":"x"},"stack":[[1,2,"f"]],"by":0,"src":[1,2,"\u00e9"]}` + "\n"))
	f.Add([]byte(header + `{"n":1,"t":0,"k":"task.new","task":2,"parent":1,"name":"a","eager":true}` + "\n" + `{"n":2,"t":5,"k":"poll","timeout":-1,"woke":"thread"}`))
	f.Add([]byte(header + "{}"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, err := trace.Limits{File: 1 << 20}.Load(bytes.NewReader(data))
		if err != nil {
			if len(err.Error()) > 200 {
				t.Fatalf("an error text of %d bytes", len(err.Error()))
			}
			return
		}
		var once, twice bytes.Buffer
		rec.WriteTo(&once)
		again, err := trace.Load(bytes.NewReader(once.Bytes()))
		if err != nil {
			t.Fatalf("what was loaded and written cannot be loaded: %v\n%s", err, once.Bytes())
		}
		again.WriteTo(&twice)
		if !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Fatalf("written twice, not the same:\n%s\n%s", once.Bytes(), twice.Bytes())
		}
	})
}
