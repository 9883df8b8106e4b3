// Package columns tells how wide a text is on a terminal: Chinese, Japanese and
// Korean letters and their marks take two columns, all else takes one.
package columns

import (
	"strings"
	"unicode"
)

// Of is how many columns a text takes.
func Of(text string) int {
	n := 0
	for _, r := range text {
		n += OfRune(r)
	}
	return n
}

// OfRune is how many columns a letter takes.
func OfRune(r rune) int {
	switch {
	case r < 0x1100:
		return 1
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana):
		return 2
	case r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff60:
		return 2
	}
	return 1
}

// Closes tells whether a letter is a mark that no line begins with.
func Closes(r rune) bool { return strings.ContainsRune("，。、；：？！）》”", r) }

// Cut cuts a text behind the letters that fit into so many columns, at least
// one.
func Cut(text string, most int) (head, tail string) {
	n := 0
	for i, r := range text {
		if n += OfRune(r); n > most && i > 0 {
			return text[:i], text[i:]
		}
	}
	return text, ""
}
