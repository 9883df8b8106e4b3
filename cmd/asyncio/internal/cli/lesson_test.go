package cli_test

import (
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/cli"
	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/internal/columns"
)

// typed runs a command line with these keys on standard input, in 80 columns,
// and gives what it prints.
func typed(t *testing.T, keys string, args ...string) string {
	t.Helper()
	var out, problems strings.Builder
	code := cli.Main(args, cli.World{In: strings.NewReader(keys), Out: &out, Err: &problems, Getenv: func(string) string { return "" }})
	if code != 0 || problems.Len() > 0 {
		t.Fatalf("%q: exit code %d, %s", args, code, problems.String())
	}
	return out.String()
}

// Every lesson reads well as plain text of 80 columns, in both languages and in
// each of its forms; what --step shows is tested in package terminal.
func TestEveryLessonFitsIntoPlainText(t *testing.T) {
	for _, l := range lesson.All() {
		for _, lang := range []string{"en", "zh"} {
			texts := map[string]string{
				"text":   typed(t, "", "lesson", l.ID, "--lang", lang),
				"python": typed(t, "", "lesson", l.ID, "--lang", lang, "--python"),
				"quiz":   typed(t, strings.Repeat("s\n", len(l.Questions)), "lesson", l.ID, "--lang", lang, "--quiz"),
			}
			for form, text := range texts {
				if strings.ContainsRune(text, '\x1b') {
					t.Errorf("%s, %s, %s: escapes in plain text", l.ID, lang, form)
				}
				for line := range strings.Lines(text) {
					if columns.Of(strings.TrimRight(line, "\n")) > 80 {
						t.Errorf("%s, %s, %s: more than 80 columns: %s", l.ID, lang, form, line)
					}
				}
			}
			if asked := strings.Count(texts["quiz"], "  a) "); asked != len(l.Questions) {
				t.Errorf("%s, %s: %d questions of %d", l.ID, lang, asked, len(l.Questions))
			}
		}
	}
}
