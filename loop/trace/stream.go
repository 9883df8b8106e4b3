package trace

import (
	"io"
	"sync"
	"time"
)

// A stream writes events to a file while the loop runs.
//
// The problem: encoding and writing on the loop's goroutine would make every
// step pay for the disk; and if the program is killed, what was not yet
// written is lost. The choice: the loop only copies the event into a batch,
// under a mutex that nobody holds for long; a goroutine takes the batch away
// when it is a moment old, encodes and writes it. The price: a killed program
// loses its last moment; and a loop that is faster than its disk has to wait,
// because a recording with holes is of no use.
type stream struct {
	mu    sync.Mutex
	room  sync.Cond // told when the batch was taken away
	batch []Event
	files []File // found since the last batch
	err   error  // the first one; nothing is written after it
	shut  bool

	wake chan struct{} // the batch is not empty
	full chan struct{} // the batch should not wait any longer
	done chan struct{} // the goroutine has ended
	w    io.Writer
}

const (
	batchSize  = 16 << 10              // events that may wait
	flushDelay = 50 * time.Millisecond // how long an event waits: half of the 100 ms that a reader may count on
)

// startStream writes the header and starts the goroutine, which ends with
// close.
func startStream(w io.Writer, h Header) *stream {
	s := &stream{w: w, wake: make(chan struct{}, 1), full: make(chan struct{}, 1), done: make(chan struct{})}
	s.room.L = &s.mu
	s.write(appendHeader(nil, &h))
	go s.run()
	return s
}

// push adds an event. It waits only if the batch is full.
func (s *stream) push(e *Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.batch) >= batchSize && s.err == nil {
		s.room.Wait()
	}
	if s.err != nil || s.shut {
		return
	}
	s.batch = append(s.batch, *e)
	switch len(s.batch) {
	case 1:
		signal(s.wake)
	case batchSize / 2:
		signal(s.full)
	}
}

// file adds a file that later events point into.
func (s *stream) file(f File) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files = append(s.files, f)
}

func (s *stream) close() error {
	s.mu.Lock()
	s.shut = true
	s.mu.Unlock()
	signal(s.wake)
	signal(s.full)
	<-s.done
	return s.err
}

// signal leaves a message, unless one lies there already.
func signal(ch chan struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}

func (s *stream) run() {
	defer close(s.done)
	timer := time.NewTimer(flushDelay)
	defer timer.Stop()
	var spare []Event
	var text []byte
	for {
		<-s.wake
		timer.Reset(flushDelay)
		select {
		case <-timer.C:
		case <-s.full:
		}
		events, files, last := s.take(spare[:0])
		text = encodeBatch(text[:0], files, events)
		s.write(text)
		clear(events) // so that what they point to can be collected
		spare = events
		if last {
			return
		}
	}
}

// take swaps the batch for an empty one, and tells whether it was the last.
func (s *stream) take(spare []Event) (events []Event, files []File, last bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	events, files = s.batch, s.files
	s.batch, s.files = spare, nil
	s.room.Broadcast()
	return events, files, s.shut
}

func encodeBatch(b []byte, files []File, events []Event) []byte {
	for i := range files {
		b = files[i].appendLine(b)
	}
	for i := range events {
		b = append(events[i].AppendJSON(b), '\n')
	}
	return b
}

// write writes whole lines, and pushes them on if the writer holds back.
func (s *stream) write(lines []byte) {
	if s.err != nil || len(lines) == 0 {
		return
	}
	_, err := s.w.Write(lines)
	if f, ok := s.w.(interface{ Flush() error }); ok && err == nil {
		err = f.Flush()
	}
	if err == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	s.room.Broadcast()
}
