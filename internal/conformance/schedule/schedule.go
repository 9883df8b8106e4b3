// Package schedule compares how CPython and this project schedule one program, turn by turn.
//
// A Schedule tells of each turn of the loop what joined the ready queue, what ran, and what each step did. The
// folder tracer makes one of an ordinary Python program, on CPython's own loop under a virtual clock;
// FromRecording makes one of a Go program's recording. For the two to be equal, both programs have to take the
// same turns, with the same handles in the same order.
//
// # The file
//
// A schedule is written as lines of JSON: a header, a line for each turn, and an end.
//
//	{"schedule": 1, "program": "hello", "python": "3.13.0"}
//	{"turn": 1, "t": 0, "poll": ["push Task-1.step"], "fired": [], "ready": ["Task-1.step"],
//	 "steps": [{"run": "Task-1.step", "does": ["print hello", "timer sleep 1000000000"]}]}
//	…
//	{"end": 4, "t": 1000000000, "threads": []}
//
// Times are nanoseconds on the loop's clock. Of a turn, t is the time after its poll, poll what happened before
// and in it (what joins there comes from outside the loop, or from before it ran), fired the timers that came
// due, ready the whole queue then, and steps what ran, in order: a handle that was cancelled is skipped. What a
// step does is one of
//
//	push NAME          something joined the ready queue
//	timer NAME WHEN    a timer was set
//	cancel NAME WHEN   a timer was cancelled before it fired
//	cancel NAME        a handle was cancelled in the ready queue
//	print TEXT         a line was printed
//
// The names: TASK.step is a task that starts, or goes on after a sleep of 0; TASK.wakeup one that goes on
// because what it awaited is done. The library's own callbacks are sleep, timeout, gather, wait, wait.timeout,
// wait_for, as_completed, as_completed.timeout, shield, shield.outer, group, to_thread.done (a thread has
// delivered), to_thread and stop. All others are called callback.
//
// The schedule ends with the turn in which main's end stops the loop, or with {"deadlock": turn, "t": time}.
// What functions in threads print has a time, but no place in a turn; it stands in the end line, and is compared
// by time and text.
package schedule

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// version is the version of the file that this package reads.
const version = 1

// A Schedule is what a loop did, from the first turn until main had ended.
type Schedule struct {
	Program  string
	Python   string // the version that ran it; empty for a Go program
	Turns    []Turn
	Threads  []Print
	Deadlock bool // nothing could happen any more
}

// A Turn is one turn of the loop.
type Turn struct {
	Number int      `json:"turn"`
	Time   int64    `json:"t"`
	Poll   []string `json:"poll"`
	Fired  []string `json:"fired"`
	Ready  []string `json:"ready"`
	Steps  []Step   `json:"steps"`
}

// A Step is one handle that ran, or was skipped.
type Step struct {
	Run  string   `json:"run,omitempty"`
	Skip string   `json:"skip,omitempty"`
	Does []string `json:"does,omitempty"`
}

// A Print is a line that a function in a thread printed.
type Print struct {
	Time int64  `json:"t"`
	Text string `json:"print"`
}

// line is any line of the file.
type line struct {
	Schedule int     `json:"schedule"`
	Program  string  `json:"program"`
	Python   string  `json:"python"`
	End      int     `json:"end"`
	Deadlock int     `json:"deadlock"`
	Threads  []Print `json:"threads"`
	Turn
}

// Read reads a schedule from lines of JSON.
func Read(r io.Reader) (Schedule, error) {
	var s Schedule
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	ended := false
	for n := 1; lines.Scan(); n++ {
		var l line
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return s, fmt.Errorf("schedule, line %d: %w", n, err)
		}
		if n == 1 && l.Schedule != version {
			return s, fmt.Errorf("schedule, line 1: version %d, the only one known is %d", l.Schedule, version)
		}
		ended = l.End > 0 || l.Deadlock > 0
		s.add(l)
	}
	if err := lines.Err(); err != nil {
		return s, err
	}
	if !ended {
		return s, errors.New("schedule: it has no end")
	}
	return s, nil
}

func (s *Schedule) add(l line) {
	switch {
	case l.Schedule > 0:
		s.Program, s.Python = l.Program, l.Python
	case l.Number > 0:
		l.Turn.normalise()
		s.Turns = append(s.Turns, l.Turn)
	default:
		s.Threads, s.Deadlock = l.Threads, l.Deadlock > 0
	}
}

// normalise calls every callback of the program's own alike, since the two languages name functions
// differently.
func (t *Turn) normalise() {
	for _, names := range [][]string{t.Fired, t.Ready} {
		for i := range names {
			names[i] = plain(names[i])
		}
	}
	t.Poll = plainActions(t.Poll)
	for i := range t.Steps {
		s := &t.Steps[i]
		s.Run, s.Skip, s.Does = plain(s.Run), plain(s.Skip), plainActions(s.Does)
	}
}

// plain is a handle's name without the name of the function.
func plain(name string) string {
	if strings.HasPrefix(name, "callback ") {
		return "callback"
	}
	return name
}

// plainActions does the same for what a step does.
func plainActions(actions []string) []string {
	for i, action := range actions {
		word, rest, _ := strings.Cut(action, " ")
		if !strings.HasPrefix(rest, "callback ") || word == "print" {
			continue
		}
		actions[i] = word + " callback"
		if fields := strings.Fields(rest); len(fields) > 2 {
			actions[i] += " " + fields[len(fields)-1]
		}
	}
	return actions
}

// Prints are the lines that the program printed, threads left out.
func (s Schedule) Prints() []string {
	var prints []string
	add := func(actions []string) {
		for _, action := range actions {
			if text, ok := strings.CutPrefix(action, "print "); ok {
				prints = append(prints, text)
			}
		}
	}
	for _, turn := range s.Turns {
		add(turn.Poll)
		for _, step := range turn.Steps {
			add(step.Does)
		}
	}
	return prints
}

// text is the schedule as lines of JSON that can be compared one by one.
func (s Schedule) text() []string {
	var lines []string
	add := func(v any) {
		text, _ := json.Marshal(v)
		lines = append(lines, string(text))
	}
	for _, turn := range s.Turns {
		add(turn)
	}
	threads := slices.SortedFunc(slices.Values(s.Threads), func(a, b Print) int {
		return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Text, b.Text))
	})
	add(map[string]any{"deadlock": s.Deadlock, "threads": threads})
	return lines
}

// Compare is empty if both schedules are equal, else it shows the turn before the first difference and both
// sides of it.
func Compare(want, got Schedule) string {
	a, b := want.text(), got.text()
	for i := range max(len(a), len(b)) {
		x, y := "(it has ended)", "(it has ended)"
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x == y {
			continue
		}
		before := ""
		if i > 0 {
			before = "both  " + a[i-1] + "\n"
		}
		return before + "want  " + x + "\ngot   " + y
	}
	return ""
}
