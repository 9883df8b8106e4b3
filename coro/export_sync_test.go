package coro

// Tombstones is how many waiters that have left still lie in an event's queue.
func Tombstones(e *Event) int { return e.line.queue.Size() - e.line.queued }

// LineRoom is how many waiters the ring of an event's queue has room for.
func LineRoom(e *Event) int { return e.line.room }

// SemaphoreValue is how many places are free.
func SemaphoreValue(s *Semaphore) int { return s.value }

// Inside is how many tasks are in a barrier.
func Inside(b *Barrier) int { return b.count }

// BoundedValue is how many places are free.
func BoundedValue(s *BoundedSemaphore) int { return s.places.value }
