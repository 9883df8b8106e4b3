package replay

import (
	"fmt"
	"strings"

	"github.com/goasyncio/asyncio/loop/trace"
)

// Reason is one link of a chain of causes.
type Reason struct {
	N    int    // the event
	Text string // what it is, in words; see [History.Sentence]
}

// Why tells why event n happened: the event itself, what caused it, what
// caused that, and so on to the start of the loop.
func (h *History) Why(n int) []Reason {
	var chain []Reason
	for ; n != 0; n = h.Cause(n) {
		chain = append(chain, Reason{n, h.Sentence(n)})
	}
	return chain
}

// WhyText tells the same as a text, a line each. The ready.push before a step
// is left out: what it says stands with the step.
func (h *History) WhyText(n int) string {
	var b strings.Builder
	pushed := 0
	for i, r := range h.Why(n) {
		e := h.Rec.At(r.N)
		if r.N == pushed && e.Kind == trace.ReadyPush {
			continue
		}
		pushed = 0
		if e.Kind == trace.StepBegin {
			pushed = h.Cause(r.N)
		}
		because := h.say.why.because
		if i == 0 {
			because = ""
		}
		fmt.Fprintf(&b, "#%-5d%s%s", r.N, because, r.Text)
		if at := h.place(e); at != "" {
			fmt.Fprintf(&b, " (%s)", at)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// runs tells that a step runs, and what put it into the ready queue.
func (h *History) runs(e *trace.Event) string {
	waited := ""
	if push := h.push(e); push != nil && push.Why == trace.WhyWakeup {
		if w, ok := h.State(push.N - 1).Wait(e.Task); ok {
			waited = h.waitOver(w)
		}
	}
	return h.runsAfter(e, waited)
}

// push is the ready.push of a step, nil if it has none.
func (h *History) push(e *trace.Event) *trace.Event {
	if push := h.Rec.At(h.Cause(e.N)); push != nil && push.Kind == trace.ReadyPush {
		return push
	}
	return nil
}

// runsAfter is runs for a task of which it is known what it waited for, and
// how that ended.
func (h *History) runsAfter(e *trace.Event, waited string) string {
	w, who, push := h.say, h.who(e), h.push(e)
	switch {
	case push == nil:
		return fmt.Sprintf(w.runs, who)
	case e.Task == 0:
		return fmt.Sprintf(w.called, who, h.reason(push))
	case push.Why == trace.WhyStart:
		if by := h.Rec.At(h.Cause(push.N)); by != nil && by.Kind == trace.StepBegin {
			return fmt.Sprintf(w.startsBy, who, h.who(by))
		}
		return fmt.Sprintf(w.starts, who)
	case push.Why == trace.WhyYield:
		return fmt.Sprintf(w.again, who)
	case push.Why == trace.WhyWakeup && waited == "":
		return fmt.Sprintf(w.wakes, who)
	case push.Why == trace.WhyWakeup:
		return fmt.Sprintf(w.wakesFor, who, waited)
	}
	return fmt.Sprintf(w.runsFor, who, h.reason(push))
}

// waitName is what to call what a task waits for.
func (h *History) waitName(w Wait) string {
	if w.Label != "" {
		return w.Label
	}
	return h.FutureName(w.Fut)
}

// waitOver tells how what a task waited for ended.
func (h *History) waitOver(w Wait) string {
	over := h.say.waitOver
	switch h.ends[w.Fut] {
	case trace.StateCancelled:
		over = h.say.waitCancelled
	case trace.StateException:
		over = h.say.waitFailed
	}
	return fmt.Sprintf(over, h.waitName(w))
}
