package lesson_test

import (
	"io"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
)

func TestDocuments(t *testing.T) {
	for _, l := range lesson.All() {
		d, err := l.Document("zh")
		if err != nil {
			t.Fatal(err)
		}
		if d.Lang != "zh" || d.Lesson.Number != l.Number || len(d.Runs) != len(l.Programs) || d.Exercise.ZH == "" {
			t.Errorf("%s: %+v", l.ID, d.Lesson)
		}
		questions := 0
		for _, r := range d.Runs {
			questions += len(r.Questions)
			if len(r.Trace) == 0 || r.Go.Text == "" || r.Py.Text == "" || len(r.Marks) == 0 || r.Output == "" {
				t.Errorf("%s: a run lacks something", l.ID)
			}
			for _, note := range r.Notes {
				if fault := missing("note", note.Text); fault != "" {
					t.Errorf("%s: %s: %q", l.ID, fault, note.Text)
				}
			}
			at := 0
			for _, q := range r.Questions {
				if q.At < at || q.Answer < 0 || q.Answer >= len(q.Choices) {
					t.Errorf("%s: question at %d", l.ID, q.At)
				}
				at = q.At
			}
		}
		if questions != len(l.Questions) {
			t.Errorf("%s: %d questions", l.ID, questions)
		}
		if err := page.Render(io.Discard, d); err != nil {
			t.Errorf("%s: %v", l.ID, err)
		}
	}
}
