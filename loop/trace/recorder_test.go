package trace_test

import (
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/loop/trace"
)

func TestEmitNumbersAndNamesTheCause(t *testing.T) {
	r := trace.New()
	r.Emit(&trace.Event{Kind: trace.LoopStart})
	push := r.Emit(&trace.Event{Kind: trace.ReadyPush, H: 1})
	begin := r.Emit(&trace.Event{Kind: trace.StepBegin, H: 1, By: push})
	r.Emit(&trace.Event{Kind: trace.Printed})
	r.Emit(&trace.Event{Kind: trace.StepEnd, H: 1})
	r.Emit(&trace.Event{Kind: trace.TickEnd})
	var by []int
	for e := range r.Events() {
		by = append(by, e.By)
	}
	want := []int{0, 1, push, begin, begin, 1}
	for i := range want {
		if by[i] != want[i] {
			t.Errorf("event %d: by %d, want %d", i+1, by[i], want[i])
		}
	}
}

func TestLoopStartIsFirst(t *testing.T) {
	r := trace.New()
	r.Emit(&trace.Event{Kind: trace.TaskNew, Task: 1, T: 5})
	if n := r.Emit(&trace.Event{Kind: trace.LoopStart, T: 6}); n != 1 {
		t.Errorf("the loop's start is event %d", n)
	}
	r.Emit(&trace.Event{Kind: trace.LoopStop})
	again := r.Emit(&trace.Event{Kind: trace.LoopStart})
	if r.Len() != 4 || r.At(0).Kind != trace.LoopStart || r.At(0).T != 5 || r.At(1).By != 1 || again != 4 {
		t.Errorf("%d events, the first is %v", r.Len(), r.At(0))
	}
}

func TestStepEndHasTheHandleOfItsBegin(t *testing.T) {
	r := trace.New()
	r.Emit(&trace.Event{Kind: trace.LoopStart})
	r.Emit(&trace.Event{Kind: trace.StepBegin, H: 7})
	r.Emit(&trace.Event{Kind: trace.StepEnd, H: 8})
	r.Emit(&trace.Event{Kind: trace.StepEnd, H: 9})
	if r.At(2).H != 7 || r.At(3).H != 9 {
		t.Error(r.At(2), r.At(3))
	}
}

func TestRingKeepsTheNewest(t *testing.T) {
	r := trace.New(trace.Ring(5))
	for range 20 {
		r.Emit(&trace.Event{Kind: trace.Poll})
	}
	if r.Len() != 8 || r.Dropped() != 13 || r.At(0).N != 14 || r.At(7).N != 21 {
		t.Errorf("len %d, dropped %d, first %d, last %d", r.Len(), r.Dropped(), r.At(0).N, r.At(7).N)
	}
}

func TestNilRecorderIsOff(t *testing.T) {
	var r *trace.Recorder
	if r.Emit(&trace.Event{}) != 0 || r.Len() != 0 || r.Here() != nil || r.Stack() != nil || r.Cause() != 0 {
		t.Error("a nil recorder did something")
	}
}

func TestHereSkipsTheLibrary(t *testing.T) {
	r := trace.New(trace.Sources())
	var f *trace.Frame
	func() { f = r.Here() }()
	path := (&trace.Header{Files: r.Header().Files}).Path(f.File)
	if f.Func != "TestHereSkipsTheLibrary" || path != "trace/recorder_test.go" {
		t.Errorf("got %+v in %s", f, path)
	}
	if s := r.Stack(); len(s) != 1 || !strings.HasPrefix(s[0].Func, "TestHere") {
		t.Errorf("stack %+v", s)
	}
}

func BenchmarkEmitRing(b *testing.B) {
	r := trace.New(trace.Ring(1 << 14))
	for i := range b.N {
		r.Emit(&trace.Event{Kind: trace.ReadyPush, H: i, Task: 1, Why: trace.WhyWakeup, Label: "Task-1.wakeup", Fut: 3})
	}
}

func BenchmarkEmitWhole(b *testing.B) {
	r := trace.New()
	for i := range b.N {
		r.Emit(&trace.Event{Kind: trace.ReadyPush, H: i, Task: 1, Why: trace.WhyWakeup, Label: "Task-1.wakeup", Fut: 3})
		if i%1000000 == 0 {
			r = trace.New()
		}
	}
}

func BenchmarkHere(b *testing.B) {
	r := trace.New(trace.Sources())
	for range b.N {
		r.Here()
	}
}
