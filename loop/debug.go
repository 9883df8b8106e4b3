package loop

import (
	"reflect"

	"github.com/goasyncio/asyncio/internal/goid"
)

// SetDebug turns debug mode on or off, from the next run on: asyncio's
// loop.set_debug. It is for the loop's owner, while the loop does not run.
func (l *Loop) SetDebug(on bool) { l.debug = on }

// Debug tells whether debug mode is on.
func (l *Loop) Debug() bool { return l.debug }

// TakeOver tells debug mode that the calling goroutine holds the baton now.
func (l *Loop) TakeOver() {
	if l.debug {
		l.owner.Store(goid.ID())
	}
}

// Owned tells, in debug mode, whether the calling goroutine holds the baton.
func (l *Loop) Owned() bool { return goid.ID() == l.owner.Load() }

func pcOf(f func()) uintptr { return reflect.ValueOf(f).Pointer() }
