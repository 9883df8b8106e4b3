package replay

import (
	"fmt"
	"strconv"

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
var sentences = map[trace.Kind]sentence{
	trace.LoopStart:    func(h *History, _ *trace.Event) string { return h.say.loopStarts },
	trace.LoopStop:     (*History).stopped,
	trace.TickBegin:    (*History).turnBegins,
	trace.TickEnd:      func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.turnOver, e.Tick) },
	trace.Poll:         (*History).polled,
	trace.Clock:        func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.clock, seconds(e.T)) },
	trace.ReadyPush:    func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.joins, h.who(e), h.reason(e)) },
	trace.HandleCancel: func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.handleCancelled, h.handle(e)) },
	trace.HandleSkip:   func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.handleSkipped, h.handle(e)) },

	trace.TimerAdd: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.timerSet, h.timerName(e), seconds(e.When))
	},
	trace.TimerFire:   (*History).fired,
	trace.TimerCancel: func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.timerCancelled, h.timerName(e)) },

	trace.StepBegin: (*History).runs,
	trace.StepEnd:   func(h *History, e *trace.Event) string { return h.who(e) + " " + h.outcome(e) },
	trace.TaskNew:   (*History).created,
	trace.TaskName:  func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.named, e.Task, e.Label) },
	trace.TaskDone:  func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.done, h.Name(e.Task), h.ended(e)) },

	trace.FutNew: aboutFuture(func(w *words) string { return w.futureBegins }),
	trace.FutDone: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.done, h.FutureName(e.Fut), h.ended(e))
	},
	trace.FutRetrieved: aboutFuture(func(w *words) string { return w.futureRead }),
	trace.CbAdd: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.willCall, h.caller(e), h.FutureName(e.Fut))
	},
	trace.CbRemove: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.wontCall, h.caller(e), h.FutureName(e.Fut))
	},

	trace.CancelRequest: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.cancelAsked, h.Name(e.Task), message(e))
	},
	trace.CancelDeliver: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.cancelComes, h.Name(e.Task), message(e))
	},
	trace.CancelSwallow: aboutTask(func(w *words) string { return w.cancelCaught }),
	trace.Uncancel:      aboutTask(func(w *words) string { return w.uncancel }),

	trace.GroupEnter: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.groupOpens, h.Name(e.Task), h.group(e))
	},
	trace.GroupAbort: func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.groupAborts, h.group(e)) },
	trace.GroupExit: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.groupLeaves, h.Name(e.Task), h.group(e))
	},
	trace.TimeoutEnter: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.mayTake, h.Name(e.Task), seconds(e.When))
	},
	trace.TimeoutReschedule: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.mayNowTake, h.Name(e.Task), seconds(e.When))
	},
	trace.TimeoutExpire: aboutTask(func(w *words) string { return w.timeUp }),
	trace.TimeoutExit:   aboutTask(func(w *words) string { return w.leavesTimeout }),
	trace.Shield: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.shields, h.Name(e.Task), h.FutureName(e.Fut))
	},

	trace.SyncWait:    aboutObject(func(w *words) string { return w.syncWait }),
	trace.SyncAcquire: aboutObject(func(w *words) string { return w.syncHas }),
	trace.SyncRelease: aboutObject(func(w *words) string { return w.syncReleases }),
	trace.SyncPut:     aboutObject(func(w *words) string { return w.syncPuts }),
	trace.SyncGet:     aboutObject(func(w *words) string { return w.syncTakes }),

	trace.JobSubmit:  aboutJob(func(w *words) string { return w.jobHanded }),
	trace.JobStart:   aboutJob(func(w *words) string { return w.jobStarts }),
	trace.JobEnd:     aboutJob(func(w *words) string { return w.jobEnds }),
	trace.JobDeliver: aboutJob(func(w *words) string { return w.jobComes }),

	trace.ExcUnretrieved: func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.unretrieved, e.Extra().Exc) },
	trace.CoroUnawaited:  func(h *History, e *trace.Event) string { return fmt.Sprintf(h.say.unawaited, e.What) },
	trace.Printed: func(h *History, e *trace.Event) string {
		return fmt.Sprintf(h.say.prints, h.printer(e), strconv.Quote(e.Extra().Text))
	},
	trace.Warn: func(_ *History, e *trace.Event) string { return e.Extra().Code + ": " + e.Extra().Text },
	trace.Ask:  func(_ *History, e *trace.Event) string { return e.Extra().Text },
	trace.Mark: func(_ *History, e *trace.Event) string { return e.Extra().Text },
}

// A sentence is said of an event.
type sentence = func(h *History, e *trace.Event) string

func aboutTask(of func(*words) string) sentence {
	return func(h *History, e *trace.Event) string { return fmt.Sprintf(of(h.say), h.Name(e.Task)) }
}

func aboutFuture(of func(*words) string) sentence {
	return func(h *History, e *trace.Event) string { return fmt.Sprintf(of(h.say), h.FutureName(e.Fut)) }
}

func aboutJob(of func(*words) string) sentence {
	return func(h *History, e *trace.Event) string { return fmt.Sprintf(of(h.say), h.jobName(e)) }
}

func aboutObject(of func(*words) string) sentence {
	return func(h *History, e *trace.Event) string {
		return fmt.Sprintf(of(h.say), h.who(e), numbered(e.What, e.ID))
	}
}

func (h *History) handle(e *trace.Event) string { return fmt.Sprintf(h.say.handle, e.H) }
func (h *History) group(e *trace.Event) string  { return fmt.Sprintf(h.say.group, e.ID) }
