package loop_test

import (
	"testing"

	"pgregory.net/rapid"
)

// The ready queue, however it grows and shrinks, gives back what it was given,
// in order.
func TestReadyQueue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		bursts := rapid.SliceOfN(rapid.IntRange(1, 1500), 1, 6).Draw(rt, "bursts")
		more := rapid.SliceOfN(rapid.IntRange(0, 3), 1, 8).Draw(rt, "callbacks that each of a few hundred schedules")
		b := virtual(t)
		given, ran := 0, 0
		var give func()
		give = func() {
			number := given
			given++
			b.soon(func() {
				if number != ran {
					rt.Errorf("callback %d runs in the place of callback %d", number, ran)
				}
				ran++
				if phase := ran / 300; phase < len(more) {
					for range more[phase] {
						give()
					}
				}
			})
		}
		for _, burst := range bursts {
			for range burst {
				give()
			}
			b.turn()
		}
		for last := -1; ran < given; {
			if last == ran {
				rt.Fatalf("%d callbacks were lost", given-ran)
			}
			last = ran
			b.turn()
		}
		more = nil
		for range 600 { // one at a time
			give()
			b.turn()
		}
		if ran != given {
			rt.Fatalf("%d callbacks were lost", given-ran)
		}
	})
}
