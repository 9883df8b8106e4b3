package replay

import (
	"strings"

	"github.com/goasyncio/asyncio/internal/columns"
)

// A style is how a piece of text stands out on a terminal.
type style string

const (
	bold   style = "1"
	faint  style = "2"
	red    style = "31"
	green  style = "32"
	yellow style = "33"
	blue   style = "34"
	purple style = "35"
)

// paint puts a style around a text, if there are colours.
func (o Text) paint(s style, text string) string {
	if !o.Color || s == "" || strings.TrimSpace(text) == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

// printable makes a foreign text fit for a line of a terminal: no control
// character of it gets there.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return '�'
		}
		return r
	}, text)
}

// clip shortens a text to so many columns.
func clip(text string, most int) string {
	text = printable(text)
	if columns.Of(text) <= most {
		return text
	}
	head, _ := columns.Cut(text, max(1, most-1))
	return head + "…"
}

// padded fills a text up to so many columns, from behind.
func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-columns.Of(text)))
}

// toTheRight fills it up from before.
func toTheRight(text string, width int) string {
	return strings.Repeat(" ", max(0, width-columns.Of(text))) + text
}

// wrap breaks a text into lines of at most so many columns: at its spaces, and
// between wide letters. A word that is longer is cut.
func wrap(text string, most int) []string {
	text = printable(text)
	if columns.Of(text) <= most {
		return []string{text}
	}
	var lines []string
	line := ""
	for _, piece := range pieces(text) {
		if line == "" || columns.Of(line)+columns.Of(piece) <= most {
			line += piece
		} else {
			lines, line = append(lines, line), strings.TrimLeft(piece, " ")
		}
		for columns.Of(line) > most {
			head, tail := columns.Cut(line, most)
			lines, line = append(lines, head), tail
		}
	}
	return append(lines, line)
}

// pieces splits a text where a line may end: before a space, and before a wide
// letter that may begin one.
func pieces(text string) (pieces []string) {
	from, before := 0, 'x'
	for i, r := range text {
		wide := columns.OfRune(r) == 2 || columns.OfRune(before) == 2
		if r == ' ' && before != ' ' || wide && before != ' ' && r != ' ' && !columns.Closes(r) {
			pieces, from = append(pieces, text[from:i]), i
		}
		before = r
	}
	return append(pieces, text[from:])
}
