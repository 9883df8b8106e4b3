package replay

import (
	"slices"

	"github.com/goasyncio/asyncio/loop/trace"
)

func (c *chrome) event(e *trace.Event) {
	at := Moment{e.N, e.T}
	switch e.Kind {
	case trace.Poll:
		c.poll(e, at)
	case trace.TickBegin:
		c.turn = at
		c.counters(e, at)
	case trace.TickEnd:
		c.slice(numbered("turn", e.Tick), pidLoop, tidLoop, c.turn, at, nil)
	case trace.StepBegin:
		c.flow(e, at)
	case trace.StepEnd:
		c.callback(e, at)
	case trace.TaskNew:
		c.life("b", e, at)
	case trace.TaskDone:
		c.life("e", e, at)
	case trace.Printed, trace.CancelRequest, trace.CancelDeliver, trace.CancelSwallow, trace.Warn, trace.ExcUnretrieved:
		c.put("i", c.h.Sentence(e.N), pidLoop, tid(e.Task), at, func(w *writer) {
			w.text("s", "t")
			w.text("cat", e.Kind.String())
		})
	}
	c.before = e
}

func tid(task int) int {
	if task == 0 {
		return tidLoop
	}
	return tidTask + task
}

// poll is a slice that ends where the event stands: it lasted as long as the
// loop slept.
func (c *chrome) poll(e *trace.Event, at Moment) {
	from := at
	if c.before != nil {
		from = Moment{c.before.N, max(c.before.T, e.T-e.Slept)}
	}
	c.slice("poll", pidLoop, tidLoop, from, at, func(w *writer) { w.text("woke", e.Woke.String()) })
}

// callback is a slice on the loop's track for what is no task's step.
func (c *chrome) callback(e *trace.Event, at Moment) {
	begin := c.h.Rec.At(c.h.Cause(e.N))
	if e.Task != 0 || begin == nil || begin.Kind != trace.StepBegin {
		return
	}
	c.slice(c.h.who(begin), pidLoop, tidLoop, Moment{begin.N, begin.T}, at, nil)
}

// life is the span of a whole task, from its creation to its end.
func (c *chrome) life(phase string, e *trace.Event, at Moment) {
	c.put(phase, c.h.Name(e.Task), pidLoop, tid(e.Task), at, func(w *writer) {
		w.text("cat", "task")
		w.number("id", e.Task)
	})
}

// flow is an arrow to a step from where its handle joined the ready queue.
func (c *chrome) flow(e *trace.Event, at Moment) {
	push := c.h.push(e)
	if push == nil {
		return
	}
	from := 0
	if by := c.h.Rec.At(c.h.Cause(push.N)); by != nil && by.Kind == trace.StepBegin {
		from = by.Task
	}
	c.put("s", "cause", pidLoop, tid(from), Moment{push.N, push.T}, func(w *writer) {
		w.text("cat", "cause")
		w.number("id", e.N)
	})
	c.put("f", "cause", pidLoop, tid(e.Task), at, func(w *writer) {
		w.text("cat", "cause")
		w.number("id", e.N)
		w.text("bp", "e")
	})
}

func (c *chrome) counters(e *trace.Event, at Moment) {
	s := c.c.Seek(e.N)
	c.put("C", "loop", pidLoop, tidLoop, at, func(w *writer) {
		w.key("args")
		w.comma = false
		w.open('{')
		w.number("ready", len(s.Ready))
		w.number("timers", len(s.timers))
		w.number("waiting", len(s.waiting))
		w.number("jobs", len(s.jobs))
		w.shut('}')
	})
}

// lane writes the spans of a task. They follow one another, so they nest.
func (c *chrome) lane(lane Lane) {
	for _, span := range lane.Spans {
		name := string(span.Doing)
		if span.Doing == DoingWait {
			name = "await " + span.Label
		}
		c.slice(name, pidLoop, tid(lane.Task), span.From, span.To, func(w *writer) {
			if e := c.h.Rec.At(span.To.N); e.Kind == trace.StepEnd && len(e.Extra().Stack) > 0 {
				w.text("src", c.h.at(e.More.Stack[0]))
			}
		})
	}
}

// jobs writes the calls in worker threads, from where they began, or were
// submitted if that is not recorded.
func (c *chrome) jobs() {
	type run struct {
		from   Moment
		label  string
		worker int
	}
	open := map[int]run{}
	finish := func(e *trace.Event) {
		if r, ok := open[e.ID]; ok {
			c.slice(r.label, pidWorkers, r.worker, r.from, Moment{e.N, e.T}, nil)
			delete(open, e.ID)
		}
	}
	kinds := []trace.Kind{trace.JobSubmit, trace.JobStart, trace.JobEnd, trace.JobDeliver}
	for e := range c.h.Rec.Events() {
		switch slices.Index(kinds, e.Kind) {
		case 0:
			open[e.ID] = run{Moment{e.N, e.T}, c.h.jobName(e), 0}
		case 1:
			open[e.ID] = run{Moment{e.N, e.T}, open[e.ID].label, e.Extra().Worker}
		case 2, 3:
			finish(e)
		}
	}
}
