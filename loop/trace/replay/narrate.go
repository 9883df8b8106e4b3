package replay

import (
	"fmt"

	"github.com/goasyncio/asyncio/loop/trace"
)

// Sentence says in words what event n is: "Task-2 waits for Sleep(1s)".
func (h *History) Sentence(n int) string {
	e := h.Rec.At(n)
	if e == nil {
		return ""
	}
	if say, ok := sentences[e.Kind]; ok {
		return say(h, e)
	}
	return e.Kind.String()
}

// sentences says each kind of event in words.
var sentences = map[trace.Kind]func(h *History, e *trace.Event) string{
	trace.LoopStart:    func(*History, *trace.Event) string { return "the loop starts" },
	trace.LoopStop:     func(_ *History, e *trace.Event) string { return stopped(e) },
	trace.TickBegin:    func(_ *History, e *trace.Event) string { return turnBegins(e) },
	trace.TickEnd:      func(_ *History, e *trace.Event) string { return fmt.Sprintf("turn %d is over", e.Tick) },
	trace.Poll:         func(_ *History, e *trace.Event) string { return polled(e) },
	trace.Clock:        func(_ *History, e *trace.Event) string { return "the clock jumps to " + seconds(e.T) },
	trace.ReadyPush:    func(h *History, e *trace.Event) string { return h.who(e) + " joins the ready queue: " + reason(e) },
	trace.HandleCancel: func(_ *History, e *trace.Event) string { return numbered("handle", e.H) + " is cancelled" },
	trace.HandleSkip: func(_ *History, e *trace.Event) string {
		return numbered("handle", e.H) + " was cancelled and does not run"
	},
	trace.TimerAdd:     func(_ *History, e *trace.Event) string { return timerName(e) + " is set for " + seconds(e.When) },
	trace.TimerFire:    func(_ *History, e *trace.Event) string { return fired(e) },
	trace.TimerCancel:  func(_ *History, e *trace.Event) string { return timerName(e) + " is cancelled" },
	trace.StepBegin:    func(h *History, e *trace.Event) string { return h.runs(e) },
	trace.StepEnd:      func(h *History, e *trace.Event) string { return h.who(e) + " " + h.outcome(e) },
	trace.TaskNew:      func(h *History, e *trace.Event) string { return created(h, e) },
	trace.TaskName:     func(_ *History, e *trace.Event) string { return numbered("task", e.Task) + " is named " + e.Label },
	trace.TaskDone:     func(h *History, e *trace.Event) string { return h.Name(e.Task) + " is done: " + ended(e) },
	trace.FutNew:       func(h *History, e *trace.Event) string { return h.FutureName(e.Fut) + " begins" },
	trace.FutDone:      func(h *History, e *trace.Event) string { return h.FutureName(e.Fut) + " is done: " + ended(e) },
	trace.FutRetrieved: func(h *History, e *trace.Event) string { return "the result of " + h.FutureName(e.Fut) + " is read" },
	trace.CbAdd: func(h *History, e *trace.Event) string {
		return h.caller(e) + " will be called when " + h.FutureName(e.Fut) + " is done"
	},
	trace.CbRemove: func(h *History, e *trace.Event) string {
		return h.caller(e) + " will not be called when " + h.FutureName(e.Fut) + " is done"
	},
	trace.CancelRequest: func(h *History, e *trace.Event) string {
		return "somebody asks " + h.Name(e.Task) + " to be cancelled" + message(e)
	},
	trace.CancelDeliver: func(h *History, e *trace.Event) string {
		return h.Name(e.Task) + " receives the cancellation" + message(e)
	},
	trace.CancelSwallow: func(h *History, e *trace.Event) string {
		return h.Name(e.Task) + " catches the cancellation and goes on"
	},
	trace.Uncancel:      func(h *History, e *trace.Event) string { return h.Name(e.Task) + " takes one cancel request back" },
	trace.GroupEnter:    func(h *History, e *trace.Event) string { return h.Name(e.Task) + " opens " + numbered("group", e.ID) },
	trace.GroupAbort:    func(_ *History, e *trace.Event) string { return numbered("group", e.ID) + " cancels its tasks" },
	trace.GroupExit:     func(h *History, e *trace.Event) string { return h.Name(e.Task) + " leaves " + numbered("group", e.ID) },
	trace.TimeoutEnter:  func(h *History, e *trace.Event) string { return h.Name(e.Task) + " may take until " + seconds(e.When) },
	trace.TimeoutExpire: func(h *History, e *trace.Event) string { return "the time of " + h.Name(e.Task) + " is up" },
	trace.TimeoutExit:   func(h *History, e *trace.Event) string { return h.Name(e.Task) + " leaves its timeout" },
	trace.JobSubmit:     func(_ *History, e *trace.Event) string { return jobName(e) + " is handed to the worker threads" },
	trace.JobStart:      func(_ *History, e *trace.Event) string { return jobName(e) + " starts in a worker thread" },
	trace.JobEnd:        func(_ *History, e *trace.Event) string { return jobName(e) + " has ended in its worker thread" },
	trace.JobDeliver: func(_ *History, e *trace.Event) string {
		return "the result of " + jobName(e) + " comes back to the loop"
	},
	trace.ExcUnretrieved: func(h *History, e *trace.Event) string { return "nobody ever looked at an error: " + e.Extra().Exc },
	trace.CoroUnawaited:  func(_ *History, e *trace.Event) string { return e.What + " was made but never awaited" },
	trace.Printed:        func(h *History, e *trace.Event) string { return fmt.Sprintf("%s prints %q", h.who(e), e.Extra().Text) },
	trace.Warn:           func(_ *History, e *trace.Event) string { return e.Extra().Code + ": " + e.Extra().Text },
	trace.Ask:            func(_ *History, e *trace.Event) string { return e.Extra().Text },
	trace.Mark:           func(_ *History, e *trace.Event) string { return e.Extra().Text },

	trace.TimeoutReschedule: func(h *History, e *trace.Event) string {
		return h.Name(e.Task) + " may now take until " + seconds(e.When)
	},
	trace.Shield: func(h *History, e *trace.Event) string {
		return h.Name(e.Task) + " shields " + h.FutureName(e.Fut) + " from cancellation"
	},
	trace.SyncWait:    func(h *History, e *trace.Event) string { return h.who(e) + " waits for " + numbered(e.What, e.ID) },
	trace.SyncAcquire: func(h *History, e *trace.Event) string { return h.who(e) + " has " + numbered(e.What, e.ID) },
	trace.SyncRelease: func(h *History, e *trace.Event) string { return h.who(e) + " releases " + numbered(e.What, e.ID) },
	trace.SyncPut: func(h *History, e *trace.Event) string {
		return h.who(e) + " puts an item into " + numbered(e.What, e.ID)
	},
	trace.SyncGet: func(h *History, e *trace.Event) string {
		return h.who(e) + " takes an item from " + numbered(e.What, e.ID)
	},
}
