package schedule

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/goasyncio/asyncio/internal/conformance/pyrun"
)

//go:embed tracer/*.py
var tracerFiles embed.FS

// Record runs a Python program, given as its text, with the Python at that path. It gives the file of the
// program's schedule.
func Record(ctx context.Context, python, name, program string) ([]byte, error) {
	tracer, err := fs.Sub(tracerFiles, "tracer")
	if err != nil {
		return nil, err
	}
	command, err := pyrun.Command(ctx, python, tracer, "-", name)
	if err != nil {
		return nil, err
	}
	command.Stdin = strings.NewReader(program)
	var errors bytes.Buffer
	command.Stderr = &errors
	out, err := command.Output()
	if err != nil {
		text := strings.TrimSpace(errors.String())
		return out, fmt.Errorf("trace %s: %w: %s", name, err, text[max(0, len(text)-600):])
	}
	return out, nil
}
