// Package original runs the Python originals of the examples on CPython.
package original

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed clock.py
var clock string

// Run runs a Python program with the Python at that path, and returns what it
// prints. With virtual, it runs under a virtual clock.
func Run(ctx context.Context, python, program string, virtual bool) (string, error) {
	folder, err := os.MkdirTemp("", "asyncio")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(folder)
	args := []string{"-I", filepath.Join(folder, "program.py")}
	files := map[string]string{"program.py": program}
	if virtual {
		files["clock.py"] = clock
		args = append([]string{"-I", filepath.Join(folder, "clock.py")}, args[1:]...)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			return "", err
		}
	}
	var out, errors strings.Builder
	command := exec.CommandContext(ctx, python, args...)
	command.Stdout, command.Stderr = &out, &errors
	if err := command.Run(); err != nil {
		return out.String(), fmt.Errorf("%w: %s", err, errors.String())
	}
	return out.String(), nil
}
