package replay

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// said visits all texts of a language, by their names.
func said(v reflect.Value, name string, visit func(name, text string)) {
	switch v.Kind() {
	case reflect.String:
		visit(name, v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			said(v.Field(i), name+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			said(v.MapIndex(key), name+"."+key.String(), visit)
		}
	default:
		visit(name, "a "+v.Kind().String())
	}
}

// texts are those of a language.
func texts(w words) map[string]string {
	all := map[string]string{}
	said(reflect.ValueOf(w), "words", func(name, text string) { all[name] = text })
	return all
}

var verb = regexp.MustCompile(`%\[\d\][a-z]`)

// untranslated tells what is wrong with the translation of a text, "" if
// nothing is.
func untranslated(en, zh string) string {
	inBoth := func(text string) []string {
		return slices.Compact(slices.Sorted(slices.Values(verb.FindAllString(text, -1))))
	}
	bare := verb.ReplaceAllString(zh, "")
	switch {
	case strings.TrimSpace(en) == "" || strings.ContainsFunc(en, isHan):
		return "no English"
	case zh == "":
		return "no Chinese"
	case !strings.ContainsFunc(zh, isHan) && strings.ContainsFunc(bare, unicode.IsLetter):
		return "no Chinese"
	case !slices.Equal(inBoth(en), inBoth(zh)):
		return "other names are told"
	case strings.ContainsAny(bare, ",;?!"):
		return "a mark that is not Chinese"
	}
	return ""
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// All that is said in English is said in Chinese, of the same things.
func TestNothingIsUntranslated(t *testing.T) {
	en, zh := texts(english), texts(chinese)
	if len(en) < 200 {
		t.Errorf("only %d texts", len(en))
	}
	for name, text := range en {
		if fault := untranslated(text, zh[name]); fault != "" {
			t.Errorf("%s: %s: %q, %q", name, fault, text, zh[name])
		}
	}
	if len(zh) != len(en) {
		t.Errorf("%d texts in English, %d in Chinese", len(en), len(zh))
	}
	for _, lint := range allLints {
		if _, ok := english.lints[lint.Code]; !ok {
			t.Errorf("%s has no words", lint.Code)
		}
	}
	if len(english.lints) != len(allLints) {
		t.Errorf("%d lints, words for %d", len(allLints), len(english.lints))
	}
}

func TestAMissingTranslationIsSeen(t *testing.T) {
	for _, c := range [][2]string{
		{"it ends", ""}, {"it ends", "it ends"}, {"%[1]s ends", "结束"}, {"%[1]s ends", "%[2]s 结束"}, {"a, b", "甲, 乙"}, {"", "甲"}, {"任务", "任务"},
	} {
		if untranslated(c[0], c[1]) == "" {
			t.Errorf("%q passes for the translation of %q", c[1], c[0])
		}
	}
	if fault := untranslated("%[1]s waits for %[2]s", "%[2]s，%[1]s 在等它"); fault != "" {
		t.Error(fault)
	}
}

func TestWrap(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"short":      {"a b", []string{"a b"}},
		"words":      {"one two three four", []string{"one two", "three four"}},
		"a long one": {"abcdefghijklmno", []string{"abcdefghij", "klmno"}},
		"chinese":    {"任务的生与死", []string{"任务的生与", "死"}},
		"a mark":     {"任务的生与，死", []string{"任务的生", "与，死"}},
		"mixed":      {"用 await 等待任务", []string{"用 await", "等待任务"}},
		"margin":     {"  one two three", []string{"  one two", "three"}},
	} {
		if diff := cmp.Diff(c.want, wrap(c.text, 10)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
