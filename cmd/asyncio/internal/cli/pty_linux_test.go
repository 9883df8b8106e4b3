package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/goasyncio/asyncio/internal/columns"
	"github.com/google/go-cmp/cmp"
)

// A pty is a terminal that nobody sits at: what is written to the one file is
// typed, and what the other one's program shows can be read from it.
type pty struct {
	keyboard, tty *os.File
	shown         strings.Builder
	t             *testing.T
}

func openPty(t *testing.T, rows, cols uint16) *pty {
	t.Helper()
	// Not through os.OpenFile alone: the file must be pollable, for deadlines.
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NONBLOCK, 0)
	if err != nil {
		if os.Getenv("ASYNCIO_REQUIRE_PTY") != "" {
			t.Fatal("no pseudo-terminals, and ASYNCIO_REQUIRE_PTY is set:", err)
		}
		t.Skip("no pseudo-terminals here:", err)
	}
	t.Cleanup(func() { keyboard.Close() })
	var number, unlock int32
	ioctl(t, keyboard, syscall.TIOCSPTLCK, unsafe.Pointer(&unlock))
	ioctl(t, keyboard, syscall.TIOCGPTN, unsafe.Pointer(&number))
	ioctl(t, keyboard, syscall.TIOCSWINSZ, unsafe.Pointer(&[4]uint16{rows, cols}))
	tty, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tty.Close() })
	return &pty{keyboard: keyboard, tty: tty, t: t}
}

func ioctl(t *testing.T, file *os.File, request uintptr, arg unsafe.Pointer) {
	t.Helper()
	raw, err := file.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var errno syscall.Errno
	if err := raw.Control(func(fd uintptr) { _, _, errno = syscall.Syscall(syscall.SYS_IOCTL, fd, request, uintptr(arg)) }); err != nil || errno != 0 {
		t.Fatal(err, errno)
	}
}

// settings are the terminal's: whether it echoes, gives keys at once.
func (p *pty) settings() (s syscall.Termios) {
	p.t.Helper()
	ioctl(p.t, p.tty, syscall.TCGETS, unsafe.Pointer(&s))
	return s
}

// start runs the command on the terminal.
func (p *pty) start(env []string, args ...string) *exec.Cmd {
	p.t.Helper()
	program, err := os.Executable()
	if err != nil {
		p.t.Fatal(err)
	}
	command := exec.Command(program)
	command.Args = append([]string{"asyncio"}, args...) // by this name the test's program is the command
	command.Env = append([]string{"PATH=" + os.Getenv("PATH")}, env...)
	command.Stdin, command.Stdout, command.Stderr = p.tty, p.tty, p.tty
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := command.Start(); err != nil {
		p.t.Fatal(err)
	}
	return command
}

// until reads what is shown up to a text, and returns it.
func (p *pty) until(text string) string {
	p.t.Helper()
	from := p.shown.Len()
	_ = p.keyboard.SetReadDeadline(time.Now().Add(20 * time.Second))
	buf := make([]byte, 4096)
	for !strings.Contains(p.shown.String()[from:], text) {
		n, err := p.keyboard.Read(buf)
		if err != nil {
			p.t.Fatalf("%v, waiting for %q after %q", err, text, p.shown.String()[from:])
		}
		p.shown.Write(buf[:n])
	}
	return p.shown.String()[from:]
}

func (p *pty) press(key string) {
	p.t.Helper()
	if _, err := p.keyboard.WriteString(key); err != nil {
		p.t.Fatal(err)
	}
}

var (
	event   = regexp.MustCompile(`event (\d+)/\d+ · turn \d+`)
	escapes = regexp.MustCompile("\x1b\\[[0-9;]*[A-Za-z]")
)

// The page's feature F15: on a terminal the keys act at once, without Enter, and each of them replaces
// the picture; afterwards the terminal is as it was.
func TestStepOnATerminal(t *testing.T) {
	for name, c := range map[string]struct {
		env        []string
		rows, cols uint16
		escapes    []string // that may be shown
	}{
		"colours":  {[]string{"TERM=xterm"}, 24, 80, []string{"\x1b[0m", "\x1b[1m", "\x1b[2J", "\x1b[2m", "\x1b[H"}},
		"NO_COLOR": {[]string{"TERM=xterm", "NO_COLOR=1"}, 24, 80, []string{"\x1b[2J", "\x1b[H"}},
		"dumb":     {[]string{"TERM=dumb"}, 24, 80, nil},
		"narrow":   {[]string{"TERM=xterm", "NO_COLOR=1"}, 20, 50, []string{"\x1b[2J", "\x1b[H"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := openPty(t, c.rows, c.cols)
			before := p.settings()
			command := p.start(c.env, "lesson", "create-task", "--step")
			p.until("q quit")
			for _, key := range []string{"n", "p", "p", "n", "G", "w"} {
				p.press(key)
				p.until("q quit")
			}
			p.press("q")
			if err := command.Wait(); err != nil {
				t.Error(err)
			}
			if after := p.settings(); after != before {
				t.Errorf("the terminal was %+v and is %+v", before, after)
			}
			shown := p.shown.String()
			var at []string
			for _, m := range event.FindAllStringSubmatch(shown, -1) {
				at = append(at, m[1])
			}
			if diff := cmp.Diff([]string{"1", "2", "1", "1", "2", "54", "54"}, at); diff != "" {
				t.Errorf("events, want -, got +\n%s", diff)
			}
			found := slices.Compact(slices.Sorted(slices.Values(escapes.FindAllString(shown, -1))))
			if diff := cmp.Diff(c.escapes, found); diff != "" {
				t.Errorf("escapes, want -, got +\n%s", diff)
			}
			for _, picture := range strings.Split(shown, "\x1b[2J")[1:] {
				if rows := strings.Count(picture, "\n"); rows >= int(c.rows) {
					t.Errorf("%d rows on a screen of %d:\n%s", rows+1, c.rows, picture)
				}
			}
			for line := range strings.Lines(escapes.ReplaceAllString(shown, "")) {
				if line = strings.TrimRight(line, "\r\n"); columns.Of(line) > int(c.cols) {
					t.Errorf("more than %d columns: %q", c.cols, line)
				}
			}
		})
	}
}
