package replay

import (
	"fmt"
	"strings"
	"time"
)

// numbered names what has no name: "task 3".
func numbered(what string, id int) string { return fmt.Sprintf("%s %d", what, id) }

// seconds shows a time as a program would write it: "1.5s", "20ms", "1h".
func seconds(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
