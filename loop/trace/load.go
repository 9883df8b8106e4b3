package trace

import (
	"errors"
	"io"
	"os"
	"unsafe"
)

// Open loads a recording from a file; see [Load].
func Open(path string) (*Recording, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Load(f)
}

// Load reads a recording, compressed by gzip or not, within the default
// [Limits]. What is wrong with it is told by a [*FileError]. A last line
// without its end is dropped, and so is a cut-off end of compressed data:
// that is how a program leaves its recording when it is killed; Partial then
// says so.
func Load(r io.Reader) (*Recording, error) { return Limits{}.Load(r) }

// Load reads a recording within these limits.
func (l Limits) Load(r io.Reader) (*Recording, error) {
	l = l.filled()
	lines, err := newLines(r, l)
	if err != nil {
		return nil, err
	}
	d := &loader{limit: l, lines: lines, rec: &Recording{}}
	d.scan = scanner{limit: l, names: map[string]string{}, frames: map[Frame]*Frame{}}
	if err := d.run(); err != nil {
		return nil, err
	}
	return d.rec, nil
}

type loader struct {
	limit Limits
	lines *lines
	scan  scanner
	rec   *Recording
	tasks int
	kept  int // bytes in memory, about
}

func (d *loader) run() error {
	for {
		line, whole, err := d.lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		d.scan.b, d.scan.i, d.scan.deep, d.scan.err = line, 0, 0, nil
		fault := d.line()
		if fault != nil && !whole && d.lines.n > 1 {
			d.rec.Partial = true
			break
		}
		if fault != nil {
			return &FileError{Line: d.lines.n, Msg: fault.Error()}
		}
	}
	d.rec.Partial = d.rec.Partial || d.lines.cut
	if d.rec.Header.Schema == "" {
		return &FileError{Msg: "an empty file"}
	}
	return nil
}

// line takes in one line.
func (d *loader) line() error {
	s := &d.scan
	if d.rec.Header.Schema == "" {
		if h := s.header(); s.err == nil {
			d.rec.Header = h
		}
		return s.err
	}
	if s.space() == 0 {
		return nil
	}
	var e Event
	var file File
	s.event(&e, &file)
	if s.err == nil && file.ID == -1 {
		file.ID, file.Text = e.ID, e.Extra().Text
		d.rec.Header.Files = append(d.rec.Header.Files, file)
		return nil
	}
	d.check(&e)
	d.budget(&e)
	if s.err == nil {
		*d.rec.tape.next() = e
	}
	return s.err
}

// check refuses what no recorder writes and what a reader could trip over:
// gaps in the numbers, a cause that is not earlier, a parent that is not
// older.
func (d *loader) check(e *Event) {
	s := &d.scan
	if want := d.rec.Last() + 1; e.N != want {
		s.fail("event %d follows event %d", e.N, want-1)
	}
	if e.By >= e.N {
		s.fail("event %d is caused by event %d, which is not earlier", e.N, e.By)
	}
	if e.Kind != TaskNew {
		return
	}
	if e.Parent >= e.Task {
		s.fail("task %d was created by task %d, which is not older", e.Task, e.Parent)
	}
	if d.tasks++; d.tasks > d.limit.Tasks {
		s.fail("more than %d tasks", d.limit.Tasks)
	}
}

// budget refuses a file that would grow to more than four times its size in
// memory. A recorder's lines are long enough; lines made short on purpose are
// not.
func (d *loader) budget(e *Event) {
	const free = 16 << 20
	d.kept += int(unsafe.Sizeof(*e)) + len(e.Label) + len(e.What)
	if e.More != nil {
		d.kept += int(unsafe.Sizeof(*e.More)) + len(e.More.Text) + len(e.More.Val) + len(e.More.Exc)
		d.kept += 8*(cap(e.More.Tasks)+cap(e.More.Children)+cap(e.More.Refs)) + 32*cap(e.More.Stack)
	}
	if d.kept > free+4*d.lines.read {
		d.scan.fail("too many short lines: they would need more than four times their size in memory")
	}
}
