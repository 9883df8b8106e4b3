package bench

import (
	"iter"
	"sync/atomic"
)

// The raw limits: what Go itself takes for what a workload needs at the least.

// rawRoundTrip is two goroutines and unbuffered channels, there and back.
func rawRoundTrip(j *job) {
	there, back := make(chan struct{}), make(chan struct{})
	go func() {
		for range there {
			back <- struct{}{}
		}
		close(back)
	}()
	j.start()
	for range j.Times {
		there <- struct{}{}
		<-back
	}
	j.stop()
	close(there)
	<-back
}

// rawRing passes a token round goroutines over unbuffered channels; an
// operation is a hop.
func rawRing(j *job) {
	seats := make([]chan int, j.Size)
	for i := range seats {
		seats[i] = make(chan int)
	}
	done := make(chan struct{})
	for i, in := range seats {
		go func() {
			out := seats[(i+1)%len(seats)]
			for left := range in {
				if left == 0 {
					close(done)
					return
				}
				out <- left - 1
			}
		}()
	}
	j.start()
	seats[0] <- j.Times
	<-done
	j.stop()
	for _, seat := range seats {
		close(seat)
	}
}

// rawThread is what a thread call needs of the scheduler: a coroutine gives a
// job to a worker and the baton to the loop, the worker wakes the loop, and that
// gives the baton back.
func rawThread(j *job) {
	work, baton := make(chan struct{}), make(chan struct{})
	wake := make(chan struct{}, 1)
	go func() { // the worker
		for range work {
			wake <- struct{}{}
		}
	}()
	back := make(chan struct{})
	go func() { // the loop
		for range back {
			<-wake
			baton <- struct{}{}
		}
	}()
	j.start()
	for range j.Times {
		work <- struct{}{}
		back <- struct{}{}
		<-baton
	}
	j.stop()
	close(work)
	close(back)
}

// rawPull is a round trip of the runtime's own coroutine switch.
func rawPull(j *job) {
	next, stop := iter.Pull(func(yield func(int) bool) {
		for yield(0) {
		}
	})
	defer stop()
	j.start()
	for range j.Times {
		next()
	}
	j.stop()
}

// rawSpawn starts a goroutine and hears from it.
func rawSpawn(j *job) {
	done := make(chan struct{})
	var sum atomic.Int64
	j.start()
	for range j.Times {
		go func() {
			sum.Add(1)
			done <- struct{}{}
		}()
		<-done
	}
	j.stop()
}
