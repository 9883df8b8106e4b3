package corotest_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a test whose failures are looked at instead of reported.
type fake struct {
	testing.TB
	mu       sync.Mutex
	failures []string
	log      bytes.Buffer
	cleanups []func()
}

func (f *fake) Helper()           {}
func (f *fake) Cleanup(c func())  { f.cleanups = append(f.cleanups, c) }
func (f *fake) Output() io.Writer { return &f.log }
func (f *fake) Log(args ...any)   { fmt.Fprintln(&f.log, args...) }

func (f *fake) Error(args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failures = append(f.failures, strings.TrimSuffix(fmt.Sprintln(args...), "\n"))
}
func (f *fake) Errorf(format string, args ...any) { f.Error(fmt.Sprintf(format, args...)) }

func (f *fake) Fatal(args ...any) {
	f.Error(args...)
	runtime.Goexit()
}

func (f *fake) Failed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.failures) > 0
}

// try runs a test on its own goroutine, as the testing package does, and
// returns its failures and its log.
func try(test func(testing.TB)) (failures []string, log string) {
	f := &fake{}
	var done sync.WaitGroup
	done.Go(func() { test(f) })
	done.Wait()
	for _, c := range f.cleanups {
		c()
	}
	return f.failures, f.log.String()
}
