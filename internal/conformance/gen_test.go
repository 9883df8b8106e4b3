package conformance_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/internal/conformance"
)

// The golden file holds seeds, not programs: whoever changes the generator has to regenerate it, and changes
// this digest with it.
func TestGenerateAlwaysMakesTheSamePrograms(t *testing.T) {
	got := conformance.Digest(func(yield func(conformance.Program) bool) {
		for seed := range uint64(500) {
			for _, profile := range append(conformance.Profiles(), "") {
				program := conformance.Generate(seed, profile)
				if !yield(program) || !yield(conformance.Mutate(program, seed+1)) {
					return
				}
			}
		}
	})
	if want := "402875c94b1f40b4280bc086f5b212dcdbf88833d6b7ee320c72b19a734d6241"; got != want {
		t.Errorf("the programs changed: digest %s", got)
	}
}

func TestGenerateUsesEveryOpAndEveryClass(t *testing.T) {
	seen := map[string]int{}
	for seed := range uint64(2000) {
		program := conformance.Generate(seed, "")
		for _, at := range program.Paths() {
			for _, op := range program.Block(at) {
				seen[op.Name]++
				if op.Name == "raise" {
					seen["raise "+string(op.Args[0].(conformance.Text))]++
				}
			}
		}
	}
	names := conformance.OpNames()
	for _, class := range strings.Fields("E1 E2 Key Cancelled Timeout Runtime Any Base") {
		names = append(names, "raise "+class)
	}
	for _, name := range names {
		if seen[name] < 10 {
			t.Errorf("%s stands in 2000 programs only %d times", name, seen[name])
		}
	}
}

func TestProfilesLeanOnTheirFamily(t *testing.T) {
	for profile, ops := range map[conformance.Profile]string{
		conformance.ProfileTasks:      "spawn await cancel gather wait shield",
		conformance.ProfileScopes:     "timeout tg tgspawn waitfor_t waitfor_p",
		conformance.ProfileLocks:      "lock acq rel sem semrel bsem evwait evset",
		conformance.ProfileConditions: "cwait cnotify cond cwaitin bwait",
		conformance.ProfileQueues:     "qput qget qputn qgetn qdone qjoin qshut",
		conformance.ProfileFutures:    "fawait fset fexc fcancel fgather fshield waitfor_f fwait cb fcb soon later hcancel",
	} {
		own, all := 0, 0
		for seed := range uint64(200) {
			program := conformance.Generate(seed, profile)
			all += program.Ops()
			for _, at := range program.Paths() {
				for _, op := range program.Block(at) {
					if slices.Contains(strings.Fields(ops), op.Name) {
						own++
					}
				}
			}
		}
		if own*4 < all {
			t.Errorf("%s: only %d of %d ops are of its family", profile, own, all)
		}
	}
}

func TestMutateChangesAndStaysValid(t *testing.T) {
	changed := 0
	for seed := range uint64(2000) {
		program := conformance.Generate(seed%50, "")
		mutated := conformance.Mutate(program, seed)
		if string(program.JSON()) != string(conformance.Generate(seed%50, "").JSON()) {
			t.Fatal("Mutate changed the program it was given")
		}
		if string(mutated.JSON()) != string(program.JSON()) {
			changed++
		}
		if _, err := conformance.Parse(mutated.JSON()); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
	if changed < 1800 {
		t.Errorf("only %d of 2000 mutations changed anything", changed)
	}
}

func TestOriginsAreReadBack(t *testing.T) {
	for _, text := range []string{"0", "412", "locks:412", "412+7+19", "all:18446744073709551615+1"} {
		origin, err := conformance.ParseOrigin(text)
		if err != nil || origin.String() != text {
			t.Errorf("%s: got %s, %v", text, origin, err)
		}
	}
	for text, want := range map[string]string{
		"": `"" is not a seed`, "x:1": `there is no profile "x"`, "1+-2": `"-2" is not a seed`, "1+": `"" is not a seed`,
	} {
		if _, err := conformance.ParseOrigin(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func TestExplorerFollowsNewPairs(t *testing.T) {
	explorer := conformance.NewExplorer(1, conformance.ProfileTasks)
	quiet, loud := conformance.Trace{}, conformance.Trace{{int64(0), "T0.0", "await!", []any{"E1", "x"}}}
	first := explorer.Next()
	explorer.Learn(first, quiet)
	if second := explorer.Next(); len(second.Mutations) > 0 {
		t.Errorf("%s mutates a program that showed nothing new", second)
	}
	explorer.Learn(explorer.Next(), loud)
	if mutated := explorer.Next(); len(mutated.Mutations) != 1 || mutated.Seed != 3 || mutated.Profile != conformance.ProfileTasks {
		t.Errorf("got %s, want a mutation of tasks:3", mutated)
	}
}

func TestCoverageTellsErrorsAndStatesApart(t *testing.T) {
	event := func(kind string, data ...any) conformance.Trace {
		return conformance.Trace{append(conformance.Event{int64(0), "T0.0", kind}, data...)}
	}
	var coverage conformance.Coverage
	for name, c := range map[string]struct {
		trace conformance.Trace
		again bool
	}{
		"error":   {event("await!", []any{"E1", "x"}), false},
		"group":   {event("await!", []any{"ExceptionGroup", []any{"E1", "x"}}), false},
		"skipped": {event("await.", "skip"), false},
		"value":   {event("await.", int64(3)), false},
		"expired": {event("timeout.", []any{"expired", int64(1)}), false},
		"not":     {event("timeout.", []any{"expired", int64(0)}), false},
	} {
		if coverage.Add(c.trace) == 0 {
			t.Errorf("%s shows nothing new", name)
		}
		if n := coverage.Add(c.trace); n != 0 {
			t.Errorf("%s shows %d new pairs a second time", name, n)
		}
	}
	if coverage.Add(event("await!", []any{"E1", "another message"})) != 0 || coverage.Add(event("await.", int64(4))) != 0 {
		t.Error("messages and values count as new")
	}
}
