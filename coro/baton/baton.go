package baton

import "runtime"

// How says how a coroutine ended.
type How uint8

// The ways to end.
const (
	Returned How = iota // the function returned
	Panicked            // it panicked: see Outcome.Value and Stack
	Exited              // it called runtime.Goexit, as t.FailNow does
	Killed              // Kill ended it
)

// String is the word for it.
func (h How) String() string {
	return [...]string{"returned", "panicked", "exited", "killed"}[h]
}

// Outcome is the end of a coroutine.
type Outcome struct {
	How   How
	Value any // what it panicked with
}

// Body is what a coroutine does.
type Body interface {
	// Run is the coroutine's function. It runs on the coroutine's goroutine.
	Run()
	// Ended is told how Run ended, on the same goroutine, which still holds
	// the baton. After a panic the stack still shows where. It must not suspend.
	Ended(Outcome)
}

// Coroutine is a function that can be suspended. The zero value is not
// ready: Start gives it its body.
//
// State: fresh (no goroutine) -> running <-> suspended -> ended. It is moved
// by the holder of the baton: Resume makes it running, Yield suspended.
type Coroutine struct {
	baton  *Baton
	body   Body
	on     *carrier // its goroutine, from its first step to its end
	back   *carrier // who waits for its next Yield, when that is not the loop
	nested bool     // the next Yield goes to back, whoever is next
	killed bool
	ended  bool
	asked  bool      // Stack wants to know where it is
	stack  []uintptr // its answer
}

// Prepare gives a coroutine its body. No goroutine starts before Resume.
func (b *Baton) Prepare(c *Coroutine, body Body) { c.baton, c.body = b, body }

// Started tells whether the coroutine has begun, and so has a goroutine, or
// had one.
func (c *Coroutine) Started() bool { return c.on != nil || c.ended }

// Suspended tells whether the coroutine waits in a Yield.
func (c *Coroutine) Suspended() bool { return c.on != nil && !c.ended }

// Baton is what the coroutines of one loop hand to each other.
type Baton struct {
	engine Engine
	next   func() *Coroutine
	loop   *carrier   // the goroutine of the loop, which carries no coroutine
	after  *Coroutine // with Pull: who the loop shall resume next
	idle   []*carrier
	keep   int
	live   int
}

// New makes a baton, held by the caller. Next, if it is not nil, names the
// coroutine that gets the baton when one yields or ends, nil for the one who
// resumed it. Keep is how many goroutines of ended coroutines are kept.
func New(engine Engine, keep int, next func() *Coroutine) *Baton {
	return &Baton{engine: engine, next: next, keep: keep, loop: newCarrier()}
}

// Resume hands the baton to c, which is fresh or suspended, and returns when
// it is back. It is for the loop's goroutine, outside of every coroutine.
func (b *Baton) Resume(c *Coroutine) {
	if b.engine == Pull {
		b.pullAll(c)
		return
	}
	b.give(c)
	<-b.loop.seat
}

// ResumeFrom hands the baton to c and returns when c yields or ends; nobody
// else runs in between. From is the coroutine that calls, nil for the loop.
// It is how a task runs its first step inside the call that creates it.
func (b *Baton) ResumeFrom(from, c *Coroutine) {
	c.nested = true
	if b.engine == Pull {
		b.pull(c)
		return
	}
	c.back = b.loop
	if from != nil {
		c.back = from.on
	}
	back := c.back
	b.give(c)
	<-back.seat
}

// Kill ends a suspended coroutine: its deferred calls run, and any Yield in
// them ends at once. It returns when that is done. It is for the loop's
// goroutine, outside of every coroutine.
func (b *Baton) Kill(c *Coroutine) {
	c.killed = true
	b.ResumeFrom(nil, c)
}

// Yield suspends the coroutine, which must be the one that calls, until it is
// resumed. It does not return if the coroutine is killed. One place yields:
// this one.
func (c *Coroutine) Yield() {
	if c.killed {
		exitNow()
	}
	b := c.baton
	if c.nested {
		c.handBack()
	} else if n := b.follow(); n == c {
		return
	} else if b.engine == Pull {
		b.after = n
		c.on.yield(struct{}{})
	} else {
		b.pass(n)
	}
	if b.engine == Channels {
		<-c.on.seat
	}
	for c.asked {
		c.answer()
	}
	if c.killed {
		exitNow()
	}
}

// Stack tells where a suspended coroutine is: program counters, as of
// runtime.Callers. It is for the loop's goroutine, outside of every coroutine. It is for reports: the coroutine itself is asked, for two
// switches.
func (b *Baton) Stack(c *Coroutine) []uintptr {
	c.asked = true
	b.ResumeFrom(nil, c)
	stack := c.stack
	c.stack = nil
	return stack
}

// answer is the coroutine's part of Stack.
func (c *Coroutine) answer() {
	c.asked = false
	pcs := make([]uintptr, 64)
	c.stack = pcs[:runtime.Callers(2, pcs)]
	on := c.on
	c.handBack()
	if c.baton.engine == Channels {
		<-on.seat
	}
}

// handBack ends a nested step.
func (c *Coroutine) handBack() {
	c.nested = false
	if c.baton.engine == Pull {
		c.on.yield(struct{}{})
		return
	}
	back := c.back
	c.back = nil
	back.seat <- struct{}{}
}

// follow asks who is next.
func (b *Baton) follow() *Coroutine {
	if b.next == nil {
		return nil
	}
	return b.next()
}

// pass gives the baton to a coroutine, or back to the loop for nil.
func (b *Baton) pass(n *Coroutine) {
	if n == nil {
		b.loop.seat <- struct{}{}
		return
	}
	b.give(n)
}

// run runs a coroutine to its end, and leaves if the goroutine ends with it.
// That is not the same as how the coroutine ended: a panic in a deferred call
// of one that exits or is killed is a panic, and after it the goroutine still
// ends.
func (k *carrier) run(c *Coroutine) {
	stays := false
	defer func() {
		if !stays {
			k.leave(c)
		}
	}()
	c.play()
	stays = true
}

// play calls the function of a coroutine and tells its body how it ended.
func (c *Coroutine) play() {
	returned := false
	defer func() {
		if returned {
			return
		}
		out := Outcome{How: Exited}
		if v := recover(); v != nil {
			out = Outcome{How: Panicked, Value: v}
		} else if c.killed {
			out.How = Killed
		}
		c.end(out)
	}()
	c.body.Run()
	returned = true
	c.end(Outcome{})
}
