package trace

import (
	"runtime"
	"testing"
)

func TestNamesOfFunctions(t *testing.T) {
	for function, want := range map[string]string{
		"main.main":                                   "main",
		"main.greet.func1":                            "greet",
		"main.main.func1.greet.func2":                 "greet",
		"main.main.func1.3.greet":                     "greet",
		"example.com/a/b.(*T).run.func1.2":            "(*T).run",
		"example.com/a/b.map[...].func1":              "map",
		"example.com/a/b.Call[example.com/c.T].func3": "Call[example.com/c.T]",
		"main.glob..func1":                            "glob",
		"example.com/a.v1.F":                          "v1.F",
		"nodot":                                       "nodot",
	} {
		if got := shortName(function); got != want {
			t.Errorf("%s: %s, want %s", function, got, want)
		}
	}
}

func TestWhatBelongsToTheProgram(t *testing.T) {
	p := &places{}
	p.hide([]string{"example.com/hidden"})
	for _, c := range []struct {
		function, file string
		want           bool
	}{
		{"main.main", "/x/main.go", true},
		{"runtime.goexit", "/usr/local/go/src/runtime/asm.s", false},
		{"testing.tRunner", "testing/testing.go", false},
		{"mymodule/deep.F", "/x/deep/f.go", true},
		{module + "/coro.Sleep", "/x/coro/sleep.go", false},
		{module + "/coro.Gather[...]", "/x/coro/gather.go", false},
		{module + "/coro_test.TestX", "/x/coro/x_test.go", true},
		{"example.com/hidden.F", "/x/f.go", false},
	} {
		f := frameOf(c.function, c.file)
		if got := p.visible(f); got != c.want {
			t.Errorf("%s: %v", c.function, got)
		}
	}
}

func frameOf(function, file string) runtime.Frame {
	return runtime.Frame{Function: function, File: file}
}
