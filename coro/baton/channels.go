package baton

import (
	"runtime"
	"unsafe"
)

// Engine is the way in which the baton changes hands.
type Engine uint8

// The engines; see the package's text.
const (
	Channels Engine = iota
	Pull
)

// String is the engine's name.
func (e Engine) String() string { return [...]string{"channels", "pull"}[e] }

// Seat is where a goroutine waits, with Channels: whoever sends there gives it
// the baton. To one that carries no coroutine, the next one is sent, or nil for
// its end.
type Seat chan *Coroutine

// place finds a goroutine: it is a seat with Channels, a *puller with Pull. A
// suspended coroutine thus weighs no more than its seat.
type place struct{ at unsafe.Pointer }

func (s Seat) place() place     { return place{*(*unsafe.Pointer)(unsafe.Pointer(&s))} }
func (p place) seat() Seat      { return *(*Seat)(unsafe.Pointer(&p.at)) }
func (p place) puller() *puller { return (*puller)(p.at) }
func (p place) nowhere() bool   { return p.at == nil }

// carrier is a goroutine that runs coroutines, one after the other. Between two
// of them it stands in Baton.idle.
type carrier struct {
	baton *Baton
	on    place
	job   *Coroutine
	gone  bool // it is not kept, and ends
	dying bool // with Pull: it ends by Goexit
}

// give hands the baton to c; the caller has it no more.
func (b *Baton) give(c *Coroutine) {
	if !c.on.nowhere() {
		c.on.seat() <- c
		return
	}
	if on := b.reuse(); !on.nowhere() {
		c.on = on
		on.seat() <- c
		return
	}
	c.on = b.fresh().place()
	b.live++
	b.start = c
	go b.carry()
}

// The loop's goroutine makes minStock seats at a time, and more where there are
// many goroutines already.
const (
	minStock = 64
	maxStock = 1024
)

// fresh takes a seat whose goroutine has not started. The loop's goroutine
// makes them, in stock: an allocation needs more stack than a coroutine has
// left in its first two kilobytes, and who once needed four keeps them.
func (b *Baton) fresh() Seat {
	if len(b.made) == 0 {
		return make(Seat)
	}
	s := b.made[len(b.made)-1]
	b.made[len(b.made)-1] = nil
	b.made = b.made[:len(b.made)-1]
	return s
}

// needsLoop tells whether a coroutine that yields leaves it to the loop's
// goroutine to start n.
func (b *Baton) needsLoop(n *Coroutine) bool {
	return n.on.nowhere() && len(b.idle) == 0 && len(b.made) == 0
}

// restock is the loop's part of that.
func (b *Baton) restock() {
	for stock := min(max(b.live, minStock), maxStock); len(b.made) < stock; {
		b.made = append(b.made, make(Seat))
	}
}

// reuse takes the goroutine that went idle last, whose stack is still warm.
func (b *Baton) reuse() (on place) {
	n := len(b.idle)
	if n == 0 {
		return on
	}
	on, b.idle[n-1] = b.idle[n-1], on
	b.idle = b.idle[:n-1]
	return on
}

// carrying makes a carrier's life under Channels. Its frame lies at the bottom of
// every coroutine's stack, of which there are two kilobytes at first: so there
// is one deferred call for all coroutines that it carries, and that ends it; and
// it is one function for all carriers, since one with arguments would have another
// frame below, and a go statement would allocate them.
func (b *Baton) carrying() func() {
	return func() {
		k := carrier{baton: b, on: b.start.on, job: b.start}
		b.start = nil
		defer k.leave()
		for k.job != nil {
			k.baton.host.Run(k.job)
			k.baton.returned(k.job)
			k.handOver()
		}
	}
}

// handOver passes the baton on after a coroutine has ended, and waits for
// another one to carry. A fresh one that is next is carried at once, without
// a switch.
func (k *carrier) handOver() {
	b, c := k.baton, k.job
	k.job = nil
	if c.nested {
		b.park(k)
		b.handBack(c, k.on)
	} else {
		n := b.host.Next()
		if n != nil && n.on.nowhere() {
			n.on, k.job = k.on, n
			return
		}
		b.park(k)
		b.pass(n)
	}
	if k.gone {
		return
	}
	k.job = <-k.on.seat()
}

// leave is the end of a goroutine whose coroutine did not return, and so is
// still its job: it panics or exits, or was killed. It tells the host, and passes
// the baton on. A panic stops here; in a deferred call of one that exits it is
// the outcome all the same.
func (k *carrier) leave() {
	b, c := k.baton, k.job
	if c == nil {
		return
	}
	k.job = nil
	out := Outcome{How: Exited}
	if v := recover(); v != nil {
		out = Outcome{How: Panicked, Value: v}
	} else if c.killed {
		out.How = Killed
	}
	b.end(c, out)
	if b.engine == Pull {
		k.leavePull(c)
		return
	}
	b.live--
	if c.nested {
		b.handBack(c, k.on)
		return
	}
	b.pass(b.host.Next())
}

// park keeps an idle goroutine, or lets it go if there are enough.
func (b *Baton) park(k *carrier) {
	if len(b.idle) >= b.keep {
		k.gone = true
		b.live--
		return
	}
	b.idle = append(b.idle, k.on)
}

// returned is the end of a coroutine that returns. It is apart to keep the
// frame of carry small.
//
//go:noinline
func (b *Baton) returned(c *Coroutine) { b.end(c, Outcome{}) }

// end marks a coroutine as ended and tells the host.
func (b *Baton) end(c *Coroutine, out Outcome) {
	c.ended = true
	c.on = place{}
	b.host.Ended(c, out)
}

// Trim lets idle goroutines go until no more than n are left. The caller must
// hold the baton, on the loop's goroutine.
func (b *Baton) Trim(n int) {
	b.made = nil
	for len(b.idle) > n {
		on := b.reuse()
		b.live--
		if b.engine == Pull {
			on.puller().stop() // its yield returns false, so it ends
			continue
		}
		on.seat() <- nil
	}
}

// Close lets all idle goroutines go. Coroutines that are suspended stay so:
// Kill them before.
func (b *Baton) Close() {
	b.keep = 0
	b.Trim(0)
}

// Goroutines is how many goroutines the baton has: those of coroutines that
// have begun and not ended, and the idle ones.
func (b *Baton) Goroutines() int { return b.live }

// exitNow ends the goroutine of a coroutine that was killed.
func exitNow() { runtime.Goexit() }
