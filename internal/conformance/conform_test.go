package conformance_test

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/goasyncio/asyncio/internal/conformance"
)

// asCPython is an interpreter that asks CPython itself, so both sides of a comparison agree.
func asCPython(t *testing.T) func(conformance.Program) conformance.Trace {
	python := startPython(t)
	var turn sync.Mutex
	return func(p conformance.Program) conformance.Trace {
		turn.Lock()
		defer turn.Unlock()
		trace, err := python.Trace(p)
		if err != nil {
			t.Error(err)
		}
		return trace
	}
}

func TestConformFindsNothingWhereBothSidesAgree(t *testing.T) {
	config := conformance.Config{Programs: 700, Seed: 77, Python: requirePython(t), Interpret: asCPython(t)}
	report, err := conformance.Conform(t.Context(), config)
	if err != nil || report.Programs != 700 || report.Diverged != 0 || report.Events < 20_000 || report.Pairs < 500 {
		t.Errorf("got %+v, %v", report, err)
	}
	again, err := conformance.Conform(t.Context(), config)
	if err != nil || again.Events != report.Events || again.Pairs != report.Pairs {
		t.Errorf("a second run gave %+v, %v", again, err)
	}
}

// Who ends a run early gets the result of what was compared until then.
func TestConformEndsEarly(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	report, err := conformance.Conform(ctx, conformance.Config{Programs: 100_000, Seed: 3, Python: requirePython(t),
		Interpret: func(p conformance.Program) conformance.Trace { cancel(); return conformance.Interpret(p) }})
	if err != nil || report.Programs == 0 || report.Programs > 1000 || report.Diverged != 0 || report.Pairs < 500 {
		t.Errorf("got %+v, %v", report, err)
	}
}

// A wrong side: cancel says 0 where the task that is cancelled was given a message.
func TestConformFindsAndShrinksWhatDiffers(t *testing.T) {
	right := asCPython(t)
	wrong := func(p conformance.Program) conformance.Trace {
		trace := right(p)
		for i, event := range trace {
			if event[2] == "cancel." && event[3] == int64(1) && len(trace[i-1]) == 5 {
				event[3] = int64(0)
			}
		}
		return trace
	}
	report, err := conformance.Conform(t.Context(), conformance.Config{
		Programs: 120, Seed: 5, Profile: conformance.ProfileTasks, Python: requirePython(t), Processes: 1, Interpret: wrong,
	})
	if err != nil || report.Diverged < 5 || len(report.First) != 3 {
		t.Fatalf("got %+v, %v", report, err)
	}
	for _, finding := range report.First {
		if finding.Program.Ops() > 1 || finding.Divergence == nil || finding.Divergence.Want[2] != "cancel." {
			t.Errorf("%s: %s\n%s", finding.Origin, finding.Program.JSON(), finding.Divergence)
		}
	}
	var text bytes.Buffer
	report.Write(&text)
	if !strings.Contains(text.String(), `want  [0, "T0.0", "cancel.", 1]`) || !strings.Contains(text.String(), "120 programs, ") {
		t.Errorf("the report says\n%s", &text)
	}
}
