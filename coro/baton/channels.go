package baton

import "runtime"

// Engine is the way in which the baton changes hands.
type Engine uint8

// The engines; see the package's text.
const (
	Channels Engine = iota
	Pull
)

// String is the engine's name.
func (e Engine) String() string { return [...]string{"channels", "pull"}[e] }

// carrier is a goroutine that runs coroutines, one after the other. Whoever
// sends on its seat gives it the baton. Between two coroutines it sits in
// Baton.idle, and the one it shall run next is put into job before.
type carrier struct {
	baton *Baton
	seat  chan struct{} // with Channels
	job   *Coroutine
	gone  bool // it is not kept, and ends
	dying bool // with Pull: it ends by Goexit
}

func (b *Baton) newCarrier() *carrier {
	return &carrier{baton: b, seat: make(chan struct{})}
}

// give hands the baton to c; the caller has it no more.
func (b *Baton) give(c *Coroutine) {
	if c.on != nil {
		c.on.seat <- struct{}{}
		return
	}
	if k := b.reuse(); k != nil {
		c.on, k.job = k, c
		k.seat <- struct{}{}
		return
	}
	c.on = b.fresh()
	c.on.job = c
	b.live++
	go c.on.carry()
}

// stock is how many carriers the loop's goroutine makes at a time.
const stock = 64

// fresh takes a carrier whose goroutine has not started. The loop's goroutine
// makes them, in stock: an allocation needs more stack than a coroutine has
// left in its first two kilobytes, and who once needed four keeps them.
func (b *Baton) fresh() *carrier {
	if len(b.made) == 0 {
		return b.newCarrier()
	}
	k := b.made[len(b.made)-1]
	b.made[len(b.made)-1] = nil
	b.made = b.made[:len(b.made)-1]
	return k
}

// needsLoop tells whether a coroutine that yields leaves it to the loop's
// goroutine to start n.
func (b *Baton) needsLoop(n *Coroutine) bool {
	return n.on == nil && len(b.idle) == 0 && len(b.made) == 0
}

// restock is the loop's part of that.
func (b *Baton) restock() {
	for len(b.made) < stock {
		b.made = append(b.made, b.newCarrier())
	}
}

// reuse takes the goroutine that went idle last, whose stack is still warm.
func (b *Baton) reuse() *carrier {
	n := len(b.idle)
	if n == 0 {
		return nil
	}
	k := b.idle[n-1]
	b.idle[n-1] = nil
	b.idle = b.idle[:n-1]
	return k
}

// carry is a carrier's life under Channels. Its frame lies at the bottom of
// every coroutine's stack, of which there are two kilobytes at first: so there
// is one deferred call for all coroutines that it carries, and that ends it.
func (k *carrier) carry() {
	defer k.leave()
	for k.job != nil {
		k.baton.host.Run(k.job)
		k.baton.end(k.job, Outcome{})
		k.handOver(k.baton)
	}
}

// handOver passes the baton on after a coroutine has ended, and waits for
// another one to carry. A fresh one that is next is carried at once, without
// a switch.
func (k *carrier) handOver(b *Baton) {
	c := k.job
	k.job = nil
	if c.nested {
		b.park(k)
		b.handBack(c, k)
	} else {
		n := b.host.Next()
		if n != nil && n.on == nil {
			n.on, k.job = k, n
			return
		}
		b.park(k)
		b.pass(n)
	}
	if k.gone {
		return
	}
	<-k.seat
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
		b.handBack(c, k)
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
	b.idle = append(b.idle, k)
}

// end marks a coroutine as ended and tells the host.
//
//go:noinline
func (b *Baton) end(c *Coroutine, out Outcome) {
	c.ended = true
	c.on = nil
	b.host.Ended(c, out)
}

// Trim lets idle goroutines go until no more than n are left. The caller must
// hold the baton, on the loop's goroutine.
func (b *Baton) Trim(n int) {
	b.made = nil
	for len(b.idle) > n {
		k := b.reuse()
		b.live--
		if b.engine == Pull {
			k.pull().stop() // its yield returns false, so it ends
			continue
		}
		k.seat <- struct{}{} // it has no job, so it ends
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
