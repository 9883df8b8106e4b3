package trace

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A scanner reads the JSON of one line that somebody else wrote, and may have
// meant harm with. encoding/json takes the last of two equal keys, folds their
// case, nests ten thousand deep and quotes the whole number it could not read;
// this reads strictly RFC 8259, refuses all of that, and allocates no more
// than the strings it returns.
//
// The first fault ends it: every later call returns a zero value, and err
// tells what was wrong.
type scanner struct {
	b      []byte
	i      int
	deep   int
	limit  Limits
	names  map[string]string // strings seen before, so that each is kept once
	frames map[Frame]*Frame  // and places
	err    error
}

func (s *scanner) fail(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf(format, args...)
	}
}

// space skips white space and returns the byte after it, 0 at the end.
func (s *scanner) space() byte {
	for s.err == nil && s.i < len(s.b) {
		switch c := s.b[s.i]; c {
		case ' ', '\t', '\r', '\n':
			s.i++
		default:
			return c
		}
	}
	return 0
}

// take skips this byte if it is the next one.
func (s *scanner) take(c byte) bool {
	if s.space() != c || c == 0 {
		return false
	}
	s.i++
	return true
}

func (s *scanner) want(c byte) {
	if !s.take(c) {
		s.fail("column %d: want %q", s.i+1, c)
	}
}

// end tells whether nothing is left on the line.
func (s *scanner) end() {
	if s.space() != 0 {
		s.fail("column %d: more after the object", s.i+1)
	}
}

// list reads what stands between two brackets: items, separated by commas.
func (s *scanner) list(open, shut byte, item func()) {
	s.want(open)
	if s.deep++; s.deep > s.limit.Depth {
		s.fail("nested deeper than %d", s.limit.Depth)
	}
	for first := true; s.err == nil && !s.take(shut); first = false {
		if !first {
			s.want(',')
		}
		item()
	}
	s.deep--
}

// array calls item with the scanner at each item, which it must read.
func (s *scanner) array(item func()) { s.list('[', ']', item) }

// object calls value with each key and the scanner at its value, which it must
// read. A key that came before, in whatever case, is refused.
func (s *scanner) object(value func(key string)) {
	var seen keys
	s.list('{', '}', func() {
		key := s.str(s.limit.Name)
		s.want(':')
		if s.err == nil && seen.again(key) {
			s.fail("key %s stands twice", quote(key))
		}
		if s.err == nil {
			value(key)
		}
	})
}

// keys is the set of an object's keys: a short list is looked through, a long
// one has a map.
type keys struct {
	few  []string
	many map[string]bool
}

func (k *keys) again(key string) bool {
	if k.many == nil {
		for _, old := range k.few {
			if strings.EqualFold(old, key) {
				return true
			}
		}
		if k.few = append(k.few, key); len(k.few) <= 16 {
			return false
		}
		k.many = map[string]bool{}
		for _, old := range k.few {
			k.many[fold(old)] = true
		}
		return false
	}
	if k.many[fold(key)] {
		return true
	}
	k.many[fold(key)] = true
	return false
}

// fold maps all case variants of a text to one.
func fold(s string) string { return strings.ToLower(strings.ToUpper(s)) }

// name reads a string that many events share.
func (s *scanner) name() string { return s.str(s.limit.Name) }

// text reads a string that is likely its own.
func (s *scanner) text() string { return s.str(s.limit.Line) }

func (s *scanner) str(most int) string {
	raw, plain := s.quoted()
	if s.err != nil {
		return ""
	}
	if !plain {
		raw = s.unescape(raw)
	}
	if len(raw) > most {
		s.fail("column %d: a string of %d bytes; the limit is %d", s.i+1, len(raw), most)
		return ""
	}
	if old, ok := s.names[string(raw)]; ok {
		return old
	}
	text := string(raw)
	if len(text) <= 64 && len(s.names) < 1<<16 {
		s.names[text] = text
	}
	return text
}

// quoted returns what stands between the next two quotation marks, and whether
// it holds no escape.
func (s *scanner) quoted() (raw []byte, plain bool) {
	s.want('"')
	start := s.i
	plain = true
	for s.err == nil && s.i < len(s.b) {
		switch c := s.b[s.i]; {
		case c == '"':
			raw = s.b[start:s.i]
			s.i++
			if !utf8.Valid(raw) {
				s.fail("column %d: not UTF-8", start+1)
			}
			return raw, plain
		case c < ' ':
			s.fail("column %d: a control character in a string", s.i+1)
		case c == '\\':
			plain = false
			s.i++
		}
		s.i++
	}
	s.fail("column %d: a string without an end", start)
	return nil, false
}

func (s *scanner) unescape(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for {
		cut := bytes.IndexByte(raw, '\\')
		if cut < 0 {
			return append(out, raw...)
		}
		out, raw = append(out, raw[:cut]...), raw[cut:]
		r, size := escape(raw)
		if size == 0 {
			s.fail("column %d: a wrong escape in a string", s.i)
			return nil
		}
		out, raw = utf8.AppendRune(out, r), raw[size:]
	}
}

// integer reads a number, which must be whole and fit in 64 bits.
func (s *scanner) integer() int64 {
	s.space()
	start := s.i
	for s.i < len(s.b) && strings.IndexByte("+-.0123456789Ee", s.b[s.i]) >= 0 {
		s.i++
	}
	digits := string(s.b[start:s.i])
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || len(digits) > 1 && strings.TrimLeft(digits, "-")[0] == '0' || digits[0] == '+' {
		s.fail("column %d: want a whole number of 64 bits", start+1)
		return 0
	}
	return n
}

// id reads a number that counts something.
func (s *scanner) id() int {
	n := s.integer()
	if n < 0 || n > math.MaxInt32*1024 {
		s.fail("column %d: want a number that is not negative and not huge", s.i)
		return 0
	}
	return int(n)
}

func (s *scanner) boolean() bool {
	switch s.space() {
	case 't':
		s.literal("true")
		return true
	default:
		s.literal("false")
		return false
	}
}

func (s *scanner) literal(word string) {
	if !bytes.HasPrefix(s.b[s.i:], []byte(word)) {
		s.fail("column %d: want %s", s.i+1, word)
		return
	}
	s.i += len(word)
}
