package loop

import "time"

// Block stops the loop for the time d, on its clock: it is time.Sleep for what
// runs on the loop, and holds up everything else there, as any blocking call
// does. Programs should not; it lets examples and tests show, also under a
// virtual clock, what happens then. It belongs to whoever runs on the loop.
func (l *Loop) Block(d time.Duration) {
	switch {
	case d <= 0:
	case l.Virtual():
		l.clock.Wait(l.clock.Now()+d, nil)
	default:
		time.Sleep(d)
	}
}
