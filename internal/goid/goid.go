// Package goid tells goroutines apart. Go hides their numbers on purpose, so
// that nobody builds on them; here they serve reports and debug mode only.
package goid

import (
	"bytes"
	"fmt"
	"runtime"
	"strconv"
	"strings"
)

// ID is the number of the calling goroutine. It costs about a microsecond.
func ID() uint64 {
	var buf [64]byte
	text := bytes.TrimPrefix(buf[:runtime.Stack(buf[:], false)], []byte("goroutine "))
	id, _ := strconv.ParseUint(string(text[:bytes.IndexByte(text, ' ')]), 10, 64)
	return id
}

// mostStacks is how much of all stacks Stack looks through.
const mostStacks = 64 << 20

// Stack is the stack of one goroutine, as the runtime prints it, "" if it has
// ended. It stops the world, for longer the more goroutines there are.
func Stack(id uint64) string {
	head := fmt.Appendf(nil, "goroutine %d ", id)
	for part := range bytes.SplitSeq(allStacks(), []byte("\n\n")) {
		if bytes.HasPrefix(part, head) {
			return string(part)
		}
	}
	return ""
}

func allStacks() []byte {
	for size := 64 << 10; ; size *= 4 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, true); n < size || size >= mostStacks {
			return buf[:n]
		}
	}
}

// blocking are the packages in which a goroutine waits, of the standard library
// and of this one; whoever called them is the one to name.
var blocking = [...]string{
	"runtime.", "internal/", "sync.", "time.", "syscall.", "os.", "os/exec.", "io.", "bufio.", "net.", "net/http.", "context.",
	"github.com/goasyncio/asyncio/coro.", "github.com/goasyncio/asyncio/coro/baton.", "github.com/goasyncio/asyncio/loop.",
}

// Place is file:line of the innermost frame of a stack, as Stack gives it,
// that is not in a package where goroutines wait; "?" if there is none.
func Place(stack string) string {
	lines := strings.Split(stack, "\n")
	for i := 1; i+1 < len(lines); i += 2 {
		if !waits(lines[i]) {
			return place(lines[i+1])
		}
	}
	return "?"
}

func waits(function string) bool {
	for _, prefix := range blocking {
		if strings.HasPrefix(function, prefix) {
			return true
		}
	}
	return false
}

// place cuts "\t/home/me/main.go:12 +0x1d" down to main.go:12.
func place(line string) string {
	line = line[strings.LastIndex(line, "/")+1:]
	line, _, _ = strings.Cut(strings.TrimSpace(line), " ")
	return line
}
