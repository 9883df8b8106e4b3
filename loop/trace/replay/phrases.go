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
	return h.say.callback
}

// printer is who prints: a thread, if it happens outside of all steps.
func (h *History) printer(e *trace.Event) string {
	if by := h.Rec.At(h.Cause(e.N)); e.Task == 0 && by != nil && by.Kind != trace.StepBegin {
		return h.say.thread
	}
	return h.who(e)
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
	w := h.say.outcomes
	switch e.Out {
	case trace.OutAwait:
		return fmt.Sprintf(w.await, h.awaited(e))
	case trace.OutYield:
		return w.yield
	case trace.OutReturn:
		return w.returns
	case trace.OutRaise:
		return w.raise
	case trace.OutCancelled:
		return w.cancelled
	}
	return w.over
}

// awaited is what a step's end waits for.
func (h *History) awaited(e *trace.Event) string {
	if e.Label != "" {
		return e.Label
	}
	return h.FutureName(e.Fut)
}

// reason tells why a handle joined the ready queue.
func (h *History) reason(e *trace.Event) string {
	w := h.say.reasons
	switch e.Why {
	case trace.WhyStart:
		return w.start
	case trace.WhyWakeup:
		return w.wakeup
	case trace.WhyTimer:
		return w.timer
	case trace.WhyCallSoon:
		return w.callSoon
	case trace.WhyThreadsafe:
		return w.threadsafe
	case trace.WhyDoneCb:
		return w.doneCb
	case trace.WhyCancel:
		return w.cancel
	case trace.WhyYield:
		return w.yield
	}
	return w.other
}

// ended tells how a task or a future was done.
func (h *History) ended(e *trace.Event) string {
	more := e.Extra()
	switch {
	case e.State == trace.StateException && more.Exc != "":
		return fmt.Sprintf(h.say.errorIs, more.Exc)
	case e.State == trace.StateResult && more.Val != "":
		return fmt.Sprintf(h.say.resultIs, more.Val)
	}
	return h.say.end(e)
}

func (h *History) stopped(e *trace.Event) string {
	if n := len(e.Extra().Tasks); n > 0 {
		return fmt.Sprintf(h.say.loopStopsWith, h.say.tasks.n(n))
	}
	return h.say.loopStops
}

func (h *History) turnBegins(e *trace.Event) string {
	return fmt.Sprintf(h.say.turnBegins, e.Tick, h.say.handles.n(e.Todo))
}

func (h *History) polled(e *trace.Event) string {
	switch {
	case e.Timeout == 0:
		return h.say.pollNow
	case e.Woke == trace.WokeThread:
		return h.say.pollThread
	case e.Timeout < 0:
		return h.say.pollForever
	}
	return fmt.Sprintf(h.say.poll, seconds(e.Timeout))
}

func (h *History) timerName(e *trace.Event) string {
	if e.Label != "" {
		return fmt.Sprintf(h.say.timerLabel, e.Timer, e.Label)
	}
	return fmt.Sprintf(h.say.timer, e.Timer)
}

func (h *History) fired(e *trace.Event) string {
	if e.Late > 0 {
		return fmt.Sprintf(h.say.timerLate, h.timerName(e), e.Late.String())
	}
	return fmt.Sprintf(h.say.timerFires, h.timerName(e))
}

func (h *History) created(e *trace.Event) string {
	name := e.Label
	if e.What != "" {
		name = fmt.Sprintf("%s (%s)", e.Label, e.What)
	}
	if e.Parent == 0 {
		return fmt.Sprintf(h.say.created, name)
	}
	return fmt.Sprintf(h.say.creates, h.Name(e.Parent), name)
}

func (h *History) jobName(e *trace.Event) string {
	if e.Label != "" {
		return fmt.Sprintf(h.say.jobLabel, e.ID, e.Label)
	}
	return fmt.Sprintf(h.say.job, e.ID)
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
