package replay

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"github.com/goasyncio/asyncio/loop/trace"
)

// The numbers of Chrome's processes and threads.
const (
	pidLoop    = 1
	pidWorkers = 2
	tidLoop    = 0
	tidTask    = 100 // and the task's number
)

// WriteChrome writes the recording in Chrome's trace format, which Perfetto
// and chrome://tracing open: a track for the loop, one for each task, one for
// each worker thread, arrows from cause to step, and counters.
//
// On the axis of time a virtual loop's steps are 0 long; on that of steps each
// event takes a microsecond.
func (h *History) WriteChrome(w io.Writer, axis Axis) error {
	c := &chrome{h: h.In(English), axis: axis, w: bufio.NewWriter(w), c: h.Cursor()}
	c.w.WriteString(`{"traceEvents":[`)
	c.names()
	for e := range h.Rec.Events() {
		c.event(e)
	}
	for _, lane := range h.Lanes() {
		c.lane(lane)
	}
	c.jobs()
	header := &writer{}
	header.open('{')
	header.text("schema", trace.Schema)
	header.text("clock", h.Rec.Header.Clock)
	header.text("axis", string(axis))
	header.number("dropped", h.Rec.Header.Dropped)
	header.shut('}')
	fmt.Fprintf(c.w, "\n],\"displayTimeUnit\":\"ns\",\"otherData\":%s}\n", header.b)
	return c.w.Flush()
}

type chrome struct {
	h     *History
	c     *Cursor
	axis  Axis
	w     *bufio.Writer
	comma bool

	turn   Moment // where the turn began
	before *trace.Event
}

// put writes one event of the format.
func (c *chrome) put(phase, name string, pid, tid int, at Moment, more func(*writer)) {
	w := &writer{}
	w.open('{')
	w.text("ph", phase)
	w.text("name", name)
	w.number("pid", pid)
	w.number("tid", tid)
	w.key("ts")
	w.b = c.micros(w.b, c.place(at))
	if more != nil {
		more(w)
	}
	w.shut('}')
	if c.comma {
		c.w.WriteByte(',')
	}
	c.comma = true
	c.w.WriteByte('\n')
	c.w.Write(w.b)
}

// place gives a moment in nanoseconds of the format.
func (c *chrome) place(m Moment) int {
	if c.axis == AxisStep {
		return m.N * 1000
	}
	return int(m.T)
}

// micros writes nanoseconds as microseconds.
func (c *chrome) micros(b []byte, ns int) []byte {
	b = strconv.AppendInt(b, int64(ns/1000), 10)
	if ns%1000 != 0 {
		b = fmt.Appendf(b, ".%03d", ns%1000)
	}
	return b
}

// slice writes something that lasts.
func (c *chrome) slice(name string, pid, tid int, from, to Moment, args func(*writer)) {
	c.put("X", name, pid, tid, from, func(w *writer) {
		w.key("dur")
		w.b = c.micros(w.b, max(0, c.place(to)-c.place(from)))
		w.key("args")
		w.comma = false
		w.open('{')
		w.number("n", from.N)
		if args != nil {
			args(w)
		}
		w.shut('}')
	})
}

// names tells what the processes and threads are called.
func (c *chrome) names() {
	name := func(what string, pid, tid int, name string) {
		c.put("M", what, pid, tid, Moment{}, func(w *writer) { arg(w, "name", name) })
	}
	name("process_name", pidLoop, tidLoop, "event loop")
	name("process_name", pidWorkers, 0, "to_thread")
	name("thread_name", pidLoop, tidLoop, "loop")
	for _, lane := range c.h.Lanes() {
		name("thread_name", pidLoop, tidTask+lane.Task, lane.Name)
		c.put("M", "thread_sort_index", pidLoop, tidTask+lane.Task, Moment{}, func(w *writer) {
			w.key("args")
			w.b = fmt.Appendf(w.b, `{"sort_index":%d}`, lane.Task)
		})
	}
}

// arg writes one argument.
func arg(w *writer, key, text string) {
	w.key("args")
	w.comma = false
	w.open('{')
	w.text(key, text)
	w.shut('}')
}
