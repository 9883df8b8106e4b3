package loop

// A Go context that ends tells nobody on the spot: context.AfterFunc starts a
// goroutine, which arrives when it pleases. Where a run must be the same every
// time, and where "nothing can happen any more" must not be said too early, the
// loop looks for itself, once in every poll.

// Probe has look called in every poll, on the loop's goroutine, between two
// callbacks; nil ends that. What it makes ready runs in the same turn.
func (l *Loop) Probe(look func()) { l.probe = look }

func (l *Loop) look() {
	if l.probe != nil {
		l.probe()
	}
}

// Wake makes the loop poll now if it waits. Any goroutine may call it.
func (l *Loop) Wake() { _ = l.inbox.post(note{do: func() {}}) }

// FindsDeadlock tells whether RunForever returns ErrDeadlock when nothing can
// happen any more: under a virtual clock, and with DetectDeadlock.
func (l *Loop) FindsDeadlock() bool { return l.detect || l.Virtual() }
