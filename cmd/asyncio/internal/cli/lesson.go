package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
)

type lessonCommand struct {
	Name string `arg:"" help:"Which lesson; asyncio lessons shows them."`
	Language
	Html    string `placeholder:"FILE" xor:"form" help:"Write the lesson as a page that needs nothing else; - is standard output."`
	Trace   string `placeholder:"FILE" xor:"form" help:"Write the program's recording; compressed if the name ends in .gz."`
	Step    bool   `xor:"form" help:"Go through the program one event at a time, with the keys n and p."`
	At      int    `default:"-1" placeholder:"N" help:"Show what --step shows after event N, and no more."`
	Quiz    bool   `xor:"form" help:"Answer the lesson's questions."`
	Python  bool   `help:"Show the programs in Python instead of Go."`
	Check   string `placeholder:"PROGRAM" xor:"form" help:"Check a solution of the exercise: a program, or a recording of your own."`
	Program string `placeholder:"PROGRAM" help:"Which of the lesson's programs to step through or record; the first if not given."`
}

// Help is the long help text.
func (lessonCommand) Help() string {
	return `Without a flag it shows the lesson as text.

Examples:
  asyncio lesson gather-order
  asyncio lesson gather-order --lang zh --quiz
  asyncio lesson gather-order --html gather.html
  asyncio lesson gather-order --step --program gather_order
  asyncio lesson gather-order --program good --at 60
  asyncio lesson sequential --check side_by_side
  asyncio lesson sequential --check out.jsonl

The last one checks a program of your own, recorded by ASYNCIO_TRACE=out.jsonl.
The exit code of --check is 0 if it keeps all rules of the exercise, else 1.`
}

// Run shows a lesson.
func (c *lessonCommand) Run(w *World) error {
	l, ok := lesson.Find(c.Name)
	if !ok {
		var ids []string
		for _, l := range lesson.All() {
			ids = append(ids, l.ID)
		}
		return unknown("lesson", strings.ReplaceAll(c.Name, "_", "-"), ids)
	}
	s := w.screen(c.Lang)
	switch {
	case c.Check != "":
		return c.check(w, l)
	case c.Quiz:
		return s.Quiz(l)
	case c.Html != "":
		d, err := l.Document(c.Lang)
		if err != nil {
			return err
		}
		return w.savePage(c.Html, d)
	case c.Trace != "" || c.Step || c.At >= 0:
		r, err := c.record(l)
		if err != nil {
			return err
		}
		if c.Trace != "" {
			return w.saveTrace(c.Trace, r.Rec)
		}
		if c.At >= 0 {
			return s.At(r.Program.Name, r.History, c.At)
		}
		defer w.keys(s)()
		return s.Step(r.Program.Name, r.History)
	}
	return c.show(w, l)
}

// record runs the program that --program names.
func (c *lessonCommand) record(l lesson.Lesson) (*lesson.Run, error) {
	var names []string
	for _, p := range l.Programs {
		if c.Program == "" || c.Program == p.Name || c.Program == p.Role {
			return lesson.Record(p)
		}
		names = append(names, p.Name)
	}
	return nil, usageError{fmt.Errorf("lesson %s has no program %q; it has %s", l.ID, c.Program, strings.Join(names, " and "))}
}

// show writes the lesson as text.
func (c *lessonCommand) show(w *World, l lesson.Lesson) error {
	s := w.screen(c.Lang)
	s.Heading(fmt.Sprintf("%d. %s", l.Number, l.Title.In(c.Lang)))
	s.Text(c.say("Many believe: ", "很多人以为：")+l.Misconception.In(c.Lang), "")
	s.Text(c.say("Look at: ", "要点：")+l.Watch.In(c.Lang), "")
	for _, p := range l.Programs {
		e := p.Example()
		fmt.Fprintln(w.Out)
		s.Heading(p.Name + ": " + p.Label.In(c.Lang))
		source := e.Go()
		if c.Python {
			source = e.Python()
		}
		s.Source(source)
		fmt.Fprintln(w.Out, c.say("It prints:", "它打印："))
		for line := range strings.Lines(e.Output()) {
			s.Text(strings.TrimRight(line, "\n"), "  ")
		}
	}
	fmt.Fprintln(w.Out)
	s.Text(l.Reveal.In(c.Lang), "")
	fmt.Fprintln(w.Out)
	s.Text(c.say("Change this: ", "动手改：")+l.Exercise.In(c.Lang), "")
	for _, rule := range l.Exercise.Rules {
		s.Item("  - ", rule.In(c.Lang))
	}
	fmt.Fprintln(w.Out)
	s.Text(c.say("Next: ", "接下来：")+"asyncio lesson "+l.ID+" --quiz, --step, --html FILE", "")
	return nil
}

// check tells which rules of the exercise a program keeps.
func (c *lessonCommand) check(w *World, l lesson.Lesson) error {
	h, err := load(c.Check)
	if err != nil {
		return err
	}
	broken := l.Exercise.Check(h)
	s := w.screen(c.Lang)
	s.Text(l.Exercise.In(c.Lang), "")
	for _, rule := range l.Exercise.Rules {
		mark := "✓ "
		for _, b := range broken {
			if b.Text == rule.Text {
				mark = "✗ "
			}
		}
		s.Item(mark, rule.In(c.Lang))
	}
	if len(broken) > 0 {
		return foundError{errors.New(c.say(plural(len(broken), "rule")+" not kept", fmt.Sprintf("有 %d 条规则没有满足", len(broken))))}
	}
	s.Text(c.say("All rules are kept.", "规则全部满足。"), "")
	return nil
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
