package conformance

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
)

// InterpretLines reads programs, a line of JSON each, and writes their traces, a line each, in the same order.
// A program that is refused gives [["ERROR", why]] on its line, and the next one goes on. Several programs run
// side by side, each on a loop of its own. The error is that of the reader or the writer.
func InterpretLines(r io.Reader, w io.Writer) error {
	q := lineQueue{jobs: make(chan lineJob), order: make(chan chan []byte, 4*runtime.GOMAXPROCS(0)), stop: make(chan struct{})}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(q.work)
	}
	read := make(chan error, 1)
	go func() { read <- q.read(r) }()
	written := q.write(w)
	close(q.stop)
	failed := <-read
	workers.Wait()
	return errors.Join(failed, written)
}

// A lineJob is a line on its way to its trace.
type lineJob struct {
	line  []byte
	err   error // why there is no line
	trace chan []byte
}

// A lineQueue hands lines to workers, and keeps the order in which their traces are due.
type lineQueue struct {
	jobs  chan lineJob
	order chan chan []byte
	stop  chan struct{} // closed when nobody writes any more
}

// read queues the lines, and then ends the workers and the writer.
func (q *lineQueue) read(r io.Reader) error {
	defer close(q.order)
	defer close(q.jobs)
	for line, err := range Lines(r) {
		if err != nil && err != errLineTooLong {
			return err
		}
		job := lineJob{bytes.Clone(line), err, make(chan []byte, 1)}
		select {
		case q.order <- job.trace:
		case <-q.stop:
			return nil
		}
		select {
		case q.jobs <- job:
		case <-q.stop:
			return nil
		}
	}
	return nil
}

func (q *lineQueue) work() {
	for job := range q.jobs {
		job.trace <- interpretLine(job.line, job.err).JSON()
	}
}

// write writes the traces in order. It flushes when it would have to wait, so that whoever sends one program
// and waits for its trace gets it.
func (q *lineQueue) write(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	for trace := range q.order {
		var line []byte
		select {
		case line = <-trace:
		default:
			if err := out.Flush(); err != nil {
				return err
			}
			line = <-trace
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
		if len(q.order) > 0 {
			continue
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return out.Flush()
}

// interpretLine is the trace of the program on a line, or why there is none.
func interpretLine(line []byte, err error) (trace Trace) {
	defer func() {
		if p := recover(); p != nil {
			trace = Failed(fmt.Errorf("the interpreter panicked: %v", p))
		}
	}()
	if err != nil {
		return Failed(err)
	}
	program, err := Parse(line)
	if err != nil {
		return Failed(err)
	}
	return Interpret(program)
}
