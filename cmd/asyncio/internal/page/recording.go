package page

import (
	"bytes"
	"errors"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// MostEvents is how many events a page may hold: more would take a browser too
// long to open.
const MostEvents = 2_000_000

// ErrTooLong is returned for a recording of more than MostEvents events.
var ErrTooLong = errors.New("page: a recording of more than 2,000,000 events; record a part of it with a ring")

// FromRecording makes the document of a recording that no lesson tells about.
// The sources shown are those that the recording carries.
func FromRecording(title string, rec *trace.Recording) (Document, error) {
	run, err := NewRun(rec)
	return Document{Title: title, Runs: []Run{run}}, err
}

// NewRun makes a run of a recording, with what the lints find in it. All else
// is left to the caller.
func NewRun(rec *trace.Recording) (Run, error) {
	if rec.Len() > MostEvents {
		return Run{}, ErrTooLong
	}
	var b bytes.Buffer
	if _, err := rec.WriteTo(&b); err != nil {
		return Run{}, err
	}
	run := Run{Trace: b.Bytes()}
	h := replay.New(rec)
	chinese := h.In(replay.Chinese).Lint(replay.Thresholds{})
	for i, f := range h.Lint(replay.Thresholds{}) {
		run.Notes = append(run.Notes, Note{At: f.N, Code: f.Code, Text: Text{EN: f.Text, ZH: chinese[i].Text}})
	}
	return run, nil
}
