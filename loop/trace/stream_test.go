package trace_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

func TestStreamWritesWhatIsEmitted(t *testing.T) {
	for _, name := range []string{"x.jsonl", "x.jsonl.gz"} {
		path := filepath.Join(t.TempDir(), name)
		w, err := trace.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		r := trace.New(trace.Ring(16), trace.Sources(), trace.Stream(w), trace.WithHeader(trace.Header{Lib: "v9"}),
			trace.Embed(func(string) []byte { return []byte("package x") }), trace.Paths(filepath.Base))
		for i := range 20_000 {
			r.Emit(&trace.Event{Kind: trace.StepBegin, H: i, Src: r.Here()})
		}
		if err := errors.Join(r.Close(), r.Close(), w.Close()); err != nil {
			t.Fatal(err)
		}
		r.Emit(&trace.Event{Kind: trace.LoopStop})
		rec, err := trace.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if rec.Len() != 20_001 || rec.At(777).H != 775 || rec.Header.Path(rec.At(2).Src.File) != "stream_test.go" {
			t.Errorf("%s: %d events, %+v", name, rec.Len(), rec.Header)
		}
		if f := rec.Header.Files[0]; f.Text != "package x" || len(f.SHA256) != 64 || rec.Header.Lib != "v9" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if _, err := trace.Create(t.TempDir()); err == nil {
		t.Error("a folder was opened for writing")
	}
}

type guarded struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (g *guarded) Write(b []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.b.Write(b)
}

func (g *guarded) lines() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return bytes.Count(g.b.Bytes(), []byte("\n"))
}

func TestStreamIsNeverLate(t *testing.T) {
	var w guarded
	r := trace.New(trace.Stream(&w))
	defer r.Close()
	r.Emit(&trace.Event{Kind: trace.Poll})
	for deadline := time.Now().Add(10 * time.Second); w.lines() < 3; {
		if time.Now().After(deadline) {
			t.Fatal("the event was not written")
		}
		time.Sleep(time.Millisecond)
	}
}

type broken struct{ after int }

func (b *broken) Write(p []byte) (int, error) {
	if b.after--; b.after < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

func TestStreamThatFailsHoldsNothingUp(t *testing.T) {
	r := trace.New(trace.Ring(4), trace.Stream(&broken{after: 1}))
	for range 100_000 {
		r.Emit(&trace.Event{Kind: trace.Poll})
	}
	if err := r.Close(); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
	if r.Dropped() != 100_001-4 {
		t.Error(r.Dropped())
	}
	if n, err := r.Recording().WriteTo(&broken{}); err == nil || n != 0 {
		t.Error(n, err)
	}
}

func TestF11_RingDropsOldestAndCounts(t *testing.T) {
	r := trace.New(trace.Ring(1024))
	for i := range 5000 {
		r.Emit(&trace.Event{Kind: trace.Poll, T: time.Duration(i)})
	}
	var file bytes.Buffer
	if _, err := r.Recording().WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	rec, err := trace.Load(&file)
	if err != nil {
		t.Fatal(err)
	}
	if rec.Header.Dropped != 5001-1024 || rec.First() != 5001-1023 || rec.At(5001).T != 4999 {
		t.Errorf("dropped %d, first %d", rec.Header.Dropped, rec.First())
	}
}

// children are programs that this test binary becomes when it is asked to.
var children = map[string]func(){
	"killed":  func() { record(func(int) {}) },
	"exits":   func() { record(func(n int) { exitAt(n, 200) }) },
	"crashes": func() { record(func(n int) { crashAt(n, 200) }) },
}

// record streams an event a millisecond, and tells on standard output which
// one it has got to.
func record(each func(n int)) {
	w, err := trace.Create(os.Getenv("TRACE_TEST_FILE"))
	if err != nil {
		panic(err)
	}
	r := trace.New(trace.Ring(16), trace.Stream(w))
	for {
		n := r.Emit(&trace.Event{Kind: trace.Poll})
		fmt.Println(n)
		each(n)
		time.Sleep(time.Millisecond)
	}
}

func exitAt(n, at int) {
	if n == at {
		os.Exit(3)
	}
}

func crashAt(n, at int) {
	if n == at {
		debug.SetMaxStack(1 << 16)
		overflow()
	}
}

func overflow() int { return 1 + overflow() }

// spawn runs one of the children and returns, when it has ended, which event
// it had emitted at which time.
func spawn(t *testing.T, name, file string, until int) (at map[int]time.Time, last int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "TRACE_TEST_CHILD="+name, "TRACE_TEST_FILE="+file)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	at = map[int]time.Time{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			continue
		}
		at[n], last = time.Now(), n
		if n == until {
			cmd.Process.Kill()
		}
	}
	cmd.Wait()
	return at, last
}

func TestC10_KilledProgramLeavesAReadableTrace(t *testing.T) {
	for _, c := range []struct{ child, file string }{{"killed", "x.jsonl"}, {"killed", "x.jsonl.gz"}, {"exits", "x.jsonl"}} {
		t.Run(c.child+" "+c.file, func(t *testing.T) {
			checkChild(t, c.child, filepath.Join(t.TempDir(), c.file))
		})
	}
}

func TestD9_CrashedProgramLeavesAReadableTrace(t *testing.T) {
	checkChild(t, "crashes", filepath.Join(t.TempDir(), "x.jsonl"))
}

// checkChild checks that all is in the file but the last moment.
func checkChild(t *testing.T, child, file string) {
	at, last := spawn(t, child, file, 250)
	rec, err := trace.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if last < 190 || rec.Len() == 0 {
		t.Fatalf("%d events emitted, %d in the file", last, rec.Len())
	}
	if lost := at[last].Sub(at[min(rec.Last()+1, last)]); lost > mayLose {
		t.Errorf("lost the last %v", lost)
	}
	if !strings.HasSuffix(file, ".gz") && rec.Partial {
		t.Log("the last line was cut off")
	}
}
