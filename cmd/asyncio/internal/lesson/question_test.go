package lesson_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// runs records a lesson's programs.
func runs(t *testing.T, l lesson.Lesson) []*lesson.Run {
	t.Helper()
	runs, err := l.Runs()
	if err != nil {
		t.Fatal(err)
	}
	return runs
}

func TestQuestions(t *testing.T) {
	for _, l := range lesson.All() {
		t.Run(l.ID, func(t *testing.T) {
			asked := 0
			for _, r := range runs(t, l) {
				answers, err := l.Answers(r)
				if err != nil {
					t.Error(err)
				}
				for _, a := range answers {
					asked++
					t.Logf("%s, %s: %s -> %s %v", r.Program.Name, a.At, a.Prompt.EN, a.Answer, a.Choices)
					if !slices.Contains(a.Choices, a.Answer) || !slices.Contains(a.Choices, a.Believed) || len(a.Choices) < 3 {
						t.Errorf("%s: choices %q, answer %q", a.At, a.Choices, a.Answer)
					}
				}
			}
			if asked < 3 || asked != len(l.Questions) {
				t.Errorf("%d questions of %d", asked, len(l.Questions))
			}
		})
	}
}

// changed is a recording of a program that prints other lines, begins a turn and
// 7 ns later, and has other names for what it runs.
func changed(r *lesson.Run) *lesson.Run {
	var events []trace.Event
	for e := range r.Rec.Events() {
		e := *e
		more := e.Extra()
		e.T += 7
		switch e.Kind {
		case trace.Printed:
			more.Text += "!"
			e.More = &more
		case trace.TickBegin, trace.TickEnd:
			e.Tick++
		case trace.ReadyPush, trace.TaskNew:
			e.Label += "!"
		}
		events = append(events, e)
	}
	return &lesson.Run{Program: r.Program, Marks: r.Marks, History: replay.New(trace.NewRecording(r.Rec.Header, events...))}
}

// moved is a question as it is asked of the changed program.
func moved(q lesson.Question) lesson.Question {
	verb, what, _ := strings.Cut(string(q.At), " ")
	if verb == "print" || verb == "step" || verb == "done" {
		name, which, nth := strings.Cut(what, "#")
		q.At = lesson.Place(verb + " " + name + "!")
		if nth {
			q.At += lesson.Place("#" + which)
		}
	}
	if q.Task == "" {
		q.Task = "Task-1"
	}
	q.Task += "!"
	q.Believed = "never" // what is wrong of the one may be right of the other
	return q
}

// The answers must come from the recording: of a program that prints, times,
// counts or names things differently they differ, all of them, as the program
// does.
func TestAChangedProgramChangesTheAnswer(t *testing.T) {
	asked := 0
	for _, l := range lesson.All() {
		for _, r := range runs(t, l) {
			answers, err := l.Answers(r)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range answers {
				asked++
				b, err := moved(a.Question).Answer(changed(r))
				if want := expected(t, a); err != nil || b.Answer != want {
					t.Errorf("%s, %s: %q became %q, want %q, %v", l.ID, a.At, a.Answer, b.Answer, want, err)
				}
			}
		}
	}
	if asked < 75 {
		t.Errorf("only %d questions", asked)
	}
}

// expected is the answer that the changed program should get.
func expected(t *testing.T, a lesson.Answered) string {
	t.Helper()
	switch a.Ask {
	case lesson.AskTick:
		tick, err := strconv.Atoi(a.Answer)
		if err != nil {
			t.Fatal(err)
		}
		return strconv.Itoa(tick + 1)
	case lesson.AskTime, lesson.AskEnd, lesson.AskThread:
		at, err := time.ParseDuration(a.Answer)
		if err != nil {
			t.Fatal(err)
		}
		return (at + 7).String()
	}
	if a.Answer == lesson.Nothing {
		return lesson.Nothing
	}
	return a.Answer + "!"
}

// The exchange of one program of a pair for the other is such a change: asked
// the same, they answer differently.
func TestTheProgramsOfAPairAnswerDifferently(t *testing.T) {
	for _, l := range lesson.All() {
		var told []string
		for _, r := range runs(t, l) {
			var answers []string
			for _, q := range []lesson.Question{{Ask: lesson.AskEnd}, {Ask: lesson.AskTick}, {Ask: lesson.AskTime}, {Ask: lesson.AskPrint}, {Ask: lesson.AskNext}} {
				q.At, q.Believed = "start", "never"
				a, err := q.Answer(r)
				if err != nil {
					t.Fatal(err)
				}
				answers = append(answers, a.Answer)
			}
			if r.Program.Role != "" {
				told = append(told, strings.Join(answers, ", "))
			}
		}
		if l.Programs[0].Role != "bad" || l.Programs[1].Role != "good" || len(told) != 2 {
			t.Errorf("%s: the first two programs are no pair", l.ID)
		} else if told[0] == told[1] {
			t.Errorf("%s: the pair answers %q", l.ID, told)
		}
	}
}
