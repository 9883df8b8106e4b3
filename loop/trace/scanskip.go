package trace

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// skip reads a value of any sort that nobody needs, as strictly as the others.
func (s *scanner) skip() {
	switch c := s.space(); {
	case c == '{':
		s.object(func(string) { s.skip() })
	case c == '[':
		s.array(s.skip)
	case c == '"':
		s.text()
	case c == 't' || c == 'f':
		s.boolean()
	case c == 'n':
		s.literal("null")
	default:
		s.number()
	}
}

// number skips a number of any size: "-", digits, a fraction, an exponent.
func (s *scanner) number() {
	start := s.i
	s.one('-', '-')
	if !s.one('0', '0') && s.digits() == 0 {
		s.fail("column %d: want a value", start+1)
	}
	if s.one('.', '.') && s.digits() == 0 {
		s.fail("column %d: want digits", s.i+1)
	}
	if s.one('e', 'E') {
		s.one('+', '-')
		if s.digits() == 0 {
			s.fail("column %d: want digits", s.i+1)
		}
	}
}

// one skips one byte if it is one of these two.
func (s *scanner) one(a, b byte) bool {
	if s.i < len(s.b) && (s.b[s.i] == a || s.b[s.i] == b) {
		s.i++
		return true
	}
	return false
}

func (s *scanner) digits() (n int) {
	for ; s.i < len(s.b) && '0' <= s.b[s.i] && s.b[s.i] <= '9'; n++ {
		s.i++
	}
	return n
}

// escape reads the escape that b begins with: its rune and its length, 0 if it
// is none. Half of a surrogate pair becomes U+FFFD.
func escape(b []byte) (rune, int) {
	if len(b) < 2 {
		return 0, 0
	}
	if b[1] != 'u' {
		at := strings.IndexByte(`"\/bfnrt`, b[1])
		if at < 0 {
			return 0, 0
		}
		return rune("\"\\/\b\f\n\r\t"[at]), 2
	}
	first, ok := hex4(b)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(first) {
		return first, 6
	}
	if second, ok := hex4(b[6:]); ok {
		if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
			return r, 12
		}
	}
	return utf8.RuneError, 6
}

// hex4 reads `\u12ab`.
func hex4(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 32)
	return rune(n), err == nil
}

// quote shows a piece of foreign text, cut so that no message grows with it.
func quote(text string) string {
	const most = 32
	if len(text) > most {
		text = text[:most] + "..."
	}
	return strconv.QuoteToASCII(text)
}
