package trace

import (
	"io"
	"iter"
)

// Recorder keeps the events of one loop.
//
// A nil *Recorder is a recorder that is switched off: all its methods may be
// called and do nothing. On a hot path branch on nil before building the
// event; off then costs that one branch.
//
// A Recorder has no lock. Emit, Here, Stack and the methods that read may be
// called only by what holds the loop: its goroutine, or the coroutine that has
// the baton, and by anybody when the loop has stopped.
type Recorder struct {
	n      int
	open   []openStep // the steps that have no end yet; two if a task starts eagerly
	early  bool       // loop.start was recorded before the loop told of it
	ring   *ring      // nil: keep all, on the tape
	tape   tape
	header Header
	places places
	sink   io.Writer
	stream *stream
}

// New makes a recorder. Without options it keeps all events in memory.
func New(opts ...Option) *Recorder {
	r := &Recorder{}
	for _, opt := range opts {
		opt(r)
	}
	if r.sink != nil {
		r.stream = startStream(r.sink, r.Header())
		r.places.found = r.stream.file
	}
	return r
}

// Close ends a [Stream]: what has been emitted is written and flushed when it
// returns. It gives the first error of the writing. The recorder goes on
// keeping events in memory. Without a stream there is nothing to close.
func (r *Recorder) Close() error {
	if r == nil || r.stream == nil {
		return nil
	}
	return r.stream.close()
}

// openStep is a step.begin without its step.end.
type openStep struct{ n, h int }

// Emit records an event, numbers it, and returns the number.
//
// It takes a copy, so the caller may use the same struct again, but not what
// it points to: More, Src and their slices belong to the recorder from now on.
//
// T is the caller's to set. By may be left 0: the event is then caused by the
// step that is running, or by the start of the loop if none is. The H of a
// step.end is that of its step.begin.
//
// A recording begins with loop.start. If something is recorded earlier, such
// as the first task of a loop that does not run yet, loop.start is put before
// it, and not recorded again when the loop tells of it.
func (r *Recorder) Emit(e *Event) int {
	if r == nil {
		return 0
	}
	if r.n == 0 && e.Kind != LoopStart {
		r.early = true
		r.keep(&Event{Kind: LoopStart, T: e.T})
	}
	if e.Kind == LoopStart && r.early {
		r.early = false
		e.N = 1
		return e.N
	}
	if e.By == 0 && r.n > 0 {
		e.By = r.Cause()
	}
	r.follow(e)
	r.keep(e)
	return e.N
}

// keep numbers an event and stores it.
func (r *Recorder) keep(e *Event) {
	r.n++
	e.N = r.n
	if r.ring != nil {
		*r.ring.next() = *e
	} else {
		*r.tape.next() = *e
	}
	if r.stream != nil {
		r.stream.push(e)
	}
}

// follow keeps track of which step is running.
func (r *Recorder) follow(e *Event) {
	switch e.Kind {
	case StepBegin:
		r.open = append(r.open, openStep{r.n + 1, e.H})
	case StepEnd:
		if last := len(r.open) - 1; last >= 0 {
			e.H = r.open[last].h
			r.open = r.open[:last]
		}
	}
}

// Cause returns the number of the event that whatever happens now is caused
// by: the step that is running, or the start of the loop.
func (r *Recorder) Cause() int {
	switch {
	case r == nil:
		return 0
	case len(r.open) > 0:
		return r.open[len(r.open)-1].n
	default:
		return min(r.n, 1)
	}
}

// Len tells how many events are kept.
func (r *Recorder) Len() int {
	switch {
	case r == nil:
		return 0
	case r.ring != nil:
		return r.ring.kept()
	default:
		return r.tape.n
	}
}

// Dropped tells how many events a [Ring] has forgotten.
func (r *Recorder) Dropped() int {
	if r == nil || r.ring == nil {
		return 0
	}
	return r.ring.dropped()
}

// At returns the i-th of the kept events, from 0. It must not be changed, and
// in a ring it is good only until the next Emit.
func (r *Recorder) At(i int) *Event {
	if r.ring != nil {
		return r.ring.at(i)
	}
	return r.tape.at(i)
}

// Events gives the kept events, the oldest first.
func (r *Recorder) Events() iter.Seq[*Event] {
	return func(yield func(*Event) bool) {
		for i := range r.Len() {
			if !yield(r.At(i)) {
				return
			}
		}
	}
}

// Header describes the recording as it stands now.
func (r *Recorder) Header() Header {
	if r == nil {
		return Header{}
	}
	h := r.header
	h.Schema, h.Unit, h.Dropped = Schema, "ns", r.Dropped()
	h.Files = r.places.files
	return h
}
