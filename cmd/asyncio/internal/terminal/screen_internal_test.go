package terminal

import (
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/internal/columns"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for name, c := range map[string]struct {
		text, indent string
		want         []string
	}{
		"short":   {"a b", "", []string{"a b"}},
		"words":   {"one two three four", "", []string{"one two", "three four"}},
		"long":    {"abcdefghijklmno", "", []string{"abcdefghij", "klmno"}},
		"indent":  {"one two three", "  ", []string{"  one two", "  three"}},
		"chinese": {"任务的生与死", "", []string{"任务的生与", "死"}},
		"mixed":   {"用 await 等待任务", "", []string{"用 await", "等待任务"}},
		"marks":   {"任务任务任，任务", "", []string{"任务任务", "任，任务"}},
		"hostile": {"a\x1b[2J", "", []string{"a·[2J"}},
		"nothing": {"", "", []string{""}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &Screen{Width: 10}
			if diff := cmp.Diff(c.want, s.fold(c.text, c.indent)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// No line is wider than the screen, and no letter is lost.
func TestFoldKeepsEveryLetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &Screen{Width: rapid.IntRange(4, 20).Draw(t, "width")}
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab 任。，")), 0, 60, -1).Draw(t, "text")
		letters := func(lines ...string) (n int) {
			for _, line := range lines {
				for _, r := range line {
					if r != ' ' {
						n++
					}
				}
			}
			return n
		}
		lines := s.fold(text, "")
		for _, line := range lines {
			if columns.Of(line) > s.Width {
				t.Fatalf("%q has %d columns of %d", line, columns.Of(line), s.Width)
			}
		}
		if letters(lines...) != letters(text) {
			t.Fatalf("%q became %q", text, lines)
		}
	})
}

func TestItemsHaveAHangingIndent(t *testing.T) {
	for name, c := range map[string]struct{ head, text, want string }{
		"one line": {" 1  ", "one", " 1  one\n"},
		"more":     {" 1  ", "one two three", " 1  one\n    two\n    three\n"},
		"chinese":  {"✓ ", "任务的生与死", "✓ 任务的生\n  与死\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			s := &Screen{Out: &out, Width: 10}
			s.Item(c.head, c.text)
			if diff := cmp.Diff(c.want, out.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCutHidesWhatATerminalWouldObey(t *testing.T) {
	s := &Screen{Width: 20}
	for line, want := range map[string]string{
		"\ta":                    "    a",
		"\x1b[2Jgone":            "·[2Jgone",
		"0123456789012345678901": "0123456789012345678…",
		"任务任务任务任务任务任务":           "任务任务任务任务任…",
	} {
		if got := s.cut(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
