package terminal_test

import (
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/cmd/asyncio/internal/terminal"
	"github.com/goasyncio/asyncio/internal/columns"
)

// shown splits what Step has shown into panels.
func shown(t *testing.T, r *lesson.Run, keys string, s terminal.Screen) []string {
	t.Helper()
	var out strings.Builder
	s.In, s.Out = strings.NewReader(keys), &out
	if s.Width == 0 {
		s.Width = 80
	}
	if err := s.Step(r.Program.Name, r.History); err != nil {
		t.Fatal(err)
	}
	panels := strings.Split(out.String(), r.Program.Name+" · ")
	for i, panel := range panels { // a title may be styled: cut what stands before the next one
		panels[i] = strings.TrimSuffix(strings.TrimSuffix(panel, "\x1b[1m"), "\x1b[H\x1b[2J")
	}
	return panels[1:]
}

func record(t *testing.T, name string) *lesson.Run {
	t.Helper()
	r, err := lesson.Record(lesson.Program{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Going back shows what going forward has shown, at every event.
func TestStepBackShowsTheSame(t *testing.T) {
	for _, l := range lesson.All() {
		r := record(t, l.Programs[0].Name)
		n := min(r.Rec.Len(), 300) - 1
		panels := shown(t, r, strings.Repeat("n", n)+strings.Repeat("p", n), terminal.Screen{Keys: true})
		if len(panels) != 2*n+1 {
			t.Fatalf("%s: %d panels", l.ID, len(panels))
		}
		for i := range panels {
			if panels[i] != panels[len(panels)-1-i] {
				t.Fatalf("%s: forward\n%s\nback\n%s", l.ID, panels[i], panels[len(panels)-1-i])
			}
		}
	}
}

// Every panel fits into 80 columns and 24 rows, in both languages.
func TestPanelsFit(t *testing.T) {
	for _, l := range lesson.All() {
		for _, p := range l.Programs {
			r := record(t, p.Name)
			for _, lang := range []string{"en", "zh"} {
				s := terminal.Screen{Keys: true, Lines: 24, Clear: true, Lang: lang}
				for _, panel := range shown(t, r, strings.Repeat("n", min(r.Rec.Len(), 200)), s) {
					lines := strings.Split(strings.TrimRight(panel, "\n"), "\n")
					if len(lines) > 23 {
						t.Fatalf("%s: %d lines:\n%s", p.Name, len(lines), panel)
					}
					for _, line := range lines[1:] {
						if columns.Of(line) > 80 {
							t.Fatalf("%s: a line of %d: %s", p.Name, columns.Of(line), line)
						}
					}
				}
			}
		}
	}
}

func TestKeys(t *testing.T) {
	r := record(t, "hello")
	first := func(panel string) string { return strings.Fields(panel)[1] }
	for keys, want := range map[string]string{
		"":             "1",
		"n":            "2",
		"npp":          "1",
		"nppn":         "2",
		" \n":          "3",
		"\x1b[C\x1b[C": "3",
		"G":            "44",
		"Gn":           "44",
		"Gg":           "1",
		"nqn":          "2",
		"n\x03n":       "2",
		"n\x04":        "2",
		"nw":           "2",
		"nx":           "2",
	} {
		panels := shown(t, r, keys, terminal.Screen{Keys: true})
		got, _, _ := strings.Cut(first(panels[len(panels)-1]), "/")
		if want == "44" {
			want = strings.TrimPrefix(strings.Fields(panels[len(panels)-1])[1], got+"/")
		}
		if got != want {
			t.Errorf("%q: at event %s, want %s", keys, got, want)
		}
	}
	turns := shown(t, r, "ttTT\x1b[B\x1b[A", terminal.Screen{Keys: true})
	var at []string
	for _, panel := range turns {
		at = append(at, strings.Fields(panel)[4])
	}
	if got := strings.Join(at, " "); got != "0 1 2 1 0 1 0" {
		t.Errorf("turns %s", got)
	}
}

func TestColorAndClear(t *testing.T) {
	r := record(t, "hello")
	var out strings.Builder
	s := terminal.Screen{In: strings.NewReader("q"), Out: &out, Width: 80, Lines: 24, Color: true, Clear: true, Keys: true}
	if err := s.Step("hello", r.History); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.HasPrefix(text, "\x1b[H\x1b[2J") || !strings.Contains(text, "\x1b[1m") {
		t.Errorf("%q", text)
	}
}
