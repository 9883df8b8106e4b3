package loop

import (
	"io"
	"os"
	"sync"

	"github.com/goasyncio/asyncio/loop/trace"
)

// printer is where a loop's programs print. Worker threads print too, so it
// has a lock: whole lines never mix.
type printer struct {
	mu  sync.Mutex
	out io.Writer
}

// Output is where Print and PrintThreadsafe write; os.Stdout if it is not
// given. The loop itself prints nothing.
func Output(w io.Writer) Option { return func(l *Loop) { l.printer.out = w } }

// Print writes a line for the program, and puts it into the recording, if
// there is one, as printed by the task with this number (0: by a callback).
// It belongs to whoever runs on the loop.
func (l *Loop) Print(task int, line string) {
	l.printer.print(line)
	if l.rec != nil {
		l.tracePrinted(task, line, l.rec.Here())
	}
}

// PrintThreadsafe is Print for any goroutine. The line is written at once;
// it stands in the recording where the loop next looked at its inbox, and not
// at all if the loop did so no more.
func (l *Loop) PrintThreadsafe(line string) {
	l.printer.print(line)
	if l.rec != nil {
		_ = l.inbox.post(note{do: func() { l.tracePrinted(0, line, nil) }})
	}
}

// Print is PrintThreadsafe for the call's function. Under a virtual clock the
// line has its place in the recording among what the calls tell, so that a
// program is recorded in the same way each time.
func (c *Call) Print(line string) {
	c.loop.printer.print(line)
	if c.loop.rec != nil {
		_ = c.Post(func() { c.loop.tracePrinted(0, line, nil) })
	}
}

func (p *printer) print(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out == nil {
		p.out = os.Stdout
	}
	_, _ = io.WriteString(p.out, line+"\n")
}

func (l *Loop) tracePrinted(task int, line string, src *trace.Frame) {
	l.emit(&trace.Event{Kind: trace.Printed, Task: task, Src: src, More: &trace.More{Text: line}})
}
