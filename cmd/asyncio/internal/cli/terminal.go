package cli

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/terminal"
)

// size is how many columns and rows texts may have: what COLUMNS and LINES say,
// else what the terminal has, else 80 and 24.
func size(out io.Writer, getenv func(string) string) (columns, rows int) {
	columns, rows = 80, 24
	if isTerminal(out) {
		command := exec.Command("stty", "size")
		command.Stdin = out.(*os.File)
		var r, c int
		if text, err := command.Output(); err == nil {
			if _, err := fmt.Sscan(string(text), &r, &c); err == nil && r > 0 && c > 0 {
				columns, rows = c, r
			}
		}
	}
	if n, err := strconv.Atoi(getenv("COLUMNS")); err == nil && n > 0 {
		columns = n
	}
	if n, err := strconv.Atoi(getenv("LINES")); err == nil && n > 0 {
		rows = n
	}
	return max(40, min(columns, 200)), rows
}

// color tells whether to write colours: to a terminal that knows them, unless
// NO_COLOR is set, to anything.
func color(w io.Writer, getenv func(string) string) bool {
	if getenv("NO_COLOR") != "" || getenv("TERM") == "" || getenv("TERM") == "dumb" {
		return false
	}
	return isTerminal(w)
}

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// screen is the terminal, or what stands in its place.
func (w *World) screen(lang string) *terminal.Screen {
	return &terminal.Screen{In: w.In, Out: w.Out, Width: w.width, Lines: w.height, Color: color(w.Out, w.Getenv), Lang: lang}
}

// keys makes the terminal give each key at once, if it is one, and clear itself
// between panels; undo puts it back as it was. It asks stty, which all Unix
// systems have; without it keys come with the next Enter.
func (w *World) keys(s *terminal.Screen) (undo func()) {
	s.Clear = isTerminal(w.Out) && w.Getenv("TERM") != "dumb"
	stty := func(args ...string) error {
		command := exec.Command("stty", args...)
		command.Stdin = w.In
		return command.Run()
	}
	if !isTerminal(w.In) || stty("-icanon", "-echo", "min", "1") != nil {
		return func() {}
	}
	s.Keys = true
	return func() { _ = stty("icanon", "echo") }
}
