package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// recordingHelp says what the argument of the commands in this file can be.
const recordingHelp = `

A recording is a file (ASYNCIO_TRACE=out.jsonl ./program makes one), or the name
of a program of asyncio list, which is run for it.`

type viewCommand struct {
	Recording string `arg:"" help:"A file, or the name of a program."`
	Html      string `placeholder:"FILE" help:"Where to write the page; a temporary file if not given."`
	At        int    `default:"-1" placeholder:"N" help:"Show as text what the page shows after event N, and make no page."`
	Language
}

// Help is the long help text.
func (viewCommand) Help() string {
	return `It prints the path of the page, for a browser to open.

Examples:
  asyncio view out.jsonl
  asyncio view out.jsonl --html out.html
  asyncio view out.jsonl --at 60` + recordingHelp
}

// Run makes a page of a recording.
func (c *viewCommand) Run(w *World) error {
	h, err := load(c.Recording)
	if err != nil {
		return err
	}
	if c.At >= 0 {
		return w.screen(c.Lang).At(filepath.Base(c.Recording), h, c.At)
	}
	d, err := page.FromRecording(filepath.Base(c.Recording), h.Rec)
	if err != nil {
		return err
	}
	d.Lang = c.Lang
	write := func(out io.Writer) error { return page.Render(out, d) }
	if c.Html == "-" {
		return write(w.Out)
	}
	path := c.Html
	if path == "" {
		folder, err := os.MkdirTemp("", "asyncio-")
		if err != nil {
			return err
		}
		path = filepath.Join(folder, filepath.Base(c.Recording)+".html")
	}
	if err := w.save(path, write); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w.Out, path)
	return err
}

type lintCommand struct {
	Recording string `arg:"" help:"A file, or the name of a program."`
	Language
}

// Help is the long help text.
func (lintCommand) Help() string {
	return `Each finding says at which event it shows, what to do about it, and which lesson
tells more. The exit code is 1 if there is one.

Examples:
  asyncio lint out.jsonl
  asyncio lint blocking` + recordingHelp
}

// Run looks for mistakes.
func (c *lintCommand) Run(w *World) error {
	h, err := load(c.Recording)
	if err != nil {
		return err
	}
	s := w.screen(c.Lang)
	advice := map[string]string{}
	for _, lint := range replay.Lints(c.speak()) {
		advice[lint.Code] = lint.Advice
	}
	found := h.In(c.speak()).Lint(replay.Thresholds{})
	for _, f := range found {
		s.Text(fmt.Sprintf(c.say("event %d: %s: %s", "事件 %d：%s：%s"), f.N, f.Code, f.Text), "")
		s.Text(advice[f.Code], "    ")
		s.Text("asyncio lesson "+lesson.About(f.Code), "    ")
	}
	if len(found) > 0 {
		return foundError{errors.New(c.say(plural(len(found), "finding"), fmt.Sprintf("发现 %d 处问题", len(found))))}
	}
	return nil
}

type validateCommand struct {
	Recording string `arg:"" help:"A file, or the name of a program."`
}

// Help is the long help text.
func (validateCommand) Help() string {
	return `The rules are those that every loop keeps, whatever it runs. The exit code is 1 if
one is broken.

Examples:
  asyncio validate out.jsonl` + recordingHelp
}

// Run checks a recording.
func (c *validateCommand) Run(w *World) error {
	h, err := load(c.Recording)
	if err != nil {
		return err
	}
	broken := h.Validate()
	for _, v := range broken {
		w.screen("en").Text(v.String(), "")
	}
	if len(broken) > 0 {
		return foundError{errors.New(plural(len(broken), "rule") + " broken")}
	}
	_, err = fmt.Fprintf(w.Out, "%s, %s: all hold\n", plural(h.Rec.Len(), "event"), plural(len(replay.Invariants()), "rule"))
	return err
}

type diffCommand struct {
	A string `arg:"" help:"A file, or the name of a program."`
	B string `arg:"" help:"Another one."`
	Language
}

// Help is the long help text.
func (diffCommand) Help() string {
	return `It shows the totals side by side, the first difference, and when each task was
done.

Examples:
  asyncio diff sequential side_by_side
  asyncio diff before.jsonl after.jsonl` + recordingHelp
}

// Run compares two recordings.
func (c *diffCommand) Run(w *World) error {
	a, err := load(c.A)
	if err != nil {
		return err
	}
	b, err := load(c.B)
	if err != nil {
		return err
	}
	return replay.Compare(a.In(c.speak()), b.In(c.speak())).WriteText(w.Out, replay.Text{Width: w.width, Color: color(w.Out, w.Getenv)})
}

type exportCommand struct {
	Recording string `arg:"" help:"A file, or the name of a program."`
	To        string `enum:"chrome,csv,mermaid,svg,text,schedule" required:"" placeholder:"FORMAT" help:"chrome (for Perfetto, too), csv (the spans of the tasks), mermaid, svg, text (a picture) or schedule (turn by turn)."`
	Axis      string `enum:"step,time" default:"time" help:"What columns count: step (events) or time (of the loop's clock)."`
	Language
	Out string `short:"o" default:"-" placeholder:"FILE" help:"Where to write; standard output if not given."`
}

// Help is the long help text.
func (exportCommand) Help() string {
	return `Under the virtual clock steps take no time; --axis step shows them.

Examples:
  asyncio export --to text gather
  asyncio export --to chrome out.jsonl --axis step -o out.json
  asyncio export --to svg out.jsonl -o out.svg` + recordingHelp
}

// Run turns a recording into another format.
func (c *exportCommand) Run(w *World) error {
	h, err := load(c.Recording)
	if err != nil {
		return err
	}
	h = h.In(c.speak())
	text := replay.Text{Width: w.width, Color: c.Out == "-" && color(w.Out, w.Getenv)}
	picture := replay.Picture{Text: text, Axis: replay.Axis(c.Axis)}
	return w.save(c.Out, func(out io.Writer) error {
		switch c.To {
		case "chrome":
			return h.WriteChrome(out, picture.Axis)
		case "csv":
			return h.WriteCSV(out)
		case "mermaid":
			return h.WriteMermaid(out, picture)
		case "svg":
			picture.Width = 0
			return h.WriteSVG(out, picture)
		case "schedule":
			return h.WriteSchedule(out, text)
		}
		return h.WriteGantt(out, picture)
	})
}
