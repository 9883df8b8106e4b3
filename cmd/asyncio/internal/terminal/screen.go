package terminal

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
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

// columns is how many columns a text takes: Chinese letters take two.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n += width(r)
	}
	return n
}

func width(r rune) int {
	if unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff60 {
		return 2
	}
	return 1
}

// cut shortens a line to the width, and spaces a tab takes.
func (s *Screen) cut(line string) string {
	line = strings.ReplaceAll(line, "\t", "    ")
	line = harmless(line)
	if columns(line) <= s.Width {
		return line
	}
	n := 0
	for i, r := range line {
		if n += width(r); n >= s.Width {
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

// closing are marks that no line of Chinese begins with.
const closing = "，。、；：？！）》”"

// fold breaks a text into lines of the width, at spaces, or between Chinese
// letters.
func (s *Screen) fold(text, indent string) []string {
	var lines []string
	line, n, space := indent, columns(indent), 0
	for _, r := range harmless(text) {
		if n+width(r) > s.Width {
			rest := ""
			if last, size := utf8.DecodeLastRuneInString(line); strings.ContainsRune(closing, r) && len(line)-size > len(indent) && width(last) == 2 {
				line, rest = line[:len(line)-size], string(last)
			}
			if space > len(indent) && width(r) == 1 {
				line, rest = line[:space], line[space+1:]
			}
			lines = append(lines, strings.TrimRight(line, " "))
			line, space = indent+strings.TrimLeft(rest, " "), 0
			n = columns(line)
		}
		if r == ' ' {
			if line == indent && len(lines) > 0 {
				continue
			}
			space = len(line)
		}
		line += string(r)
		if n += width(r); width(r) == 2 {
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
	indent := strings.Repeat(" ", columns(head))
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
	return s.style(faint, head+strings.Repeat("─", max(0, min(s.Width, 80)-columns(head))))
}
