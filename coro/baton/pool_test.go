package baton_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"
)

// suspended makes n coroutines that wait.
func (s *stage) suspended(n int) []*part {
	var all []*part
	for range n {
		p := s.part("", steps(1))
		s.baton.Resume(&p.co)
		all = append(all, p)
	}
	return all
}

func TestGoroutinesAreReused(t *testing.T) {
	on(t, 10, func(t *testing.T, s *stage) {
		before := runtime.NumGoroutine()
		for range 100 {
			p := s.part("", steps(1))
			s.baton.Resume(&p.co)
			s.baton.Resume(&p.co)
		}
		expect(t, "Goroutines", s.baton.Goroutines(), 1)
		if n := runtime.NumGoroutine() - before; n > 1 { // fewer, if one of an earlier test was still ending
			t.Errorf("%d goroutines more", n)
		}
	})
}

// A chain of coroutines, each next when the one before ends, needs one goroutine and no switch.
func TestAFreshOneIsCarriedAtOnce(t *testing.T) {
	on(t, 0, func(t *testing.T, s *stage) {
		most := 0
		for range 50 {
			p := s.part("", func(*part) { most = max(most, s.baton.Goroutines()) })
			s.queue = append(s.queue, &p.co)
		}
		s.baton.Resume(s.Next())
		expect(t, "the most goroutines", most, 1)
		expect(t, "ended", len(s.log), 50)
	})
}

func TestThePoolIsBounded(t *testing.T) {
	for _, test := range []struct {
		name            string
		keep, n, kept   int
		trim, afterTrim int
	}{
		{"none is kept", 0, 5, 0, 0, 0},
		{"some are kept", 3, 5, 3, 1, 1},
		{"all are kept", 10, 5, 5, 2, 2},
		{"there is nothing to trim", 10, 2, 2, 4, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			on(t, test.keep, func(t *testing.T, s *stage) {
				all := s.suspended(test.n)
				expect(t, "Goroutines while they wait", s.baton.Goroutines(), test.n)
				for _, p := range all {
					s.baton.Resume(&p.co)
				}
				expect(t, "Goroutines after their end", s.baton.Goroutines(), test.kept)
				s.baton.Trim(test.trim)
				expect(t, "Goroutines after Trim", s.baton.Goroutines(), test.afterTrim)
			})
		})
	}
}

// A nested end keeps its goroutine too, within the bound.
func TestThePoolIsBoundedForNestedOnes(t *testing.T) {
	on(t, 1, func(t *testing.T, s *stage) {
		outer := s.part("outer", func(p *part) {
			for range 3 {
				inner := s.part("inner", steps(0))
				s.baton.ResumeFrom(&p.co, &inner.co)
			}
		})
		s.baton.Resume(&outer.co)
		s.expect("inner returned", "inner returned", "inner returned", "outer returned")
		expect(t, "Goroutines", s.baton.Goroutines(), 1)
	})
}

// A goroutine that ended by Goexit, or with the coroutine that was killed, cannot be kept.
func TestDeadGoroutinesAreNotKept(t *testing.T) {
	on(t, 10, func(t *testing.T, s *stage) {
		for range 10 {
			p := s.part("", func(p *part) { s.baton.Yield(&p.co); runtime.Goexit() })
			s.baton.Resume(&p.co)
			s.baton.Resume(&p.co)
			q := s.part("", steps(1))
			s.baton.Resume(&q.co)
			s.baton.Kill(&q.co)
		}
		expect(t, "Goroutines", s.baton.Goroutines(), 0)
	})
}

// Nor is one whose coroutine panicked: one deferred call serves all coroutines of a goroutine, and ends it.
func TestGoroutinesEndWithAPanic(t *testing.T) {
	on(t, 10, func(t *testing.T, s *stage) {
		for range 10 {
			p := s.part("", func(*part) { panic("boom") })
			s.baton.Resume(&p.co)
		}
		expect(t, "Goroutines", s.baton.Goroutines(), 0)
	})
}

// waitsHere suspends; its name must stand in the stack.
func waitsHere(p *part) { p.says("waits") }

func TestStack(t *testing.T) {
	on(t, 10, func(t *testing.T, s *stage) {
		p, other := s.part("a", waitsHere), s.part("other", steps(1))
		s.baton.Resume(&p.co)
		s.baton.Resume(&other.co)
		for range 2 {
			if names := names(s.baton.Stack(&p.co)); !slices.Contains(names, "baton_test.waitsHere") {
				t.Errorf("the stack does not show where it waits: %v", names)
			}
		}
		s.add("asked")
		s.baton.Resume(&p.co)
		s.baton.Kill(&other.co)
		s.expect("a waits", "other 0", "asked", "a returned", "other killed")
	})
}

func names(pcs []uintptr) (all []string) {
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		all = append(all, f.Function[strings.LastIndex(f.Function, "/")+1:])
		if !more {
			return all
		}
	}
}
