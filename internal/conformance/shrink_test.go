package conformance_test

import (
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/internal/conformance"
)

// has is a predicate: somewhere in the program, in that order, these stand.
func has(parts ...string) func(conformance.Program) bool {
	return func(p conformance.Program) bool {
		rest := string(p.JSON())
		for _, part := range parts {
			_, after, found := strings.Cut(rest, part)
			if !found {
				return false
			}
			rest = after
		}
		return true
	}
}

// shieldAndBarrier is a predicate: one proc has a shield, and the next a barrier.
func shieldAndBarrier(p conformance.Program) bool {
	for i := range len(p.Procs) - 1 {
		one, next := p, p
		one.Procs, next.Procs = p.Procs[i:i+1], p.Procs[i+1:i+2]
		if has(`["shield",`)(one) && has(`["bwait",`)(next) {
			return true
		}
	}
	return false
}

// seedWith is a generated program of which the predicate holds, a large one.
func seedWith(t *testing.T, fails func(conformance.Program) bool) conformance.Program {
	t.Helper()
	for seed := range uint64(20_000) {
		if program := conformance.Generate(seed, ""); program.Ops() > 30 && fails(program) {
			return program
		}
	}
	t.Fatal("no generated program will do")
	return conformance.Program{}
}

func TestShrinkLeavesOnlyWhatMatters(t *testing.T) {
	for name, c := range map[string]struct {
		fails func(conformance.Program) bool
		want  string
	}{
		"one op":     {has(`["cancel",`), `[[["cancel",0]]]`},
		"two ops":    {has(`["qshut",`, `["qget",`), `[[["qshut",0,0],["qget",0]]]`},
		"in a try":   {has(`["try",[[`, `]],["Cancelled"`), ``},
		"in a block": {has(`["timeout",1,[["qget",`), `[[["timeout",1,[["qget",0]]]]]`},
		"two procs":  {shieldAndBarrier, `[[["shield",0]],[["bwait",0]]]`},
		"a list":     {has(`["gather",[3,`), ``},
	} {
		t.Run(name, func(t *testing.T) {
			program := seedWith(t, c.fails)
			calls := 0
			counting := func(p conformance.Program) bool { calls++; return c.fails(p) }
			got := conformance.Shrink(program, counting, 5000)
			if !c.fails(got) {
				t.Fatalf("the shrunk program no longer fails: %s", got.JSON())
			}
			text := string(got.JSON())
			if procs := text[strings.Index(text, `"procs":`)+8 : len(text)-1]; c.want != "" && procs != c.want {
				t.Errorf("got %s\nof  %s", text, program.JSON())
			}
			if got.Ops() > 3 {
				t.Errorf("%d ops are left: %s", got.Ops(), text)
			}
			again := conformance.Shrink(program, c.fails, 5000)
			if string(again.JSON()) != text {
				t.Errorf("a second time it gave %s", again.JSON())
			}
			t.Logf("%d ops to %d in %d calls", program.Ops(), got.Ops(), calls)
		})
	}
}

func TestShrinkDropsObjectsThatNothingNames(t *testing.T) {
	got := conformance.Shrink(seedWith(t, has(`["evset",`)), has(`["evset",`), 5000)
	want := conformance.Objects{Events: 1}
	if o := got.Objects; o.Events != want.Events || o.Locks+o.Conditions+o.Futures+len(o.Semaphores)+len(o.Bounded)+len(o.Queues)+len(o.Barriers) != 0 {
		t.Errorf("got %+v, want %+v", o, want)
	}
}

func TestShrinkKeepsToItsLimit(t *testing.T) {
	calls := 0
	program := conformance.Generate(5, "")
	got := conformance.Shrink(program, func(conformance.Program) bool { calls++; return false }, 7)
	if calls != 7 || string(got.JSON()) != string(program.JSON()) {
		t.Errorf("%d calls, got %s", calls, got.JSON())
	}
	calls = 0
	conformance.Shrink(program, func(conformance.Program) bool { calls++; return true }, 100_000)
	if calls > 500 {
		t.Errorf("%d calls where everything fails", calls)
	}
}
