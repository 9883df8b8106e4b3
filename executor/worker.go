package executor

import (
	"context"
	"fmt"
	"runtime/pprof"
)

// hire starts a worker's goroutine. It is called with the mutex held, by one who has counted the worker.
func (p *Pool) hire() {
	go p.work(fmt.Sprintf("%s_%d", p.name, p.hired))
	p.hired++
}

// work is the life of a worker: one job after the other until the pool ends.
func (p *Pool) work(name string) {
	var j *Job
	defer func() {
		// Only a job that called runtime.Goexit ends the goroutine before its time.
		if j != nil {
			p.replace(j)
		}
	}()
	// Also so that it does not keep the labels of whoever happened to submit the first job.
	pprof.SetGoroutineLabels(pprof.WithLabels(context.Background(), pprof.Labels("worker", name)))
	for j = p.take(nil); j != nil; j = p.take(j) {
		j.run()
	}
}

// take puts away the job that the worker has done, if there is one, and waits for the next. It returns nil when the
// pool is closed and the queue is empty; the worker is then no longer counted and must end.
func (p *Pool) take(last *Job) *Job {
	p.mu.Lock()
	defer p.mu.Unlock()
	if last != nil {
		p.finish(last)
	}
	for p.queued.first == nil {
		if p.closed {
			p.workers--
			p.settle()
			return nil
		}
		p.wake.Wait()
	}
	j := p.queued.first
	p.queued.remove(j)
	p.running.add(j)
	j.state, j.started = running, p.now()
	if p.watch.report != nil {
		p.progress(j.started)
	}
	return j
}

// finish takes a job off the books, which may make room for another. It is called with the mutex held.
func (p *Pool) finish(j *Job) {
	p.running.remove(j)
	j.state = finished
	p.admit()
}

// replace puts a new goroutine in the place of the calling worker, which is ending.
func (p *Pool) replace(last *Job) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finish(last)
	p.hire()
}
