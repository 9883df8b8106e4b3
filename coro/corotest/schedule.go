package corotest

import (
	"strings"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// schedule is a recording as text, turn by turn.
func schedule(rec *trace.Recording) string {
	var b strings.Builder
	if err := replay.New(rec).WriteSchedule(&b, replay.Text{Width: 80}); err != nil {
		return err.Error()
	}
	return b.String()
}
