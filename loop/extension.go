package loop

import "fmt"

// Extension is what a package that builds coroutines on a loop tells it; see
// Loop.Extend.
type Extension interface {
	// Closing ends what is still suspended, before the loop closes.
	Closing()
	// Waiting is called when the loop is about to wait for the world.
	Waiting()
	// Blocked tells who waits for whom, for ErrDeadlock.
	Blocked(cause error) error
	// Running is the step that runs now and its goroutine, as a number; nil
	// if none does. It must be safe for any goroutine, while the loop runs.
	Running() (step fmt.Stringer, goroutine uint64)
}

// Extend returns the loop's extension, which the first call makes. It is how
// package coro keeps what it knows of a loop.
func (l *Loop) Extend(create func() Extension) Extension {
	if l.ext == nil {
		l.ext = create()
		if l.watch != nil {
			l.watch.ext.Store(&l.ext)
		}
	}
	return l.ext
}
