package columns_test

import (
	"testing"

	"github.com/goasyncio/asyncio/internal/columns"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		text       string
		want       int
		head, tail string // of Cut at 4
	}{
		{"", 0, "", ""},
		{"task", 4, "task", ""},
		{"tasks", 5, "task", "s"},
		{"任务完成", 8, "任务", "完成"},
		{"a任务", 5, "a任", "务"},
		{"──●", 3, "──●", ""},
		{"好，好", 6, "好，", "好"},
		{"カナ 한글", 9, "カナ", " 한글"},
	} {
		if got := columns.Of(c.text); got != c.want {
			t.Errorf("%q: %d columns, want %d", c.text, got, c.want)
		}
		if head, tail := columns.Cut(c.text, 4); head != c.head || tail != c.tail {
			t.Errorf("%q: cut into %q and %q, want %q and %q", c.text, head, tail, c.head, c.tail)
		}
	}
	if head, tail := columns.Cut("任务", 1); head != "任" || tail != "务" {
		t.Errorf("cut into %q and %q", head, tail)
	}
	if !columns.Closes('，') || columns.Closes('任') {
		t.Error("marks")
	}
}
