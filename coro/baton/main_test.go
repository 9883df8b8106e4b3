package baton_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/goasyncio/asyncio/coro/baton"
)

func TestMain(m *testing.M) {
	if os.Getenv(lockedChild) != "" {
		lockedUnderPull()
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// stage is a baton with a record of what happens to its coroutines. Those in
// queue get the baton one after the other when somebody yields or ends.
type stage struct {
	t     testing.TB
	baton *baton.Baton
	log   []string
	queue []*baton.Coroutine
	parts map[*baton.Coroutine]*part
}

// on runs a test for each engine; with a Next function that takes from the queue.
func on(t *testing.T, keep int, test func(t *testing.T, s *stage)) {
	for _, engine := range []baton.Engine{baton.Channels, baton.Pull} {
		t.Run(engine.String(), func(t *testing.T) {
			s := &stage{t: t}
			s.baton = baton.New(engine, keep, s)
			test(t, s)
			s.baton.Close()
			if n := s.baton.Goroutines(); n != 0 {
				t.Errorf("%d goroutines are left", n)
			}
		})
	}
}

// The stage is the host of its parts.
func (s *stage) Run(c *baton.Coroutine) { s.parts[c].run() }

func (s *stage) Ended(c *baton.Coroutine, o baton.Outcome) { s.parts[c].ended(o) }

func (s *stage) Next() *baton.Coroutine {
	if len(s.queue) == 0 {
		return nil
	}
	c := s.queue[0]
	s.queue = s.queue[1:]
	return c
}

func (s *stage) add(format string, args ...any) { s.log = append(s.log, fmt.Sprintf(format, args...)) }

// expect compares the whole record.
func (s *stage) expect(want ...string) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.log); diff != "" {
		s.t.Errorf("record (-want +got):\n%s", diff)
	}
}

func expect[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// part is the body of a coroutine that is called name in the record.
type part struct {
	*stage
	co   baton.Coroutine
	name string
	play func(p *part)
	seen func(baton.Outcome) // also called at its end
}

// part prepares a coroutine.
func (s *stage) part(name string, play func(p *part)) *part {
	p := &part{stage: s, name: name, play: play}
	if s.parts == nil {
		s.parts = make(map[*baton.Coroutine]*part)
	}
	s.parts[&p.co] = p
	return p
}

func (p *part) run() { p.play(p) }

func (p *part) ended(o baton.Outcome) {
	if o.Value != nil {
		p.add("%s %v: %v", p.name, o.How, o.Value)
	} else {
		p.add("%s %v", p.name, o.How)
	}
	if p.seen != nil {
		p.seen(o)
	}
}

// says records a line of the coroutine, and suspends it.
func (p *part) says(what string) {
	p.add("%s %s", p.name, what)
	p.baton.Yield(&p.co)
}

// steps is a play of n steps.
func steps(n int) func(*part) {
	return func(p *part) {
		for i := range n {
			p.says(fmt.Sprint(i))
		}
	}
}
