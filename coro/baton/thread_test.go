package baton_test

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/coro/baton"
)

// A coroutine may lock its thread on the channel engine, and the others do not mind.
func TestE7_LockOSThreadOnChannels(t *testing.T) {
	s := &stage{t: t}
	s.baton = baton.New(baton.Channels, 1, s)
	n := 0
	locked := s.part("locked", func(p *part) {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for range 1000 {
			n++
			s.baton.Yield(&p.co)
		}
	})
	free := s.part("free", func(p *part) {
		for range 1000 {
			n++
			s.baton.Yield(&p.co)
		}
	})
	for range 1000 {
		s.queue = append(s.queue, &locked.co, &free.co)
	}
	s.queue = append(s.queue, &locked.co, &free.co)
	s.baton.Resume(s.Next())
	s.expect("locked returned", "free returned")
	expect(t, "steps", n, 2000)
	s.baton.Close()
}

// lockedChild makes the test's program run lockedUnderPull instead of tests.
const lockedChild = "BATON_TEST_LOCKED_CHILD"

func lockedUnderPull() {
	s := &stage{}
	s.baton = baton.New(baton.Pull, 0, s)
	p := s.part("", func(p *part) {
		runtime.LockOSThread()
		s.baton.Yield(&p.co)
	})
	s.baton.Resume(&p.co)
	s.baton.Resume(&p.co)
}

// With Pull that is a fatal error of the runtime, which nobody can catch: golang/go#65889. The package's text says so.
func TestE7_LockOSThreadUnderPullThrows(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), lockedChild+"=1")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "fatal error: coro: OS thread locking must match") {
		t.Errorf("the program ended with %v:\n%.2000s", err, out)
	}
}
