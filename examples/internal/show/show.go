// Package show prints for the examples what Python prints by itself.
package show

import (
	"context"
	"fmt"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// Now is the time since the program began, on its loop's clock: "2.0s".
func Now(ctx context.Context) string { return Seconds(coro.RunningLoop(ctx).Time()) }

// Seconds is a length of time, rounded to a tenth of a second: "2.0s".
func Seconds(d time.Duration) string { return fmt.Sprintf("%.1fs", d.Seconds()) }

// Yes is "yes" or "no".
func Yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
