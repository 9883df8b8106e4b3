package loop_test

import (
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/google/go-cmp/cmp"
)

// recorded is what a recording holds of what was printed.
func recorded(rec *trace.Recorder) (lines []string) {
	for e := range rec.Events() {
		if e.Kind == trace.Printed {
			lines = append(lines, e.T.String()+" "+e.Extra().Text)
		}
	}
	return lines
}

func TestPrintWritesAndRecords(t *testing.T) {
	var out strings.Builder
	rec := trace.New()
	l := loop.New(loop.VirtualClock(), loop.Output(&out), loop.Trace(rec))
	defer l.Close()
	l.CallSoon(func() { l.Print(0, "now") })
	l.CallLater(time.Second, func() {
		l.Print(0, "later")
		release, woken := l.Hold(), make(chan struct{})
		go func() {
			defer close(woken)
			l.PrintThreadsafe("from outside")
			l.CallSoonThreadsafe(l.Stop)
			release()
		}()
		<-woken
	})
	if err := l.RunForever(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("now\nlater\nfrom outside\n", out.String()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"0s now", "1s later", "1s from outside"}, recorded(rec)); diff != "" {
		t.Error(diff)
	}
}
