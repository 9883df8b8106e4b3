package baton_test

import (
	"runtime"
	"testing"

	"github.com/goasyncio/asyncio/coro/baton"
)

func TestNoGoroutineBeforeTheFirstStep(t *testing.T) {
	on(t, 10, func(t *testing.T, s *stage) {
		before := runtime.NumGoroutine()
		p := s.part("a", steps(1))
		expect(t, "Goroutines", s.baton.Goroutines(), 0)
		if n := runtime.NumGoroutine() - before; n > 0 {
			t.Errorf("%d goroutines more", n)
		}
		expect(t, "Started", p.co.Started(), false)
		expect(t, "Suspended", p.co.Suspended(), false)
		s.expect()
	})
}

func TestResumeAndYield(t *testing.T) {
	on(t, 10, func(t *testing.T, s *stage) {
		p := s.part("a", steps(2))
		for range 3 {
			s.add("resume")
			s.baton.Resume(&p.co)
			s.add("back, started %v, suspended %v", p.co.Started(), p.co.Suspended())
		}
		s.expect(
			"resume", "a 0", "back, started true, suspended true",
			"resume", "a 1", "back, started true, suspended true",
			"resume", "a returned", "back, started true, suspended false")
	})
}

// If nobody is next the baton goes back.
func TestWithoutNext(t *testing.T) {
	for _, engine := range []baton.Engine{baton.Channels, baton.Pull} {
		t.Run(engine.String(), func(t *testing.T) {
			s := &stage{t: t}
			s.baton = baton.New(engine, 0, s)
			a, b := s.part("a", steps(2)), s.part("b", steps(1))
			for _, p := range []*part{a, b, a, b, a} {
				s.baton.Resume(&p.co)
				s.add("back")
			}
			s.expect("a 0", "back", "b 0", "back", "a 1", "back", "b returned", "back", "a returned", "back")
			expect(t, "Goroutines", s.baton.Goroutines(), 0)
		})
	}
}

// A yield may be deep in other calls: that is what a goroutine is for.
func TestYieldFromDeepInside(t *testing.T) {
	on(t, 0, func(t *testing.T, s *stage) {
		var dig func(p *part, depth int)
		dig = func(p *part, depth int) {
			if depth == 0 {
				p.says("is down")
				return
			}
			dig(p, depth-1)
		}
		p := s.part("a", func(p *part) { dig(p, 1000) })
		s.baton.Resume(&p.co)
		s.baton.Resume(&p.co)
		s.expect("a is down", "a returned")
	})
}

func TestResumeFrom(t *testing.T) {
	on(t, 10, func(t *testing.T, s *stage) {
		inner := s.part("inner", steps(2))
		middle := s.part("middle", func(p *part) {
			p.add("middle calls")
			s.baton.ResumeFrom(&p.co, &inner.co)
			p.says("goes on")
			p.says("ends")
		})
		outer := s.part("outer", func(p *part) {
			p.add("outer calls")
			s.baton.ResumeFrom(&p.co, &middle.co)
			p.says("goes on")
		})
		other := s.part("other", steps(1))
		s.queue = []*baton.Coroutine{&other.co} // next, but not before the calls have returned
		s.baton.Resume(&outer.co)
		s.add("loop")
		for _, p := range []*part{inner, middle, inner, outer, middle, other} {
			s.baton.Resume(&p.co)
		}
		s.expect(
			"outer calls", "middle calls", "inner 0", "middle goes on", "outer goes on", "other 0", "loop",
			"inner 1", "middle ends", "inner returned", "outer returned", "middle returned", "other returned")
	})
}

// The loop may call a first step too, as a callback that creates an eager task does.
func TestResumeFromTheLoop(t *testing.T) {
	on(t, 10, func(t *testing.T, s *stage) {
		a, b := s.part("a", steps(1)), s.part("b", steps(1))
		s.queue = []*baton.Coroutine{&b.co}
		s.baton.ResumeFrom(nil, &a.co)
		s.add("loop")
		s.baton.Resume(&a.co)
		s.baton.Resume(&b.co)
		s.expect("a 0", "loop", "a returned", "b 0", "b returned")
	})
}

func TestHandOff(t *testing.T) {
	for _, test := range []struct {
		name  string
		queue string // who is next, in this order; the first is resumed
		want  []string
	}{
		{"back to the loop", "a", []string{"a 0"}},
		{"to a fresh one by a yield", "ab", []string{"a 0", "b 0"}},
		{"to itself", "aaab", []string{"a 0", "a 1", "a returned", "b 0"}},
		{"to a suspended one", "abab", []string{"a 0", "b 0", "a 1", "b 1"}},
		{"to a fresh one at the end", "aaabc", []string{"a 0", "a 1", "a returned", "b 0", "c 0"}},
		{"to a suspended one at the end", "abaab", []string{"a 0", "b 0", "a 1", "a returned", "b 1"}},
		{"each to the next", "abcabcabc", []string{"a 0", "b 0", "c 0", "a 1", "b 1", "c 1", "a returned", "b returned", "c returned"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			on(t, 1, func(t *testing.T, s *stage) {
				parts := map[rune]*part{}
				for _, name := range test.queue {
					if parts[name] == nil {
						parts[name] = s.part(string(name), steps(2))
					}
					s.queue = append(s.queue, &parts[name].co)
				}
				s.baton.Resume(s.Next())
				s.expect(test.want...)
				for _, p := range parts {
					p.play = nil
					if p.co.Suspended() {
						s.baton.Kill(&p.co)
					}
				}
			})
		})
	}
}

// What coroutines share needs no lock. The race detector checks it here, the sum anywhere.
func TestTheBatonOrdersEverything(t *testing.T) {
	on(t, 4, func(t *testing.T, s *stage) {
		shared, rounds := 0, 200
		var all []*part
		for range 10 {
			all = append(all, s.part("", func(p *part) {
				for range rounds {
					shared++
					s.baton.Yield(&p.co)
				}
			}))
		}
		for range rounds {
			for _, p := range all {
				s.queue = append(s.queue, &p.co)
			}
			s.baton.Resume(s.Next())
			shared++
		}
		expect(t, "shared", shared, 11*rounds)
		for _, p := range all {
			s.baton.Resume(&p.co)
		}
	})
}

func TestNames(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{baton.Channels.String(), "channels"}, {baton.Pull.String(), "pull"},
		{baton.Returned.String(), "returned"}, {baton.Panicked.String(), "panicked"},
		{baton.Exited.String(), "exited"}, {baton.Killed.String(), "killed"},
	} {
		expect(t, "String", test.got, test.want)
	}
}
