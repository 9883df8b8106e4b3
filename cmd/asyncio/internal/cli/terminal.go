package cli

import (
	"io"
	"os"
	"os/exec"
	"strconv"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/terminal"
)

// width is how many columns texts may have: what COLUMNS says, else 80.
func width(getenv func(string) string) int {
	if n, err := strconv.Atoi(getenv("COLUMNS")); err == nil && n > 0 {
		return max(40, min(n, 200))
	}
	return 80
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
	lines, err := strconv.Atoi(w.Getenv("LINES"))
	if err != nil || lines <= 0 {
		lines = 24
	}
	return &terminal.Screen{In: w.In, Out: w.Out, Width: w.width, Lines: lines, Color: color(w.Out, w.Getenv), Lang: lang}
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
