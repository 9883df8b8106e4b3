package executor

import (
	"fmt"
	"time"
)

// Stats is what a [Pool] is doing at one instant.
type Stats struct {
	Workers int           // goroutines that exist, busy or idle
	Limit   int           // how many there may be
	Busy    int           // calls that run
	Queued  int           // calls that were accepted and have not started
	Blocked int           // calls of SubmitWait that wait for room in the queue
	Oldest  time.Duration // how long the oldest of the running calls has been running
}

// Starved tells whether calls wait and no worker is free.
func (s Stats) Starved() bool { return s.Busy >= s.Limit && s.Queued+s.Blocked > 0 }

// String says it in a line: "executor starved: 32/32 busy, oldest 30s, 5 waiting".
func (s Stats) String() string {
	title := "executor"
	if s.Starved() {
		title = "executor starved"
	}
	return fmt.Sprintf("%s: %d/%d busy, oldest %v, %d waiting",
		title, s.Busy, s.Limit, readable(s.Oldest), s.Queued+s.Blocked)
}

// readable cuts off the digits of a duration that nobody wants to read.
func readable(d time.Duration) time.Duration {
	if d < 10*time.Second {
		return d.Round(time.Millisecond)
	}
	return d.Round(time.Second)
}
