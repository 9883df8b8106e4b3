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

// Host is who owns the coroutines of a baton: it knows what each of them does,
// and who is next. A coroutine thus needs no pointer to any of this, and is as
// small as a pointer and a few flags; the host finds what belongs to it by its
// address.
type Host interface {
	// Run is the function of c. It runs on the coroutine's goroutine.
	Run(c *Coroutine)
	// Ended is told how Run ended, on the same goroutine, which still holds
	// the baton. After a panic the stack still shows where. It must not suspend.
	Ended(c *Coroutine, out Outcome)
	// Next names the coroutine that gets the baton when one yields or ends, nil
	// for the loop's goroutine. It is called by the holder of the baton.
	Next() *Coroutine
}

// Coroutine is a function that can be suspended: the Host's Run of it. The zero
// value is a fresh one. It must not be copied.
//
// State: fresh (no goroutine) -> running <-> suspended -> ended. It is moved
// by the holder of the baton: Resume makes it running, Yield suspended.
type Coroutine struct {
	on     place // its goroutine, from its first step to its end
	nested bool  // its next Yield goes to whoever resumed it, whoever is next
	killed bool
	ended  bool
	asked  bool // Stack wants to know where it is
}

// Started tells whether the coroutine has begun, and so has a goroutine, or
// had one.
func (c *Coroutine) Started() bool { return !c.on.nowhere() || c.ended }

// Suspended tells whether the coroutine waits in a Yield.
func (c *Coroutine) Suspended() bool { return !c.on.nowhere() && !c.ended }

// Killed tells whether Kill was called for it.
func (c *Coroutine) Killed() bool { return c.killed }

// Baton is what the coroutines of one loop hand to each other.
type Baton struct {
	engine Engine
	host   Host
	loop   Seat       // of the loop's goroutine
	backs  []Seat     // who waits in ResumeFrom, the innermost last
	after  *Coroutine // who the loop's goroutine shall resume next
	idle   []place    // whose coroutines have ended
	made   []Seat     // whose goroutines have not started
	start  *Coroutine // whose goroutine starts,
	carry  func()     // and what it does
	keep   int
	live   int
	answer []uintptr // to Stack
}

// New makes a baton, held by the caller. Keep is how many goroutines of ended
// coroutines are kept.
func New(engine Engine, keep int, host Host) *Baton {
	b := &Baton{engine: engine, host: host, keep: keep, loop: make(Seat)}
	b.carry = b.carrying()
	return b
}

// Resume hands the baton to c, which is fresh or suspended, and returns when
// it is back. It is for the loop's goroutine, outside of every coroutine.
func (b *Baton) Resume(c *Coroutine) {
	if b.engine == Pull {
		b.pullAll(c)
		return
	}
	for c != nil {
		b.after = nil
		b.give(c)
		<-b.loop
		if c = b.after; c != nil {
			b.restock()
		}
	}
	b.after = nil
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
	back := b.loop
	if from != nil {
		back = from.on.seat()
	}
	b.backs = append(b.backs, back)
	b.give(c)
	<-back
}

// Kill ends a suspended coroutine: its deferred calls run, and any Yield in
// them ends at once. It returns when that is done. A fresh one is marked, no
// more. It is for the loop's goroutine, outside of every coroutine.
func (b *Baton) Kill(c *Coroutine) {
	c.killed = true
	if c.Suspended() {
		b.ResumeFrom(nil, c)
	}
}

// Yield suspends c, which must be the coroutine that calls, until it is resumed.
// It does not return if c is killed.
func (b *Baton) Yield(c *Coroutine) {
	for s := b.Leave(c); s.Due(); s = b.Back(c) {
		s.Do()
	}
}

// Swap is what a coroutine that suspends still has to do: to hand the baton to
// who waits at next, unless it is away already, and to wait for it at seat; with
// Pull both in one.
//
// Leave, Swap and Back are a Yield, for who writes its loop out. Each frame that
// a suspended coroutine has less on its stack is a return less that the processor
// guesses wrong after the switch; and the part of a stack that was used before a
// switch is no longer in the processor's nearest cache after it, so the calls that
// send and wait shall not go deep: they stand side by side in Do, which is inlined.
type Swap struct {
	next, seat Seat
	yield      func(struct{}) bool // with Pull
}

// Due tells whether there is anything to do. If not, the coroutine has the baton.
func (s Swap) Due() bool { return s.seat != nil }

// Do does it, and returns when the baton is back. What is sent does not matter:
// see Seat.
func (s Swap) Do() {
	if s.yield != nil {
		s.yield(struct{}{})
		return
	}
	if s.next != nil {
		s.next <- nil
	}
	<-s.seat
}

// Leave finds out who gets the baton. Nothing is due if that is c itself.
func (b *Baton) Leave(c *Coroutine) Swap {
	if c.killed {
		exitNow()
	}
	if c.nested {
		b.handBack(c, c.on)
	} else if n := b.host.Next(); n == c {
		return Swap{}
	} else if b.engine == Pull {
		b.after = n
	} else if n != nil && n.Suspended() {
		return Swap{next: n.on.seat(), seat: c.on.seat()} // it waits there, and not in ResumeFrom, or it would not be next
	} else {
		b.pass(n)
	}
	return b.away(c)
}

// away is the rest of a swap where the baton is away, or goes by itself.
func (b *Baton) away(c *Coroutine) Swap {
	s := Swap{seat: c.on.seat()} // with Pull it is none, but it is not nil
	if b.engine == Pull {
		s.yield = c.on.puller().yield
	}
	return s
}

// Back is called when c has the baton again. Nothing is due if c is to go on; it
// is to wait once more if it had the baton only to answer.
func (b *Baton) Back(c *Coroutine) Swap {
	if !c.killed && !c.asked {
		return Swap{}
	}
	return b.back(c)
}

func (b *Baton) back(c *Coroutine) Swap {
	if !c.asked {
		exitNow()
	}
	b.tell(c)
	return b.away(c)
}

// Stack tells where a suspended coroutine is: program counters, as of
// runtime.Callers. It is for reports: the coroutine itself is asked, for two
// switches. It is for the loop's goroutine, outside of every coroutine.
func (b *Baton) Stack(c *Coroutine) []uintptr {
	c.asked = true
	b.ResumeFrom(nil, c)
	stack := b.answer
	b.answer = nil
	return stack
}

// tell is the coroutine's part of Stack.
func (b *Baton) tell(c *Coroutine) {
	c.asked = false
	pcs := make([]uintptr, 64)
	b.answer = pcs[:runtime.Callers(2, pcs)]
	b.handBack(c, c.on)
}

// handBack ends a nested step of c, which runs on the goroutine at on.
func (b *Baton) handBack(c *Coroutine, on place) {
	c.nested = false
	if b.engine == Pull {
		return // c is about to yield, which goes to whoever resumed it
	}
	last := len(b.backs) - 1
	back := b.backs[last]
	b.backs = b.backs[:last]
	back <- nil
}

// pass gives the baton to a coroutine, or back to the loop for nil.
func (b *Baton) pass(n *Coroutine) {
	if n == nil || b.needsLoop(n) {
		b.after = n
		b.loop <- nil
		return
	}
	b.give(n)
}
