package conformance_test

import (
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/internal/conformance"
)

// What json.dumps of CPython 3.13 gives for the same values.
func TestTraceJSONIsPythons(t *testing.T) {
	trace := conformance.Trace{
		{int64(0), "T0.0", "start"},
		{int64(-5), "-", "x", nil, []any{}, []any{"ok", int64(1 << 53)}},
		{"\"\\/\b\f\n\r\t\x00\x1f\x7f <é\u2028\uffff😀>"},
		{},
	}
	const want = `[[0, "T0.0", "start"], [-5, "-", "x", null, [], ["ok", 9007199254740992]], ` +
		`["\"\\/\b\f\n\r\t\u0000\u001f\u007f <\u00e9\u2028\uffff\ud83d\ude00>"], []]`
	if got := string(trace.JSON()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	again, err := conformance.ParseTrace([]byte(want))
	if err != nil || string(again.JSON()) != want {
		t.Errorf("read again: %v, %s", err, again.JSON())
	}
}

func TestParseTraceRefusesWhatNoTraceHolds(t *testing.T) {
	for line, want := range map[string]string{
		`{}`:          "a trace must be a list of events, not an object",
		`[1]`:         "event 0 must be a list, not the number 1",
		`[[],[1.5]]`:  `event 1: "1.5" is not an integer`,
		`[[[true]]]`:  "event 0: true has no place in a trace",
		`[[[{}]]] []`: "more than one JSON value",
	} {
		if _, err := conformance.ParseTrace([]byte(line)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", line, err, want)
		}
	}
}

func TestHashIsTheBeginningOfSHA256(t *testing.T) {
	if got := conformance.Hash([]byte("abc")); got != "ba7816bf8f01cfea" {
		t.Errorf("got %s", got)
	}
}

func TestCompareFindsTheFirstDifference(t *testing.T) {
	read := func(line string) conformance.Trace {
		trace, err := conformance.ParseTrace([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		return trace
	}
	want := read(`[[0,"T0.0","start"],[0,"T0.0","ret",null],[0,"-","END",[["a",["ok"]]]]]`)
	if d := conformance.Compare(want, want); d != nil {
		t.Errorf("equal traces: %s", d)
	}
	for name, c := range map[string]struct {
		got   string
		index int
		shows string
	}{
		"other event":  {`[[0,"T0.0","start"],[0,"T0.0","die",["E1"]]]`, 1, "want  [0, \"T0.0\", \"ret\", null]\n  got   [0, \"T0.0\", \"die\", [\"E1\"]]"},
		"deep inside":  {`[[0,"T0.0","start"],[0,"T0.0","ret",null],[0,"-","END",[["a",["ok",1]]]]]`, 2, "[\"ok\", 1]"},
		"too short":    {`[[0,"T0.0","start"]]`, 1, "got   (the trace has ended)"},
		"too long":     {strings.TrimSuffix(string(want.JSON()), "]") + `,[9]]`, 3, "want  (the trace has ended)"},
		"kind of item": {`[["0","T0.0","start"]]`, 0, `got   ["0", "T0.0", "start"]`},
	} {
		d := conformance.Compare(want, read(c.got))
		if d == nil || d.Index != c.index || !strings.Contains(d.String(), c.shows) {
			t.Errorf("%s: got %v", name, d)
		}
	}
}
