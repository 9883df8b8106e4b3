package corotest_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/coro/corotest"
)

// nap is a program whose schedule depends on how long it sleeps.
func nap(d time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		coro.Println(ctx, "good night")
		return coro.Sleep(ctx, d)
	}
}

// A schedule is written once, and is the same from then on, unless the program
// changes.
func TestGolden(t *testing.T) {
	file := filepath.Join(t.TempDir(), "testdata", "nap.txt")
	compare := func(d time.Duration) string {
		failures, _ := try(func(t testing.TB) { corotest.Run(t, nap(d)).Golden(t, file) })
		return strings.Join(failures, "; ")
	}
	t.Setenv("UPDATE", "")
	if got := compare(time.Second); !strings.Contains(got, "UPDATE=1") {
		t.Errorf("without a file: %q", got)
	}
	t.Setenv("UPDATE", "1")
	if got := compare(time.Second); got != "" {
		t.Errorf("writing it: %s", got)
	}
	t.Setenv("UPDATE", "")
	if got := compare(time.Second); got != "" {
		t.Errorf("the same program: %s", got)
	}
	got := compare(2 * time.Second)
	if !strings.Contains(got, "want    └ waits for Sleep(1s)") || !strings.Contains(got, "got     └ waits for Sleep(2s)") {
		t.Errorf("another program: %q", got)
	}
	text, err := os.ReadFile(file)
	if err != nil || os.WriteFile(file, append(text, "more\n"...), 0o600) != nil {
		t.Fatal(err)
	}
	if got := compare(time.Second); !strings.Contains(got, "want  more") {
		t.Errorf("a longer file: %q", got)
	}
}
