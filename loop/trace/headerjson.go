package trace

import (
	"strconv"
	"strings"
)

// How much source text stands in the header line; more goes into lines of
// their own, one a file.
const mostHeader = 256 << 10

// appendHeader appends the first line of a file, and one more line for each
// source that does not fit in it.
func appendHeader(b []byte, h *Header) []byte {
	b = append(AppendString(append(b, `{"k":"header","schema":`...), Schema), `,"clock":`...)
	b = append(AppendString(b, h.Clock), `,"unit":"ns","lib":`...)
	b = AppendString(b, h.Lib)
	if h.Lesson != "" {
		b = AppendString(append(b, `,"lesson":`...), h.Lesson)
	}
	b = strconv.AppendInt(append(b, `,"loop":`...), int64(h.Loop), 10)
	if h.Dropped > 0 {
		b = strconv.AppendInt(append(b, `,"dropped":`...), int64(h.Dropped), 10)
	}
	b, rest := appendFiles(append(b, `,"files":[`...), h.Files)
	b = strconv.AppendInt(append(b, `],"opts":{"workers":`...), int64(h.Opts.Workers), 10)
	b = strconv.AppendBool(append(b, `,"eager":`...), h.Opts.Eager)
	b = strconv.AppendBool(append(b, `,"debug":`...), h.Opts.Debug)
	b = append(b, "}}\n"...)
	for i := range rest {
		b = rest[i].appendLine(b)
	}
	return b
}

// appendFiles appends files as long as there is room.
func appendFiles(b []byte, files []File) (longer []byte, rest []File) {
	for i := range files {
		if len(b)+2*len(files[i].Text) > mostHeader {
			return b, files[i:]
		}
		if i > 0 {
			b = append(b, ',')
		}
		b = append(files[i].appendFields(append(b, '{')), '}')
	}
	return b, nil
}

// appendLine appends a file as a line of its own.
func (f *File) appendLine(b []byte) []byte {
	return append(f.appendFields(append(b, `{"k":"file",`...)), "}\n"...)
}

func (f *File) appendFields(b []byte) []byte {
	b = strconv.AppendInt(append(b, `"id":`...), int64(f.ID), 10)
	b = AppendString(append(b, `,"path":`...), cut(f.Path, mostName))
	if f.Text == "" || len(f.Text) > mostHeader/2 {
		return b
	}
	b = AppendString(append(b, `,"sha256":`...), f.SHA256)
	return AppendString(append(b, `,"text":`...), f.Text)
}

// header reads the first line of a file.
func (s *scanner) header() (h Header) {
	kind := ""
	s.object(func(key string) {
		switch key {
		case "k":
			kind = s.name()
		case "files":
			s.array(func() { h.Files = append(h.Files, s.file()) })
		case "opts":
			s.opts(&h.Opts)
		default:
			s.headerField(key, &h)
		}
	})
	s.end()
	major, _, _ := strings.Cut(h.Schema, ".")
	switch {
	case kind != "header":
		s.fail(`the first line is no header: want "k":"header"`)
	case major != Schema:
		s.fail("schema %s; this reader knows %s", quote(h.Schema), Schema)
	case h.Unit != "" && h.Unit != "ns":
		s.fail("unit %s; this reader knows ns", quote(h.Unit))
	}
	return h
}

func (s *scanner) headerField(key string, h *Header) {
	switch key {
	case "schema":
		h.Schema = s.name()
	case "clock":
		h.Clock = s.name()
	case "unit":
		h.Unit = s.name()
	case "lib":
		h.Lib = s.name()
	case "lesson":
		h.Lesson = s.name()
	case "loop":
		h.Loop = s.id()
	case "dropped":
		h.Dropped = s.id()
	default:
		s.skip()
	}
}

func (s *scanner) opts(o *Opts) {
	s.object(func(key string) {
		switch key {
		case "workers":
			o.Workers = s.id()
		case "eager":
			o.Eager = s.boolean()
		case "debug":
			o.Debug = s.boolean()
		default:
			s.skip()
		}
	})
}

func (s *scanner) file() (f File) {
	s.object(func(key string) {
		switch key {
		case "id":
			f.ID = s.id()
		case "path":
			f.Path = s.name()
		case "sha256":
			f.SHA256 = s.name()
		case "text":
			f.Text = s.text()
		default:
			s.skip()
		}
	})
	return f
}
