package loop_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/loop"
)

var errBad = errors.New("bad")

func bad() { panic(errBad) }

// test_default_exc_handler_callback: it is logged, and the loop goes on. D4.
func TestD4_DefaultExceptionHandler(t *testing.T) {
	b := virtual(t)
	b.soon(bad)
	b.later(0, bad)
	b.soon(b.says("goes on"))
	b.turn()
	b.expect("goes on")
	expect(t, "reports", strings.Count(b.text(), "level=ERROR msg=\"Exception in callback loop_test.bad() at exception_test.go:"), 2)
	for _, part := range []string{"exception=\"panic: bad (", "handle=\"<Handle loop_test.bad() at ", "handle=\"<Handle loop_test.bad()"} {
		if !strings.Contains(b.text(), part) {
			t.Errorf("%q is not in the log:\n%s", part, b.text())
		}
	}
}

// test_set_exc_handler_custom.
func TestD4_CustomExceptionHandler(t *testing.T) {
	b := virtual(t)
	b.SetExceptionHandler(func(l *loop.Loop, c loop.ExceptionContext) {
		var p *loop.PanicError
		b.add("%v %v %v %v", l == b.Loop, errors.Is(c.Err, errBad), errors.As(c.Err, &p), c.Handle)
	})
	h := b.soon(bad)
	b.turn()
	b.SetExceptionHandler(nil)
	expect(t, "ExceptionHandler", b.ExceptionHandler() == nil, true)
	b.soon(bad)
	b.turn()
	b.expect("true true true " + h.String())
	expect(t, "reports of the default handler", strings.Count(b.text(), "ERROR"), 1)
}

// test_set_exc_handler_broken: reported once, by the default handler, and the loop goes on.
func TestD6_PanicInTheExceptionHandler(t *testing.T) {
	b := virtual(t)
	b.SetExceptionHandler(func(*loop.Loop, loop.ExceptionContext) { b.add("handler"); panic("spam") })
	b.soon(bad)
	b.soon(b.says("goes on"))
	b.turn()
	b.expect("handler", "goes on")
	expect(t, "log", b.text()[:len("level=ERROR msg=\"Unhandled error in exception handler\" exception=\"panic: spam (")],
		"level=ERROR msg=\"Unhandled error in exception handler\" exception=\"panic: spam (")
	expect(t, "lines", strings.Count(b.text(), "\n"), 1)
}

// test_default_exc_handler_broken: nobody is left to tell, and the loop goes on.
func TestD6_PanicInTheLogger(t *testing.T) {
	b := virtual(t)
	b.soon(func() { panic(angry{}) })
	b.soon(b.says("goes on"))
	b.CallExceptionHandler(loop.ExceptionContext{Message: "x", Err: angry{}, Task: angry{}, Future: angry{}})
	b.turn()
	b.expect("goes on")
	want := `level=ERROR msg=x exception="<panic in Error>" task="<panic in String>" future="<panic in String>"` + "\n"
	expect(t, "log", strings.HasPrefix(b.text(), want), true)
}

// angry is a type of a user whose methods panic: A18.
type angry struct{}

func (angry) Error() string  { panic("no") }
func (angry) String() string { panic("no") }

var _ fmt.Stringer = angry{}

// A callback that cancels itself and then panics still has its name.
func TestPanicAfterSelfCancel(t *testing.T) {
	b := virtual(t)
	var h interface{ Cancel() }
	cancels := func() { h.Cancel(); panic("boom") }
	h = b.soon(cancels)
	b.turn()
	h = b.later(0, cancels)
	b.turn()
	h = b.posted(cancels)
	b.turn()
	expect(t, "reports", strings.Count(b.text(), "Exception in callback loop_test.TestPanicAfterSelfCancel.func1() at"), 3)
}

// The copy for who panics again shows where the panic came from.
func TestPanicErrorWithStack(t *testing.T) {
	b := virtual(t)
	var p *loop.PanicError
	b.SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) { errors.As(c.Err, &p) })
	b.soon(bad)
	b.turn()
	whole := p.WithStack()
	expect(t, "short", strings.Contains(p.Error(), "goroutine"), false)
	expect(t, "whole begins", strings.HasPrefix(whole.Error(), "panic: bad\n\ngoroutine "), true)
	expect(t, "whole shows", strings.Contains(whole.Error(), "loop_test.bad()"), true)
	expect(t, "Is", errors.Is(whole, errBad), true)
}

// One guard serves for many callbacks: those that panic end nothing but
// themselves, wherever in the turn they stand.
func TestD4_PanicsAmongOthers(t *testing.T) {
	b := virtual(t, loop.TurnLimit(1))
	for i := range 6 {
		b.soon(func() {
			b.add("%d", i)
			if i%2 == 1 {
				panic("odd")
			}
		})
	}
	b.soon(bad)
	b.turn()
	b.expect("0", "1", "2", "3", "4", "5")
	expect(t, "reports", strings.Count(b.text(), "level=ERROR msg=\"Exception in callback"), 4)
}

// A callback that panics after somebody has asked for the loop's exit is the
// last of its run.
func TestD4_PanicAfterExit(t *testing.T) {
	b := virtual(t)
	b.soon(func() { b.Exit(); panic("and this") })
	b.soon(b.says("next run"))
	apart(func() { _ = b.RunForever() })
	b.add("over")
	b.turn()
	b.expect("over", "next run")
	expect(t, "reports", strings.Count(b.text(), "level=ERROR"), 1)
}

// What panics outside callbacks is a bug of who built on the loop: it is not
// taken for a callback's, not even after one that ended its goroutine.
func TestPanicOfAStepPasses(t *testing.T) {
	b := virtual(t)
	b.soon(b.says("callback"))
	b.soon(runtime.Goexit)
	apart(func() { _ = b.RunForever() })
	b.walker("step", 1).onStep = func() { panic("a bug") }
	var got any
	func() {
		defer func() { got = recover() }()
		_ = b.RunForever()
	}()
	b.expect("callback", "step")
	expect(t, "panic", got, any("a bug"))
	expect(t, "log", b.text(), "")
}
