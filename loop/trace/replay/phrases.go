package replay

import (
	"fmt"

	"github.com/goasyncio/asyncio/loop/trace"
)

// who is the task of an event, or the callback that it is about.
func (h *History) who(e *trace.Event) string {
	if e.Task != 0 {
		return h.Name(e.Task)
	}
	if e.Kind == trace.StepEnd {
		if begin := h.Rec.At(h.Cause(e.N)); begin != nil && begin.Kind == trace.StepBegin {
			return h.who(begin)
		}
	}
	if e.Label != "" {
		return e.Label
	}
	if push := h.push(e); e.Kind == trace.StepBegin && push != nil && push.Label != "" {
		return push.Label
	}
	return "a callback"
}

// caller is what a done callback calls.
func (h *History) caller(e *trace.Event) string {
	if e.Task != 0 {
		return h.Name(e.Task)
	}
	return e.Label
}

// FutureName is what to call a future: the name of its task, its label, or
// what it is and its number.
func (h *History) FutureName(id int) string {
	if task := h.futTask[id]; task != 0 {
		return h.Name(task)
	}
	if name := h.futures[id]; name != "" {
		return name
	}
	return numbered("future", id)
}

// outcome tells how a step ended.
func (h *History) outcome(e *trace.Event) string {
	switch e.Out {
	case trace.OutAwait:
		return "waits for " + h.awaited(e)
	case trace.OutYield:
		return "lets the others run"
	case trace.OutReturn:
		return "returns"
	case trace.OutRaise:
		return "fails"
	case trace.OutCancelled:
		return "ends cancelled"
	}
	return "is over"
}

// awaited is what a step's end waits for.
func (h *History) awaited(e *trace.Event) string {
	if e.Label != "" {
		return e.Label
	}
	return h.FutureName(e.Fut)
}

// reason tells why a handle joined the ready queue.
func reason(e *trace.Event) string {
	switch e.Why {
	case trace.WhyStart:
		return "its first step"
	case trace.WhyWakeup:
		return "what it waited for is done"
	case trace.WhyTimer:
		return "its timer fired"
	case trace.WhyCallSoon:
		return "called with CallSoon"
	case trace.WhyThreadsafe:
		return "called from another goroutine"
	case trace.WhyDoneCb:
		return "what it watched is done"
	case trace.WhyCancel:
		return "it is cancelled"
	case trace.WhyYield:
		return "it let the others run"
	}
	return "somebody scheduled it"
}

// ended tells how a task or a future was done.
func ended(e *trace.Event) string {
	more := e.Extra()
	switch {
	case e.State == trace.StateException && more.Exc != "":
		return "error " + more.Exc
	case e.State == trace.StateResult && more.Val != "":
		return "result " + more.Val
	}
	return e.State.String()
}

func stopped(e *trace.Event) string {
	if n := len(e.Extra().Tasks); n > 0 {
		return "the loop stops; not done: " + plural(n, "task")
	}
	return "the loop stops"
}

func turnBegins(e *trace.Event) string {
	return fmt.Sprintf("turn %d begins; it will run what is ready now: %s", e.Tick, plural(e.Todo, "handle"))
}

func polled(e *trace.Event) string {
	switch {
	case e.Timeout == 0:
		return "the loop looks for what is due, without waiting"
	case e.Woke == trace.WokeThread:
		return "the loop waits and is woken by another goroutine"
	case e.Timeout < 0:
		return "the loop waits; no timer is set"
	}
	return "the loop waits " + seconds(e.Timeout) + " for the next timer"
}

func timerName(e *trace.Event) string {
	if e.Label != "" {
		return fmt.Sprintf("timer %d (%s)", e.Timer, e.Label)
	}
	return numbered("timer", e.Timer)
}

func fired(e *trace.Event) string {
	if e.Late > 0 {
		return fmt.Sprintf("%s fires, %v late", timerName(e), e.Late)
	}
	return timerName(e) + " fires"
}

func created(h *History, e *trace.Event) string {
	name := e.Label
	if e.What != "" {
		name = fmt.Sprintf("%s (%s)", e.Label, e.What)
	}
	if e.Parent == 0 {
		return name + " is created"
	}
	return h.Name(e.Parent) + " creates " + name
}

func jobName(e *trace.Event) string {
	if e.Label != "" {
		return fmt.Sprintf("job %d (%s)", e.ID, e.Label)
	}
	return numbered("job", e.ID)
}

func message(e *trace.Event) string {
	if m := e.Extra(); m.HasMsg {
		return fmt.Sprintf(" (%q)", m.Msg)
	}
	return ""
}

// place is the line of the program that an event belongs to, "" if unknown.
func (h *History) place(e *trace.Event) string {
	if e.Src == nil {
		return ""
	}
	return h.at(*e.Src)
}

func (h *History) at(f trace.Frame) string {
	if path := h.Rec.Header.Path(f.File); path != "" {
		return fmt.Sprintf("%s:%d", path, f.Line)
	}
	return numbered("line", f.Line)
}
