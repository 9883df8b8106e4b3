package lesson_test

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/examples"
)

// order is the order of the lessons.
const order = `run coroutine await-vs-task sequential create-task ready-queue sleep-zero timers
	blocking to-thread thread-cancel gather-order gather-error taskgroup as-completed wait wait-for timeout
	cancel callbacks never-retrieved fire-and-forget race shield deadlock`

func TestLessonsAreInOrder(t *testing.T) {
	var ids []string
	for i, l := range lesson.All() {
		ids = append(ids, l.ID)
		if l.Number != i+1 {
			t.Errorf("%s has number %d", l.ID, l.Number)
		}
		if found, ok := lesson.Find(strings.ToUpper(strings.ReplaceAll(l.ID, "-", "_"))); !ok || found.Number != l.Number {
			t.Errorf("%s is not found", l.ID)
		}
	}
	if !slices.Equal(ids, strings.Fields(order)) || len(ids) != 25 {
		t.Errorf("%d lessons: %v", len(ids), ids)
	}
	if _, ok := lesson.Find("none"); ok {
		t.Error("found a lesson that there is not")
	}
}

// texts visits all texts of a value.
func texts(v reflect.Value, path string, visit func(path string, text page.Text)) {
	switch v.Kind() {
	case reflect.Struct:
		if text, ok := v.Interface().(page.Text); ok {
			visit(path, text)
			return
		}
		for i := range v.NumField() {
			texts(v.Field(i), path+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), path, visit)
		}
	}
}

func chinese(text string) bool { return strings.ContainsFunc(text, isHan) }

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// missing tells what is wrong with a text. A title may be a name that is the
// same in both languages.
func missing(path string, text page.Text) string {
	switch {
	case strings.TrimSpace(text.EN) == "" || chinese(text.EN):
		return "no English"
	case strings.TrimSpace(text.ZH) == "":
		return "no Chinese"
	case !chinese(text.ZH) && !(strings.HasSuffix(path, ".Title") && text.ZH == text.EN):
		return "no Chinese"
	case text.ZH != strings.TrimSpace(text.ZH) || text.EN != strings.TrimSpace(text.EN):
		return "spaces around it"
	}
	return ""
}

func TestEverythingIsSaidInBothLanguages(t *testing.T) {
	n := 0
	for _, l := range lesson.All() {
		texts(reflect.ValueOf(l), l.ID, func(path string, text page.Text) {
			n++
			if fault := missing(path, text); fault != "" {
				t.Errorf("%s: %s: %q", path, fault, text)
			}
		})
	}
	if n < 300 {
		t.Errorf("only %d texts", n)
	}
	if missing("x", page.Text{EN: "A task."}) == "" || missing("x", page.Text{EN: "A task.", ZH: "A task."}) == "" {
		t.Error("the test does not see a missing translation")
	}
}

func TestMarksMatch(t *testing.T) {
	used := map[string]bool{}
	for _, l := range lesson.All() {
		for _, p := range l.Programs {
			used[p.Name] = true
		}
	}
	mark := regexp.MustCompile(`(?m)(?://|#) L:(\S+)$`)
	for _, e := range examples.All() {
		var names [2][]string
		for i, source := range []string{e.Go(), e.Python()} {
			for _, m := range mark.FindAllStringSubmatch(source, -1) {
				names[i] = append(names[i], m[1])
			}
			slices.Sort(names[i])
			if len(slices.Compact(slices.Clone(names[i]))) != len(names[i]) {
				t.Errorf("%s: a mark stands twice: %v", e.Name, names[i])
			}
		}
		if !slices.Equal(names[0], names[1]) {
			t.Errorf("%s: marks in Go %v, in Python %v", e.Name, names[0], names[1])
		}
		if used[e.Name] && len(lesson.Marks(e)) == 0 {
			t.Errorf("%s has no marks", e.Name)
		}
	}
}

// A program of a lesson should fit on a screen: at most 25 lines of code in
// Python, without the docstring, the imports and the helpers that show the time.
func TestProgramsAreShort(t *testing.T) {
	for _, l := range lesson.All() {
		for _, p := range l.Programs {
			if p.Example().Main == nil {
				t.Errorf("%s: there is no program %s", l.ID, p.Name)
			}
			n := 0
			for line := range strings.Lines(p.Example().Python()) {
				line = strings.TrimSpace(line)
				if line != "" && !strings.HasPrefix(line, `"""`) && !strings.HasPrefix(line, "import ") {
					n++
				}
			}
			if n > 25 {
				t.Errorf("%s: %s has %d lines", l.ID, p.Name, n)
			}
		}
	}
}
