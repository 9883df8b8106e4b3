package pyrun_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goasyncio/asyncio/internal/conformance"
	"github.com/goasyncio/asyncio/internal/conformance/pyrun"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

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

// Modules import each other by name, quotes and all in them, and the standard library is there as ever.
func TestModulesFindEachOther(t *testing.T) {
	folder := fstest.MapFS{
		"__main__.py": {Data: []byte("import sys\nimport first\nprint(first.text(), *sys.argv[1:], __name__)\n")},
		"first.py":    {Data: []byte("import json\nimport second\ndef text():\n    return json.dumps([__name__, second.TEXT])\n")},
		"second.py":   {Data: []byte(`TEXT = 'a "quoted" <text>\n with é' + "\\t"` + "\n")},
	}
	command, err := pyrun.Command(t.Context(), requirePython(t), folder, "one", "two")
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.CombinedOutput()
	if err == nil && strings.TrimSpace(string(out)) == `["first", "a \"quoted\" <text>\n with \u00e9\\t"] one two __main__` {
		return
	}
	t.Errorf("got %s, %v", out, err)
}

// What goes wrong names the file and the line.
func TestErrorsNameTheModule(t *testing.T) {
	folder := fstest.MapFS{
		"__main__.py": {Data: []byte("import other\n")},
		"other.py":    {Data: []byte("\n\nraise ValueError('here')\n")},
	}
	command, err := pyrun.Command(t.Context(), requirePython(t), folder)
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.CombinedOutput()
	if err == nil || !strings.Contains(string(out), `"other.py", line 3`) || !strings.Contains(string(out), "ValueError: here") {
		t.Errorf("got %s, %v", out, err)
	}
}
