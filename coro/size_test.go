package coro

import (
	"testing"
	"unsafe"

	"github.com/goasyncio/asyncio/loop"
)

// A million tasks weigh what one does: a field more is a size class more.
func TestSizes(t *testing.T) {
	for _, test := range []struct {
		name        string
		size, limit uintptr
	}{
		{"Task", unsafe.Sizeof(Task[int]{}), 160},
		{"Future", unsafe.Sizeof(Future[int]{}), 48},
		{"child", unsafe.Sizeof(child{}), 48},
		{"call", unsafe.Sizeof(call{}), 56},
		{"nap", unsafe.Sizeof(nap{}), 120},
		{"Handle", unsafe.Sizeof(loop.Handle{}), 32},
		{"TimerHandle", unsafe.Sizeof(loop.TimerHandle{}), 80},
	} {
		if test.size > test.limit {
			t.Errorf("a %s has %d bytes, more than %d", test.name, test.size, test.limit)
		}
	}
}
