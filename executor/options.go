package executor

import (
	"fmt"
	"runtime"
	"time"
)

// An Option sets up a [Pool]; see [New]. A nil one does nothing.
type Option func(*Pool)

// noBound is the bound of a queue without one.
const noBound = -1

// defaultWorkers is Python's rule: calls that block need no processor, but 32 are enough for one program.
func defaultWorkers() int { return min(32, runtime.NumCPU()+4) }

// Workers sets how many calls may run at the same time. The default is Python's, min(32, number of processors + 4).
// Workers panics if n is not positive.
func Workers(n int) Option {
	if n < 1 {
		panic(fmt.Sprintf("executor: Workers(%d): a pool needs at least one worker", n))
	}
	return func(p *Pool) { p.limit = n }
}

// Queue bounds the calls that wait for a worker: with n of them waiting Submit fails and SubmitWait waits. With 0 a
// call is accepted only if a worker is free. By default, and if n is negative, there is no bound.
func Queue(n int) Option {
	return func(p *Pool) { p.bound = max(n, noBound) }
}

// Name sets the prefix of the workers' names, which profiles and goroutine dumps show as label "worker": with
// Name("db") they are db_0, db_1 and so on. The default is "executor".
func Name(prefix string) Option {
	return func(p *Pool) { p.name = prefix }
}

// OnStarved asks for a report when all workers have been busy and calls have been waiting for a while in which no call
// could start. The usual reason is that the calls which run wait for calls that cannot start. There is one report
// until a call starts again. It runs on a goroutine of its own; Shutdown waits for it, so it must not wait for Shutdown.
func OnStarved(after time.Duration, report func(Stats)) Option {
	return func(p *Pool) { p.watch = watch{after: after, report: report} }
}
