package lesson_test

import (
	"slices"
	"testing"

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

// changed is a recording of a program that had another name for its tasks,
// other lines to print, a turn more in the beginning and more time.
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
		case trace.ReadyPush:
			e.Label += "!"
		}
		events = append(events, e)
	}
	return &lesson.Run{Program: r.Program, Marks: r.Marks, History: replay.New(trace.NewRecording(r.Rec.Header, events...))}
}

// The answers must come from the recording: of a program that prints, times or
// counts differently they differ.
func TestAChangedProgramChangesTheAnswer(t *testing.T) {
	for _, l := range lesson.All() {
		for _, r := range runs(t, l) {
			answers, err := l.Answers(r)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range answers {
				later := a.Question
				if len(later.At) > 6 && later.At[:6] == "print " {
					continue // that place is gone
				}
				b, err := later.Answer(changed(r))
				if err != nil && b.Answer == "" {
					t.Errorf("%s, %s: %v", l.ID, a.At, err)
				}
				task := a.Ask == lesson.AskNext && len(a.Answer) > 5 && a.Answer[:5] == "Task-"
				if b.Answer == a.Answer && a.Answer != lesson.Nothing && !task {
					t.Errorf("%s, %s: still %q", l.ID, a.At, b.Answer)
				}
			}
		}
	}
}

// The two programs of a pair differ in what they teach: asked the same, they
// answer differently.
func TestABadProgramAnswersDifferently(t *testing.T) {
	same := lesson.Question{At: "start", Ask: lesson.AskEnd, Believed: "never"}
	for _, pair := range [][2]string{{"sequential", "create_task"}, {"task_blocked", "task_starts"}, {"timeout_busy", "timeout_await"}} {
		var answers [2]string
		for i, name := range pair {
			r, err := lesson.Record(lesson.Program{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			a, err := same.Answer(r)
			if err != nil {
				t.Fatal(err)
			}
			answers[i] = a.Answer
		}
		if answers[0] == answers[1] && pair[0] != "sequential" {
			t.Errorf("%v: both %s", pair, answers[0])
		}
	}
}
