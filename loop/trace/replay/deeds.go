package replay

import (
	"fmt"

	"github.com/goasyncio/asyncio/loop/trace"
)

// deed notes what an event tells that the running step did. Outside of a step
// it stands alone.
func (s *schedule) deed(e *trace.Event) {
	verb, to := s.says(e)
	if verb == "" {
		return
	}
	if len(s.open) == 0 {
		s.line("      ", s.h.Sentence(e.N))
		return
	}
	step := s.open[len(s.open)-1]
	if n := len(step.lines); n > 0 && to != "" && step.lines[n-1].verb == verb && verb != s.h.say.lists.prints {
		step.lines[n-1].to = append(step.lines[n-1].to, to)
		return
	}
	d := deed{verb: verb}
	if to != "" {
		d.to = []string{to}
	}
	step.lines = append(step.lines, d)
}

// says gives the verb for an event, and to what it was done; none for what
// goes without saying.
func (s *schedule) says(e *trace.Event) (verb, to string) {
	w := s.h.say.lists
	switch e.Kind {
	case trace.TaskNew:
		if e.What != "" {
			return w.creates, e.Label + " (" + e.What + ")"
		}
		return w.creates, e.Label
	case trace.Printed:
		return w.prints, e.Extra().Text
	case trace.ReadyPush:
		return s.pushes(e)
	case trace.TimerAdd:
		if s.naps[e.Fut] && e.Fut != 0 || s.napping(e) {
			return "", ""
		}
		return fmt.Sprintf(w.setsTimer, seconds(e.When)), e.Label
	case trace.CancelRequest:
		return fmt.Sprintf(w.asksCancel, message(e)), s.h.Name(e.Task)
	case trace.CancelDeliver:
		return fmt.Sprintf(w.receives, message(e)), ""
	case trace.CancelSwallow:
		return w.catches, ""
	case trace.GroupEnter, trace.GroupExit, trace.TimeoutEnter, trace.TimeoutExit, trace.TimeoutReschedule:
		return s.scope(e)
	case trace.JobSubmit:
		return w.hands, e.Label
	}
	return s.rare(e)
}

func (s *schedule) rare(e *trace.Event) (verb, to string) {
	switch e.Kind {
	case trace.TaskName, trace.Uncancel, trace.GroupAbort, trace.TimeoutExpire, trace.Shield, trace.HandleSkip,
		trace.ExcUnretrieved, trace.CoroUnawaited, trace.Warn, trace.Ask, trace.Mark, trace.JobDeliver:
		return s.h.Sentence(e.N), ""
	}
	return "", ""
}

// napping tells whether the event before made the future of a sleep, whose
// timer this then is.
func (s *schedule) napping(e *trace.Event) bool {
	before := s.h.Rec.At(e.N - 1)
	return before != nil && before.Kind == trace.FutNew && before.What == "sleep"
}

func (s *schedule) pushes(e *trace.Event) (verb, to string) {
	switch e.Why {
	case trace.WhyStart, trace.WhyYield, trace.WhyTimer:
		return "", ""
	case trace.WhyWakeup, trace.WhyCancel:
		return s.h.say.lists.wakes, s.h.who(e)
	}
	return s.h.say.lists.schedules, s.h.who(e)
}

func (s *schedule) scope(e *trace.Event) (verb, to string) {
	w := s.h.say.lists
	switch e.Kind {
	case trace.GroupEnter:
		return fmt.Sprintf(w.opens, s.h.group(e)), ""
	case trace.GroupExit:
		return fmt.Sprintf(w.leaves, s.h.group(e)), ""
	case trace.TimeoutEnter:
		return fmt.Sprintf(w.enters, seconds(e.When)), ""
	case trace.TimeoutReschedule:
		return fmt.Sprintf(w.moves, seconds(e.When)), ""
	}
	return w.leavesTimeout, ""
}

// ending tells how a step ended.
func (s *schedule) ending(e *trace.Event) string {
	done := s.done
	s.done = nil
	switch {
	case e.Out == trace.OutCallback:
		return ""
	case e.Out == trace.OutAwait:
		return fmt.Sprintf(s.h.say.lists.waitsFor, s.h.awaited(e))
	case done == nil || done.Task != e.Task:
		return s.h.outcome(e)
	}
	more := done.Extra()
	switch {
	case done.State == trace.StateException:
		return fmt.Sprintf(s.h.say.lists.fails, more.Exc)
	case done.State == trace.StateResult && more.Val != "":
		return fmt.Sprintf(s.h.say.lists.returns, more.Val)
	}
	return s.h.outcome(e)
}
