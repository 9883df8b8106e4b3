package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/examples"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// load gives the recording in a file, or that of a program, which is run for
// it.
func load(name string) (*replay.History, error) {
	if strings.ContainsAny(name, `./\`) {
		rec, err := trace.Open(name)
		if err != nil {
			return nil, notRead(name, err)
		}
		return replay.New(rec), nil
	}
	if _, ok := examples.Find(name); !ok {
		return nil, unknown("program", name, programs())
	}
	r, err := lesson.Record(lesson.Program{Name: name})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r.History, nil
}

// notRead is the error for a file that there is not, or that is no recording.
func notRead(name string, err error) error {
	if system, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", name, system.Err)
	}
	return fmt.Errorf("%s is no recording that can be read: %w", name, err)
}

func programs() (names []string) {
	for _, e := range examples.All() {
		names = append(names, e.Name)
	}
	return names
}

// unknown is the error for a name that there is not, with those that come near
// it.
func unknown(what, name string, names []string) error {
	text := fmt.Sprintf("there is no %s %q", what, name)
	if near := nearest(name, names); len(near) > 0 {
		text += "; did you mean " + strings.Join(near, " or ") + "?"
	} else if what == "command" {
		text += "; asyncio --help shows those that there are"
	} else if what == "lesson" {
		text += "; asyncio lessons shows those that there are"
	} else {
		text += "; asyncio list shows those that there are"
	}
	return usageError{errors.New(text)}
}

// save writes a file; "-" is standard output.
func (w *World) save(path string, write func(io.Writer) error) (err error) {
	if path == "-" {
		return write(w.Out)
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return write(file)
}

// saveTrace writes a recording, compressed if its name ends in .gz.
func (w *World) saveTrace(path string, rec *trace.Recording) (err error) {
	if path == "-" {
		_, err := rec.WriteTo(w.Out)
		return err
	}
	file, err := trace.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	_, err = rec.WriteTo(file)
	return err
}

// savePage writes a page and says where it is.
func (w *World) savePage(path string, d page.Document) error {
	if err := w.save(path, func(out io.Writer) error { return page.Render(out, d) }); err != nil || path == "-" {
		return err
	}
	_, err := fmt.Fprintln(w.Err, "wrote "+path)
	return err
}
