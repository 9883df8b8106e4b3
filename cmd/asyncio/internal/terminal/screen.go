package terminal

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goasyncio/asyncio/internal/columns"
)

// Screen is where texts are shown.
type Screen struct {
	In    io.Reader // keys
	Out   io.Writer
	Width int    // columns
	Lines int    // rows; 0 for as many as needed
	Color bool   // with colours
	Clear bool   // clear the screen between panels
	Keys  bool   // In gives each key at once, not lines
	Lang  string // "en" or "zh"
}

// say picks a text by language.
func (s *Screen) say(en, zh string) string {
	if s.Lang == "zh" {
		return zh
	}
	return en
}

const (
	bold  = "\x1b[1m"
	faint = "\x1b[2m"
	plain = "\x1b[0m"
	clear = "\x1b[H\x1b[2J"
)

func (s *Screen) style(code, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return code + text + plain
}

// cut shortens a line to the width, and spaces a tab takes.
func (s *Screen) cut(line string) string {
	line = strings.ReplaceAll(line, "\t", "    ")
	line = harmless(line)
	if columns.Of(line) <= s.Width {
		return line
	}
	n := 0
	for i, r := range line {
		if n += columns.OfRune(r); n >= s.Width {
			return line[:i] + "…"
		}
	}
	return line
}

// harmless hides what a terminal would obey: a recording may hold anything.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '·'
		}
		return r
	}, text)
}

// fold breaks a text into lines of the width, at spaces, or between Chinese
// letters.
func (s *Screen) fold(text, indent string) []string {
	var lines []string
	line, n, space := indent, columns.Of(indent), 0
	for _, r := range harmless(text) {
		if n+columns.OfRune(r) > s.Width {
			rest := ""
			if last, size := utf8.DecodeLastRuneInString(line); columns.Closes(r) && len(line)-size > len(indent) && columns.OfRune(last) == 2 {
				line, rest = line[:len(line)-size], string(last)
			}
			if space > len(indent) && columns.OfRune(r) == 1 {
				line, rest = line[:space], line[space+1:]
			}
			lines = append(lines, strings.TrimRight(line, " "))
			line, space = indent+strings.TrimLeft(rest, " "), 0
			n = columns.Of(line)
		}
		if r == ' ' {
			if line == indent && len(lines) > 0 {
				continue
			}
			space = len(line)
		}
		line += string(r)
		if n += columns.OfRune(r); columns.OfRune(r) == 2 {
			space = 0
		}
	}
	return append(lines, line)
}

// Text writes a paragraph.
func (s *Screen) Text(text, indent string) {
	for _, line := range s.fold(text, indent) {
		s.line(line)
	}
}

// Item writes a paragraph behind a head; its other lines begin below its text.
func (s *Screen) Item(head, text string) {
	indent := strings.Repeat(" ", columns.Of(head))
	for i, line := range s.fold(text, indent) {
		if i == 0 {
			line = head + strings.TrimPrefix(line, indent)
		}
		s.line(line)
	}
}

// Heading writes a line that stands out.
func (s *Screen) Heading(text string) {
	fmt.Fprintln(s.Out, s.style(bold, s.cut(text)))
}

func (s *Screen) line(text string) { fmt.Fprintln(s.Out, strings.TrimRight(text, " ")) }

// rule is the line above a panel.
func (s *Screen) rule(title string) string {
	head := "── " + title + " "
	return s.style(faint, head+strings.Repeat("─", max(0, min(s.Width, 80)-columns.Of(head))))
}
