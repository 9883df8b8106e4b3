package conformance_test

import (
	"os"
	"testing"

	"github.com/goasyncio/asyncio/internal/conformance"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// requirePython is the path of a CPython 3.13. Without one the test is skipped, or, if the environment says
// ASYNCIO_REQUIRE_PYTHON=1, fails.
func requirePython(t *testing.T) string {
	t.Helper()
	path, reason := conformance.FindPython()
	if path != "" {
		return path
	}
	if os.Getenv("ASYNCIO_REQUIRE_PYTHON") == "1" {
		t.Fatal("ASYNCIO_REQUIRE_PYTHON is 1, but:", reason)
	}
	t.Skip("no CPython 3.13:", reason)
	return ""
}

// startPython starts the Python side for the time of the test.
func startPython(t *testing.T) *conformance.Python {
	t.Helper()
	python, err := conformance.StartPython(t.Context(), requirePython(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { python.Close() })
	return python
}

// parse reads a program that must be a valid one.
func parse(t *testing.T, text string) conformance.Program {
	t.Helper()
	program, err := conformance.Parse([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return program
}

// ops is a program of one proc, given as JSON.
func ops(t *testing.T, block string) conformance.Program {
	t.Helper()
	return parse(t, `{"v":1,"seed":0,"objs":`+objects+`,"procs":[`+block+`]}`)
}

const objects = `{"lk":1,"sm":[1],"bs":[1],"ev":1,"q":[1],"cd":1,"br":[2],"f":1}`
