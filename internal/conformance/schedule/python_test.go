package schedule_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/examples"
	"github.com/goasyncio/asyncio/internal/conformance"
	"github.com/goasyncio/asyncio/internal/conformance/schedule"
)

// requirePython is the path of a CPython 3.13. Without one the test is skipped, or, if the environment says
// ASYNCIO_REQUIRE_PYTHON=1, fails.
func requirePython(t *testing.T) string {
	t.Helper()
	path, reason := conformance.FindPython()
	if path == "" && os.Getenv("ASYNCIO_REQUIRE_PYTHON") == "1" {
		t.Fatal("ASYNCIO_REQUIRE_PYTHON is 1, but:", reason)
	}
	if path == "" {
		t.Skip("no CPython 3.13:", reason)
	}
	return path
}

func TestStoredSchedulesAreWhatCPythonDoesToday(t *testing.T) {
	path := requirePython(t)
	programs := map[string]string{}
	for _, e := range examples.All() {
		programs[e.Name] = e.Python()
	}
	for name := range pairs {
		text, err := os.ReadFile(filepath.Join("testdata", name+".py"))
		if err != nil {
			t.Fatal(err)
		}
		programs[name] = string(text)
	}
	for name, source := range programs {
		recorded, err := schedule.Record(t.Context(), path, name, source)
		if err != nil {
			t.Fatal(err)
		}
		today, err := schedule.Read(bytes.NewReader(recorded))
		if err != nil {
			t.Fatal(err)
		}
		if difference := schedule.Compare(today, stored(t, name)); difference != "" {
			t.Errorf("%s: %s", name, difference)
		}
	}
}

// What the tracer shows beside tasks and futures: time that passes in a step, names that change, lines printed
// in parts, and what happens after main's end, which is left out.
func TestRecordShowsTheWholeProgram(t *testing.T) {
	recorded, err := schedule.Record(t.Context(), requirePython(t), "odd", `
import asyncio, time

async def child():
    print("child")
    try:
        await asyncio.sleep(60)
    finally:
        print("after the end")

async def main():
    task = asyncio.create_task(child())
    task.set_name("renamed")
    began = time.monotonic()
    time.sleep(2)
    print("in", end=" ")
    print("parts", time.perf_counter() - began)
    await asyncio.sleep(0)
    raise ValueError("at the end")

asyncio.run(main())
`)
	if err != nil {
		t.Fatal(err)
	}
	s, err := schedule.Read(bytes.NewReader(recorded))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(s.Prints(), "|"); got != "in parts 2.0|child" {
		t.Errorf("printed %q", got)
	}
	second := s.Turns[1]
	if second.Time != 2e9 || strings.Join(second.Ready, " ") != "Task-2.step Task-1.step" || s.Deadlock {
		t.Errorf("got %+v", second)
	}
	if timer := second.Steps[0].Does[1]; timer != "timer sleep 62000000000" {
		t.Errorf("the child's timer: %s", timer)
	}
}

func TestRecordSaysWhyAProgramFails(t *testing.T) {
	for source, want := range map[string]string{
		"import asyncio\nraise ValueError('early')": "ValueError: early",
		"def main(:":                       "SyntaxError",
		"import asyncio\nasyncio.run(nil)": "NameError",
	} {
		_, err := schedule.Record(t.Context(), requirePython(t), "bad", source)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "trace bad") {
			t.Errorf("%q: got %v", source, err)
		}
	}
}
