package cli_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/cli"
)

// openTerminal opens a pair of files that are a terminal to whoever has the second.
func openTerminal(t *testing.T) (us, them *os.File) {
	t.Helper()
	us, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	t.Cleanup(func() { us.Close() })
	var locked, number int32
	for request, value := range map[uintptr]*int32{syscall.TIOCSPTLCK: &locked, syscall.TIOCGPTN: &number} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, us.Fd(), request, uintptr(unsafe.Pointer(value))); errno != 0 {
			t.Skip("no terminals here: ", errno)
		}
	}
	them, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	return us, them
}

// In a terminal each key acts at once, without Enter: forward, back, back,
// forward. The screen is cleared for each, and no line is wider than it.
func TestStepInATerminal(t *testing.T) {
	us, them := openTerminal(t)
	getenv := func(name string) string {
		return map[string]string{"TERM": "xterm", "LINES": "24", "COLUMNS": "80"}[name]
	}
	done := make(chan int, 1)
	go func() {
		code := cli.Main([]string{"lesson", "create-task", "--step"}, cli.World{In: them, Out: them, Err: io.Discard, Getenv: getenv})
		them.Close() // ends the loop below
		done <- code
	}()
	at := regexp.MustCompile(`event (\d+)/`)
	var seen []string
	keys := []string{"n", "p", "p", "n", "q"}
	for out := bufio.NewScanner(us); out.Scan(); {
		line := strings.TrimRight(out.Text(), "\r")
		if m := at.FindStringSubmatch(line); m != nil {
			if !strings.HasPrefix(line, "\x1b[H\x1b[2J") {
				t.Errorf("the screen is not cleared: %q", line)
			}
			seen = append(seen, m[1])
		}
		if strings.Contains(line, "q quit") && len(keys) > 0 { // the panel is complete
			if _, err := us.WriteString(keys[0]); err != nil {
				t.Fatal(err)
			}
			keys = keys[1:]
		}
	}
	if code := <-done; code != 0 {
		t.Errorf("exit code %d", code)
	}
	if got := strings.Join(seen, " "); got != "1 2 1 1 2" {
		t.Errorf("at the events %s, want 1 2 1 1 2", got)
	}
}
