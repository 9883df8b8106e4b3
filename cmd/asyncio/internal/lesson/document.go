package lesson

import (
	"fmt"
	"slices"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/examples"
)

// Runs records the lesson's programs.
func (l Lesson) Runs() (runs []*Run, err error) {
	for _, p := range l.Programs {
		r, err := Record(p)
		if err != nil {
			return nil, fmt.Errorf("lesson %s, program %s: %w", l.ID, p.Name, err)
		}
		runs = append(runs, r)
	}
	return runs, nil
}

// Answers answers the lesson's questions about one of its programs, in the
// order of their places.
func (l Lesson) Answers(r *Run) (answers []Answered, err error) {
	for _, q := range l.Questions {
		if q.Of != r.Program.Name && (q.Of != "" || r.Program.Name != l.Programs[0].Name) {
			continue
		}
		a, err := q.Answer(r)
		if err != nil {
			return nil, fmt.Errorf("lesson %s: %w", l.ID, err)
		}
		answers = append(answers, a)
	}
	slices.SortStableFunc(answers, func(a, b Answered) int { return a.N - b.N })
	return answers, nil
}

// Document makes what the page shows of the lesson.
func (l Lesson) Document(lang string) (page.Document, error) {
	d := page.Document{Title: l.Title.In(lang), Lang: lang, Exercise: &l.Exercise.Text, Lesson: &page.Lesson{
		ID: l.ID, Number: l.Number, Title: l.Title, Misconception: l.Misconception, Intro: l.Watch, Reveal: l.Reveal}}
	runs, err := l.Runs()
	if err != nil {
		return d, err
	}
	for _, r := range runs {
		shown, err := r.page()
		if err != nil {
			return d, err
		}
		answers, err := l.Answers(r)
		if err != nil {
			return d, err
		}
		for _, a := range answers {
			shown.Questions = append(shown.Questions, a.page())
		}
		d.Runs = append(d.Runs, shown)
	}
	return d, nil
}

// Single makes what the page shows of a program without a lesson.
func Single(e examples.Example, r *Run, lang string) (page.Document, error) {
	shown, err := r.page()
	return page.Document{Title: e.Name, Lang: lang, Runs: []page.Run{shown}}, err
}

func (r *Run) page() (page.Run, error) {
	shown, err := page.NewRun(r.Rec)
	if err != nil {
		return shown, err
	}
	e := r.Program.Example()
	shown.Name, shown.Program, shown.Label, shown.Output = r.Program.Role, e.Name, r.Program.Label, e.Output()
	shown.Go = page.Source{Path: e.Name + "/" + e.Name + ".go", Text: e.Go()}
	shown.Py = page.Source{Path: e.Name + "/" + e.Name + ".py", Text: e.Python()}
	for _, m := range r.Marks {
		shown.Marks = append(shown.Marks, page.Mark{Name: m.Name, GoLine: m.Go, PyLine: m.Py})
	}
	return shown, nil
}

func (a Answered) page() page.Question {
	q := page.Question{At: a.N, Prompt: a.Prompt, Answer: slices.Index(a.Choices, a.Answer), Why: a.Why}
	for _, choice := range a.Choices {
		q.Choices = append(q.Choices, Words(choice))
	}
	return q
}
