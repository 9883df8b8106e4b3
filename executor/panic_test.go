package executor_test

import (
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/goasyncio/asyncio/executor"
)

var errBoom = errors.New("boom")

type spiteful struct{}

func (spiteful) Error() string { panic("no text for you") }

func nilMap() {
	var m map[string]int
	m["x"] = 1
}

func nilPointer() {
	var p *int
	*p = 1
}

func index() {
	var s []int
	s[len(s)+2]++
}

func unhashable() {
	m := map[any]int{1: 1}
	delete(m, []int{1})
}

// outcome runs one call on a pool of its own and returns what done got.
func outcome(t *testing.T, fn func()) (err error) {
	t.Helper()
	p := executor.New()
	must(t, p, "", fn, func(e error) { err = e })
	shutdown(t, p)
	return err
}

func TestD2_PanicsBecomeErrors(t *testing.T) {
	for _, test := range []struct {
		name string
		fn   func()
		text string // of the error, without the directory
	}{
		{"string", func() { panic("boom") }, "panic: boom (panic_test.go:LINE)"},
		{"error", func() { panic(errBoom) }, "panic: boom (panic_test.go:LINE)"},
		{"nil", func() { panic(nil) }, "panic: panic called with nil argument (panic_test.go:LINE)"},
		{"nil map", nilMap, "panic: assignment to entry in nil map (panic_test.go:LINE)"},
		{"nil pointer", nilPointer, "panic: runtime error: invalid memory address or nil pointer dereference (panic_test.go:LINE)"},
		{"index", index, "panic: runtime error: index out of range [2] with length 0 (panic_test.go:LINE)"},
		{"unhashable key", unhashable, "panic: runtime error: hash of unhashable type []int (panic_test.go:LINE)"},
		{"in the library", func() { strings.Repeat("x", -1) }, "panic: strings: negative Repeat count (strings.go:LINE)"},
		{"an error that panics", func() { panic(spiteful{}) }, "panic: %!v(PANIC=Error method: no text for you) (panic_test.go:LINE)"},
		{"again from a defer", func() {
			defer func() { panic(recover()) }()
			panic("boom")
		}, "panic: boom (panic_test.go:LINE)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var p *executor.PanicError
			if err := outcome(t, test.fn); !errors.As(err, &p) {
				t.Fatalf("done got %v, want a PanicError", err)
			}
			text := regexp.MustCompile(`\(\S*/(\w+\.go):\d+\)$`).ReplaceAllString(p.Error(), "($1:LINE)")
			expect(t, "Error", text, test.text)
			site := p.Error()[strings.LastIndex(p.Error(), "(")+1 : len(p.Error())-1]
			expect(t, "the stack has the line", strings.Contains(string(p.Stack), site), true)
		})
	}
}

// The line is that of the fault, not of the runtime's own functions that stand above it in the stack.
func TestD1_TheErrorNamesTheLine(t *testing.T) {
	_, _, line, _ := runtime.Caller(0)
	err := outcome(t, func() {
		panic("boom")
	})
	want := fmt.Sprintf("panic_test.go:%d)", line+2)
	expect(t, err.Error(), strings.HasSuffix(err.Error(), want), true)
}

func TestD2_PanicErrorUnwraps(t *testing.T) {
	expect(t, "an error", errors.Is(outcome(t, func() { panic(errBoom) }), errBoom), true)
	var fault runtime.Error
	expect(t, "a runtime error", errors.As(outcome(t, index), &fault), true)
	var nothing *runtime.PanicNilError
	expect(t, "nil", errors.As(outcome(t, func() { panic(nil) }), &nothing), true)
	expect(t, "no error", errors.Unwrap(outcome(t, func() { panic("x") })), nil)
}

// A PanicError made by hand has a text too.
func TestPanicErrorWithoutASite(t *testing.T) {
	expect(t, "Error", (&executor.PanicError{Value: 42}).Error(), "panic: 42")
}

// NewPanicError serves others who recover, too.
func TestNewPanicError(t *testing.T) {
	var err *executor.PanicError
	func() {
		defer func() { err = executor.NewPanicError(recover()) }()
		index()
	}()
	expect(t, "names the line: "+err.Error(), strings.Contains(err.Error(), "panic_test.go:"), true)
	expect(t, "has the stack", strings.Contains(string(err.Stack), "executor_test.index"), true)
}

// Who panics again shows where it began.
func TestPanicErrorWithStack(t *testing.T) {
	var err *executor.PanicError
	_ = errors.As(outcome(t, func() { panic(errBoom) }), &err)
	whole := err.WithStack()
	expect(t, "begins with the value", strings.HasPrefix(whole.Error(), "panic: boom\n\ngoroutine "), true)
	expect(t, "has the stack", strings.HasSuffix(whole.Error(), string(err.Stack)), true)
	expect(t, "Is what it was", errors.Is(whole, errBoom), true)
	expect(t, "the original has one line", strings.Contains(err.Error(), "\n"), false)
}

// What was not recovered from a panic has no line, but is an error all the same.
func TestNewPanicErrorWithoutAPanic(t *testing.T) {
	expect(t, "Error", executor.NewPanicError("x").Error(), "panic: x")
}

// A call that ends its goroutine, as t.FailNow does, is reported as that and not as a panic.
func TestD3_GoexitIsReported(t *testing.T) {
	expect(t, "Goexit", errors.Is(outcome(t, runtime.Goexit), executor.ErrGoexit), true)
	expect(t, "Goexit while it panics", errors.Is(outcome(t, func() {
		defer runtime.Goexit()
		panic("x")
	}), executor.ErrGoexit), true)
	p := executor.New()
	must(t, p, "", runtime.Goexit, nil) // nobody listens
	shutdown(t, p)
}

// Ten thousand panics, and as many calls that end their goroutine, cost no worker.
func TestD7_PanicsCostNoWorker(t *testing.T) {
	for _, test := range []struct {
		name string
		fn   func()
	}{{"panic", func() { panic("x") }}, {"goexit", runtime.Goexit}} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const n = 10_000
				reports := 0 // by one worker at a time
				p := executor.New(executor.Workers(1))
				for range n {
					must(t, p, "", test.fn, func(err error) { reports++ })
				}
				synctest.Wait()
				expect(t, "reports", reports, n)
				expect(t, "Stats", p.Stats(), executor.Stats{Workers: 1, Limit: 1})
				shutdown(t, p)
			})
		})
	}
}

// The replacement of a worker takes over at once: nothing that waits is forgotten.
func TestGoexitDoesNotStopTheQueue(t *testing.T) {
	var r record
	p := executor.New(executor.Workers(1))
	must(t, p, "a", func() { r.add("a"); runtime.Goexit() }, nil)
	must(t, p, "b", func() { r.add("b") }, func(error) { runtime.Goexit() }) // even in done
	must(t, p, "c", func() { r.add("c") }, nil)
	shutdown(t, p)
	expect(t, "events", r.list(), []string{"a", "b", "c"})
}
