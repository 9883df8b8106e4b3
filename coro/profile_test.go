package coro_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/pprof"
	rtrace "runtime/trace"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// dawdle is a coroutine's function that a profile should name.
func dawdle(ctx context.Context) error { return coro.Sleep(ctx, 0) }

// Go's tools see tasks: labels in the profile of goroutines, tasks and regions
// in an execution trace.
func TestProfile(t *testing.T) {
	var events bytes.Buffer
	if err := rtrace.Start(&events); err != nil {
		t.Skip("an execution trace is being made already:", err)
	}
	var labels bytes.Buffer
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		task := coro.Go(ctx, dawdle, coro.Named("slow"))
		_ = coro.Sleep(ctx, 0)
		if err := pprof.Lookup("goroutine").WriteTo(&labels, 1); err != nil {
			return err
		}
		_, err := task.Await(ctx)
		return err
	}, coro.Virtual(), coro.Profile())
	rtrace.Stop()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(labels.String(), `"asyncio.task":"slow"`) {
		t.Errorf("no label of the task in the profile:\n%s", labels.String())
	}
	for _, want := range []string{"dawdle", "step", "await <Task"} {
		if !bytes.Contains(events.Bytes(), []byte(want)) {
			t.Errorf("%q is not in the execution trace", want)
		}
	}
	listed(t, events.Bytes())
}

// listed reads an execution trace with Go's own tool: it must list the tasks,
// their steps and what they awaited.
func listed(t *testing.T, events []byte) {
	t.Helper()
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("there is no go command")
	}
	file := filepath.Join(t.TempDir(), "trace.out")
	if err := os.WriteFile(file, events, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(tool, "tool", "trace", "-d=parsed", file).CombinedOutput()
	if err != nil {
		t.Skipf("go tool trace: %v: %s", err, text)
	}
	for _, want := range []string{`TaskBegin .*Type="dawdle"`, `RegionBegin .*Type="step"`, `Log .*Category="asyncio" Message="await <Task`, `TaskEnd .*Type="dawdle"`} {
		if !regexp.MustCompile(want).Match(text) {
			t.Errorf("go tool trace does not list %s", want)
		}
	}
}
