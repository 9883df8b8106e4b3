package coro

// A task that only ever awaits what is ready keeps the baton for ever: asyncio
// leaves that to the programmer, and so does a loop here by itself. With the
// option Coop the loop counts, and after so many awaits in a row that did not
// suspend the next one first lets every other task that is ready have a step.
//
// What counts is an await of a future or task that is done, and a call of a
// lock's or a queue's method that may suspend. A plain call of a coroutine is
// no await in this sense.

// takeTurns is called by each await that may find what it wants at once. With
// Coop it suspends for a turn when it is time; the error is that of a
// cancellation which came meanwhile.
func (t *task) takeTurns() error {
	if t.rt.coop == 0 {
		return nil
	}
	if t.rt.free++; t.rt.free <= t.rt.coop {
		return nil
	}
	return t.yield() // where wait counts from 0 again
}
