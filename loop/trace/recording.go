package trace

import (
	"bufio"
	"io"
	"iter"
)

// Recording is a finished sequence of events: loaded from a file, taken from a
// [Recorder], or put together by hand. It never changes.
type Recording struct {
	Header  Header
	Partial bool // the file ended in the middle of a line, or of its compressed data
	tape    tape
}

// NewRecording makes a recording of these events, which are copied and
// numbered from 1 on.
func NewRecording(h Header, events ...Event) *Recording {
	r := &Recording{Header: h}
	for i := range events {
		e := r.tape.next()
		*e = events[i]
		e.N = r.Header.Dropped + i + 1
	}
	return r
}

// Recording takes what has been recorded until now.
func (r *Recorder) Recording() *Recording {
	rec := &Recording{Header: r.Header()}
	if r == nil {
		return rec
	}
	if r.ring == nil {
		rec.tape = r.tape
		return rec
	}
	for e := range r.Events() {
		*rec.tape.next() = *e
	}
	return rec
}

// Len tells how many events there are.
func (r *Recording) Len() int { return r.tape.n }

// First and Last give the numbers of the first and the last event: 1 and Len,
// unless a ring has dropped events.
func (r *Recording) First() int { return r.Header.Dropped + 1 }

// Last gives the number of the last event.
func (r *Recording) Last() int { return r.Header.Dropped + r.tape.n }

// At returns the event with this number, nil if the recording has none.
func (r *Recording) At(n int) *Event {
	if n < r.First() || n > r.Last() {
		return nil
	}
	return r.tape.at(n - r.First())
}

// Events gives all events in order.
func (r *Recording) Events() iter.Seq[*Event] {
	return func(yield func(*Event) bool) {
		for i := range r.tape.n {
			if !yield(r.tape.at(i)) {
				return
			}
		}
	}
}

// WriteTo writes the recording as a file.
func (r *Recording) WriteTo(w io.Writer) (int64, error) {
	count := &counter{w: w}
	buf := bufio.NewWriterSize(count, 64<<10)
	line := appendHeader(nil, &r.Header)
	buf.Write(line)
	for e := range r.Events() {
		line = append(e.AppendJSON(line[:0]), '\n')
		if _, err := buf.Write(line); err != nil {
			return count.n, err
		}
	}
	err := buf.Flush()
	return count.n, err
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}
