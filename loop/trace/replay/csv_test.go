package replay_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/loop/trace/replay"
)

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := replay.New(hello()).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "hello.csv", b.Bytes())
	full := errors.New("full")
	if err := replay.New(hello()).WriteCSV(failing{full}); !errors.Is(err, full) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// What the table says can be read back: the spans of the lanes, all of them.
func TestCSVKeepsTheSpans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := replay.New(simulate(anyProgram(t)...))
		var b bytes.Buffer
		if err := h.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		spans, ran := 0, 0
		for _, lane := range h.Lanes() {
			spans += len(lane.Spans)
			if lane.End != "" {
				spans++
			}
		}
		for _, row := range rows[1:] {
			from, _ := strconv.Atoi(row[4])
			to, _ := strconv.Atoi(row[5])
			if from > to || h.Rec.At(from) == nil || h.Rec.At(to) == nil {
				t.Fatalf("%q", row)
			}
			if row[2] == string(replay.DoingRun) {
				ran++
			}
		}
		if len(rows) != spans+1 || ran == 0 {
			t.Fatalf("%d rows, %d spans, %d of steps", len(rows), spans, ran)
		}
	})
}
