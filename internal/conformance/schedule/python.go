package schedule

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"os/exec"
	"strings"
)

//go:embed tracing.py
var tracer string

// Record runs a Python program, given as its text, with the Python at that path. It gives the file of the
// program's schedule.
func Record(ctx context.Context, python, name, program string) ([]byte, error) {
	command := exec.CommandContext(ctx, python, "-I", "-S", "-c", tracer, "-", name)
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
