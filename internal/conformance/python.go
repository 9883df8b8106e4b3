package conformance

import (
	"bufio"
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/internal/conformance/pyrun"
)

//go:embed runner/*.py
var runnerFiles embed.FS

// PythonVariable is the environment variable that names the Python to run, ahead of what the PATH has.
const PythonVariable = "ASYNCIO_PYTHON"

// FindPython looks for CPython 3.13: the command that ASYNCIO_PYTHON names, else python3.13 or python3 on the
// PATH. Where there is none, path is empty and reason says what was looked at.
func FindPython() (path, reason string) {
	if named := os.Getenv(PythonVariable); named != "" {
		path, why := checkPython(named)
		return path, why
	}
	var reasons []string
	for _, name := range []string{"python3.13", "python3"} {
		path, why := checkPython(name)
		if path != "" {
			return path, ""
		}
		reasons = append(reasons, why)
	}
	return "", strings.Join(reasons, "; ") + "; set " + PythonVariable + " to a CPython 3.13"
}

// checkPython gives the path of the command if it is CPython 3.13, else why it is not.
func checkPython(name string) (path, why string) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Sprintf("there is no %s to run", name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	const ask = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
	out, err := exec.CommandContext(ctx, path, "-I", "-S", "-c", ask).Output()
	switch answer := strings.TrimSpace(string(out)); {
	case err != nil:
		return "", fmt.Sprintf("%s does not run (%v)", name, err)
	case answer != "cpython 3.13":
		return "", fmt.Sprintf("%s is %s", name, answer)
	}
	return path, ""
}

// Python is a running CPython that turns programs into traces. It is not for several goroutines at once.
type Python struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	errors  bytes.Buffer
}

// StartPython starts the runner with the Python at that path. It ends with ctx at the latest.
func StartPython(ctx context.Context, path string) (*Python, error) {
	runner, err := fs.Sub(runnerFiles, "runner")
	if err != nil {
		return nil, err
	}
	p := &Python{}
	if p.command, err = pyrun.Command(ctx, path, runner); err != nil {
		return nil, err
	}
	p.command.Stderr = &p.errors
	if p.in, err = p.command.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewReaderSize(out, 1<<16)
	if err := p.command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return p, nil
}

// Lines runs the programs, a line of JSON each, and calls got with the line of each trace, in order, without
// its end. The line is valid until the next call.
func (p *Python) Lines(programs [][]byte, got func(i int, trace []byte)) error {
	failed := make(chan error, 1)
	go func() { failed <- p.write(programs) }()
	for i := range programs {
		line, err := p.readLine()
		if err != nil {
			p.command.Process.Kill()
			<-failed
			return p.died(i, programs[i], err)
		}
		got(i, line)
	}
	return <-failed
}

func (p *Python) write(programs [][]byte) error {
	writer := bufio.NewWriterSize(p.in, 1<<16)
	for _, program := range programs {
		writer.Write(program)
		writer.WriteByte('\n')
	}
	return writer.Flush()
}

func (p *Python) readLine() ([]byte, error) {
	line, err := p.out.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		long := bytes.Clone(line)
		line, err = p.out.ReadBytes('\n')
		line = append(long, line...)
	}
	return bytes.TrimSuffix(line, []byte{'\n'}), err
}

// died is the error of a Python that gave no trace for a program.
func (p *Python) died(i int, program []byte, err error) error {
	p.command.Wait()
	last := strings.TrimSpace(p.errors.String())
	return fmt.Errorf("python ended at program %d (%w): %.500s; the program is %.2000s", i, err, last, program)
}

// Trace runs one program.
func (p *Python) Trace(program Program) (Trace, error) {
	var trace Trace
	var bad error
	err := p.Lines([][]byte{program.JSON()}, func(_ int, line []byte) { trace, bad = ParseTrace(line) })
	return trace, errors.Join(err, bad)
}

// Close ends the runner and waits for it.
func (p *Python) Close() error {
	p.in.Close()
	return p.command.Wait()
}
