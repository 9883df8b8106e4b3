package trace

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
)

// lines reads a file line by line, unfolds it if it is compressed, and watches
// its size on both sides.
type lines struct {
	limit  Limits
	raw    *tally
	buf    *bufio.Reader
	packed bool
	n      int  // lines so far
	read   int  // bytes so far, unfolded
	cut    bool // the compressed data had no end
	long   []byte
}

// tally counts the bytes that come from the file.
type tally struct {
	r io.Reader
	n int
}

func (t *tally) Read(b []byte) (int, error) {
	n, err := t.r.Read(b)
	t.n += n
	return n, err
}

func newLines(r io.Reader, limit Limits) (*lines, error) {
	l := &lines{limit: limit, raw: &tally{r: r}}
	l.buf = bufio.NewReaderSize(l.raw, 64<<10)
	magic, _ := l.buf.Peek(2)
	if string(magic) != "\x1f\x8b" {
		return l, nil
	}
	unpacked, err := gzip.NewReader(l.buf)
	if err != nil {
		return nil, &FileError{Msg: "not a gzip file: " + err.Error()}
	}
	l.packed, l.buf = true, bufio.NewReaderSize(unpacked, 64<<10)
	return l, nil
}

// next returns a line without its newline, good until the next call, and
// whether it had one. At the end it returns io.EOF.
func (l *lines) next() (line []byte, whole bool, err error) {
	l.long = l.long[:0]
	for {
		part, err := l.buf.ReadSlice('\n')
		l.read += len(part)
		if fault := l.sizes(len(l.long) + len(part)); fault != nil {
			return nil, false, fault
		}
		switch {
		case err == nil && len(l.long) == 0:
			l.n++
			return part[:len(part)-1], true, nil
		case err == nil:
			l.n++
			return append(l.long, part[:len(part)-1]...), true, nil
		}
		l.long = append(l.long, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return l.last(err)
		}
	}
}

// last ends the file: with what stands behind the last newline, or with the
// error that stopped the reading.
func (l *lines) last(err error) (line []byte, whole bool, _ error) {
	if errors.Is(err, io.ErrUnexpectedEOF) && l.packed {
		l.cut, err = true, io.EOF
	}
	if !errors.Is(err, io.EOF) {
		return nil, false, &FileError{Line: l.n + 1, Msg: err.Error()}
	}
	if len(l.long) == 0 {
		return nil, false, io.EOF
	}
	l.n++
	return l.long, false, nil
}

// sizes checks the limits, given the length of the line so far.
func (l *lines) sizes(line int) error {
	fail := func(msg string) error { return &FileError{Line: l.n + 1, Msg: msg} }
	const small = 1 << 20 // what a tiny file may unfold to
	switch {
	case line > l.limit.Line:
		return fail("the line is too long")
	case l.read > l.limit.File:
		return fail("the file is too large")
	case l.packed && l.read > small && l.read > l.limit.Ratio*l.raw.n:
		return fail("the file unfolds to too many times its size")
	}
	return nil
}
