package baton_test

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/coro/baton"
)

// endings are all ways to end, after one suspension.
var endings = []struct {
	name string
	play func(p *part)
	want []string
}{
	{"return", func(p *part) { p.says("0") }, []string{"a 0", "a returned"}},
	{"panic", func(p *part) { p.says("0"); panic("boom") }, []string{"a 0", "a panicked: boom"}},
	{"panic with an error", func(p *part) { p.says("0"); panic(errors.New("bad")) }, []string{"a 0", "a panicked: bad"}},
	{"panic(nil)", func(p *part) { p.says("0"); panic(nil) },
		[]string{"a 0", "a panicked: panic called with nil argument"}},
	{"recovered panic", func(p *part) {
		defer func() { p.add("a recovers %v", recover()) }()
		p.says("0")
		panic("boom")
	}, []string{"a 0", "a recovers boom", "a returned"}},
	{"panic in a deferred call", func(p *part) {
		defer func() { panic("second") }()
		p.says("0")
		panic("first")
	}, []string{"a 0", "a panicked: second"}},
	{"Goexit", func(p *part) { p.says("0"); runtime.Goexit() }, []string{"a 0", "a exited"}},
	{"Goexit in a deferred call", func(p *part) {
		defer runtime.Goexit()
		p.says("0")
		panic("boom")
	}, []string{"a 0", "a exited"}},
	{"yield in a deferred call", func(p *part) {
		defer p.says("cleans up")
		p.says("0")
		panic("boom")
	}, []string{"a 0", "a cleans up", "a panicked: boom"}},
}

func TestEndings(t *testing.T) {
	for _, test := range endings {
		t.Run(test.name, func(t *testing.T) {
			on(t, 10, func(t *testing.T, s *stage) {
				p := s.part("a", test.play)
				for p.co.Suspended() || !p.co.Started() {
					s.baton.Resume(&p.co)
				}
				s.expect(test.want...)
			})
		})
	}
}

// The last step of a nested coroutine returns to its caller, however it ends.
func TestEndingsOfANestedStep(t *testing.T) {
	for _, test := range endings {
		t.Run(test.name, func(t *testing.T) {
			on(t, 10, func(t *testing.T, s *stage) {
				p := s.part("a", test.play)
				caller := s.part("caller", func(c *part) {
					for p.co.Suspended() || !p.co.Started() {
						s.baton.ResumeFrom(&c.co, &p.co)
					}
					c.says("goes on")
				})
				other := s.part("other", steps(0))
				s.queue = []*baton.Coroutine{&other.co}
				s.baton.Resume(&caller.co)
				s.baton.Resume(&caller.co)
				s.expect(append(test.want, "caller goes on", "other returned", "caller returned")...)
			})
		})
	}
}

// The one who ends hands on, to a fresh or a suspended one.
func TestEndingsHandOn(t *testing.T) {
	for _, test := range endings {
		t.Run(test.name, func(t *testing.T) {
			on(t, 10, func(t *testing.T, s *stage) {
				p, fresh, waits := s.part("a", test.play), s.part("fresh", steps(0)), s.part("waits", steps(1))
				s.baton.Resume(&waits.co)
				for range len(test.want) - 1 {
					if p.co.Suspended() || !p.co.Started() {
						s.baton.Resume(&p.co)
					}
				}
				s.queue = []*baton.Coroutine{&fresh.co, &waits.co}
				if p.co.Suspended() {
					s.baton.Resume(&p.co)
				} else {
					s.baton.Resume(s.Next())
				}
				s.expect(append(append([]string{"waits 0"}, test.want...), "fresh returned", "waits returned")...)
			})
		})
	}
}

// boomHere panics; its name must stand in the stack.
func boomHere() { panic("boom") }

func TestStackOfAPanic(t *testing.T) {
	on(t, 10, func(t *testing.T, s *stage) {
		p := s.part("a", func(*part) { boomHere() })
		var stack string
		p.seen = func(baton.Outcome) { stack = string(debug.Stack()) }
		s.baton.Resume(&p.co)
		if !strings.Contains(stack, "baton_test.boomHere") {
			t.Errorf("the stack at the end does not show the panic:\n%s", stack)
		}
	})
}

func TestKill(t *testing.T) {
	for _, test := range []struct {
		name string
		play func(p *part)
		want []string
	}{
		{"plainly", steps(3), []string{"a 0", "kill", "a killed", "dead"}},
		{"deferred calls run", func(p *part) {
			defer p.add("a one")
			defer p.add("a two")
			p.says("0")
		}, []string{"a 0", "kill", "a two", "a one", "a killed", "dead"}},
		{"a yield in a deferred call ends at once", func(p *part) {
			defer p.add("a one")
			defer func() {
				p.says("two")
				p.add("never")
			}()
			p.says("0")
		}, []string{"a 0", "kill", "a two", "a one", "a killed", "dead"}},
		{"many yields in deferred calls", func(p *part) {
			for i := range 5 {
				defer func() { p.says(fmt.Sprint("defer ", i)) }()
			}
			p.says("0")
		}, []string{"a 0", "kill", "a defer 4", "a defer 3", "a defer 2", "a defer 1", "a defer 0", "a killed", "dead"}},
		{"it cannot be recovered", func(p *part) {
			defer func() { p.add("a recovers %v", recover()) }()
			p.says("0")
		}, []string{"a 0", "kill", "a recovers <nil>", "a killed", "dead"}},
		{"a panic in a deferred call", func(p *part) {
			defer func() { panic("late") }()
			p.says("0")
		}, []string{"a 0", "kill", "a panicked: late", "dead"}},
		{"Goexit in a deferred call", func(p *part) {
			defer runtime.Goexit()
			p.says("0")
		}, []string{"a 0", "kill", "a killed", "dead"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			on(t, 10, func(t *testing.T, s *stage) {
				p, other := s.part("a", test.play), s.part("other", steps(1))
				s.baton.Resume(&p.co)
				s.queue = []*baton.Coroutine{&other.co} // a kill hands on to nobody
				s.add("kill")
				s.baton.Kill(&p.co)
				s.add("dead")
				s.expect(test.want...)
				expect(t, "Suspended", p.co.Suspended(), false)
			})
		})
	}
}

// A coroutine that was called by another, and then suspended by itself, is killed like any.
func TestKillOfOneThatBeganNested(t *testing.T) {
	on(t, 10, func(t *testing.T, s *stage) {
		inner := s.part("inner", steps(5))
		outer := s.part("outer", func(p *part) {
			s.baton.ResumeFrom(&p.co, &inner.co)
			p.says("goes on")
		})
		s.baton.Resume(&outer.co)
		s.baton.Kill(&inner.co)
		s.baton.Kill(&outer.co)
		s.expect("inner 0", "outer goes on", "inner killed", "outer killed")
	})
}
