package coro_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const copying = `package copying

import "github.com/goasyncio/asyncio/coro"

func Lock(v coro.Lock)                         {}
func Event(v coro.Event)                       {}
func Condition(v coro.Condition)               {}
func Semaphore(v coro.Semaphore)               {}
func BoundedSemaphore(v coro.BoundedSemaphore) {}
func Barrier(v coro.Barrier)                   {}
func Queue(v coro.Queue[int])                  {}
`

// I9: go vet reports who copies a primitive.
func TestI9_VetCatchesCopies(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs go vet")
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "copying.go")
	if err := os.WriteFile(file, []byte(copying), 0o644); err != nil {
		t.Fatal(err)
	}
	vet := exec.Command("go", "vet", "-copylocks", file)
	vet.Dir = root
	out, err := vet.CombinedOutput()
	if err == nil {
		t.Fatal("go vet has nothing to say")
	}
	for _, name := range []string{"Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier", "Queue"} {
		if !strings.Contains(string(out), name+" passes lock by value") {
			t.Errorf("go vet does not report the copy of a %s:\n%s", name, out)
		}
	}
}
