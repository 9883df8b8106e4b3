package cli

import (
	"io"
	"os"
	"strconv"
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
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
