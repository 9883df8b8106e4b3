package baton

import (
	"iter"
	"unsafe"
)

// With Pull every switch goes through whoever resumed: iter.Pull knows no
// other. The loop resumes one coroutine after the other while each, when it
// yields, names the next; so the order is that of Channels.
//
// Two edges of iter.Pull are guarded in leave. A panic would reach the resumer
// without its stack: it is caught where it happens. And Goexit would end the
// resumer's goroutine too: the deferred call that notices it yields once
// more, as a coroutine that ended, and another goroutine, made for that,
// resumes it to its death.

// pullAll resumes c, then whoever is next, until the loop is. It is pull in a
// loop, without a call: see Swap.
func (b *Baton) pullAll(c *Coroutine) {
	for c != nil {
		b.after = nil
		if k := b.pullerOf(c); k.resume() {
			b.lose(k)
		}
		c = b.after
	}
	b.after = nil
}

// pull switches to c until it yields or ends.
func (b *Baton) pull(c *Coroutine) {
	if k := b.pullerOf(c); k.resume() {
		b.lose(k)
	}
}

// pullerOf is the carrier of c, which gets one here if it is fresh.
func (b *Baton) pullerOf(c *Coroutine) *puller {
	if c.on.nowhere() {
		c.on = b.reuse()
		if c.on.nowhere() {
			c.on = b.newPuller()
			b.live++
		}
		c.on.puller().job = c
	}
	return c.on.puller()
}

// resume switches to a carrier, and tells whether that comes to its end.
func (k *puller) resume() (ends bool) {
	_, more := k.next()
	return !more || k.dying
}

// lose is the end of a carrier.
func (b *Baton) lose(k *puller) {
	b.live--
	if k.dying {
		k.bury()
	}
}

// bury resumes a carrier that ends by Goexit to its death, on a goroutine
// that may die with it.
func (k *puller) bury() {
	dead := make(chan struct{})
	go func() {
		defer close(dead)
		k.stop()
	}()
	<-dead
}

// puller is a carrier with Pull.
type puller struct {
	carrier
	next  func() (struct{}, bool)
	stop  func()
	yield func(struct{}) bool
}

func (b *Baton) newPuller() place {
	k := &puller{carrier: carrier{baton: b}}
	k.on = place{unsafe.Pointer(k)}
	k.next, k.stop = iter.Pull(func(yield func(struct{}) bool) {
		k.yield = yield
		k.carryPull(b)
	})
	return k.on
}

// carryPull is a carrier's life under Pull.
func (k *puller) carryPull(b *Baton) {
	defer k.leave()
	for k.job != nil {
		b.host.Run(k.job)
		b.returned(k.job)
		if b.parkPull(k) {
			continue
		}
		if k.gone || !k.yield(struct{}{}) {
			return
		}
	}
}

// parkPull keeps an idle goroutine and names who is next. It tells whether
// the carrier carries that one itself, at once.
func (b *Baton) parkPull(k *puller) bool {
	c := k.job
	k.job = nil
	if !c.nested {
		n := b.host.Next()
		if n != nil && n.on.nowhere() {
			n.on, k.job = k.on, n
			return true
		}
		b.after = n
	}
	c.nested = false
	if k.gone = len(b.idle) >= b.keep; !k.gone {
		b.idle = append(b.idle, k.on)
	}
	return false
}

// leavePull is the way out of a goroutine that ends by Goexit.
func (k *carrier) leavePull(c *Coroutine) {
	k.dying = true
	if !c.nested {
		k.baton.after = k.baton.host.Next()
	}
	c.nested = false
	k.on.puller().yield(struct{}{})
}
