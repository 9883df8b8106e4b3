package conformance_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/goasyncio/asyncio/internal/conformance"
)

// wrong lists the golden programs whose traces the interpreter gets wrong: every step-th of them from first on.
func wrong(golden conformance.Golden, first, step int, interpret func(conformance.Program) conformance.Trace) []string {
	var mutex sync.Mutex
	var origins []string
	var workers sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for w := range n {
		workers.Go(func() {
			for i := first + w*step; i < len(golden.Hashes); i += n * step {
				line := golden.Hashes[i]
				if conformance.Hash(interpret(line.Origin.Program()).JSON()) == line.Hash {
					continue
				}
				mutex.Lock()
				origins = append(origins, line.Origin.String())
				mutex.Unlock()
			}
		})
	}
	workers.Wait()
	return origins
}

// Every golden program, or one in ten if the tests are to be short, has the trace that CPython gave it.
func TestGoldenPrograms(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 10
	}
	if origins := wrong(loadGolden(t), 0, step, conformance.Interpret); len(origins) > 0 {
		t.Errorf("%d programs differ from CPython, among them %v: see them with `make conform`", len(origins), origins[:min(5, len(origins))])
	}
}

func TestDirectedPrograms(t *testing.T) {
	for _, d := range loadDirected(t) {
		if difference := conformance.Compare(d.Trace, conformance.Interpret(d.Program)); difference != nil {
			t.Errorf("%s: %s\n%s", d.Name, d.About, difference)
		}
	}
}

func TestTooManyTurnsAreADeadlock(t *testing.T) {
	if got := conformance.Hash(conformance.Interpret(endless()).JSON()); got != endlessHash {
		t.Errorf("got the hash %s", got)
	}
}

func TestInterpretLinesKeepsTheOrder(t *testing.T) {
	var in, want bytes.Buffer
	for seed := range uint64(300) {
		program := conformance.Generate(seed, "")
		fmt.Fprintf(&in, "%s\n", program.JSON())
		fmt.Fprintf(&want, "%s\n", conformance.Interpret(program).JSON())
		if seed%50 == 0 {
			fmt.Fprintln(&in, `{"v":1}`)
			fmt.Fprintln(&want, `[["ERROR", "objs: must be an object, not null (or missing)"]]`)
		}
	}
	var out bytes.Buffer
	if err := conformance.InterpretLines(&in, &out); err != nil {
		t.Fatal(err)
	}
	if out.String() != want.String() {
		t.Errorf("%d bytes, want %d", out.Len(), want.Len())
	}
}

func TestInterpretLinesTellsWhatIsMalformed(t *testing.T) {
	for _, c := range malformed {
		var out bytes.Buffer
		in := strings.NewReader(c.line + "\n" + program("[]"))
		if err := conformance.InterpretLines(in, &out); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(out.String(), "\n")
		if len(lines) != 3 || !strings.HasPrefix(lines[0], `[["ERROR", "`) || !strings.HasPrefix(lines[1], `[[0, "T0.0", "start"]`) {
			t.Errorf("%s: got %.300s", c.name, out.String())
		}
	}
}

// Whoever sends one program and waits gets its trace before sending the next.
func TestInterpretLinesAnswersAtOnce(t *testing.T) {
	in, out := newPipe(), newPipe()
	done := make(chan error)
	go func() { done <- conformance.InterpretLines(in.r, out.w) }()
	answers := bufio.NewScanner(out.r)
	for seed := range uint64(20) {
		fmt.Fprintf(in.w, "%s\n", conformance.Generate(seed, "").JSON())
		if !answers.Scan() || !strings.HasPrefix(answers.Text(), `[[0, "T0.0", "start"]`) {
			t.Fatalf("program %d: got %.100q", seed, answers.Text())
		}
	}
	in.w.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

type pipe struct {
	r *io.PipeReader
	w *io.PipeWriter
}

func newPipe() pipe {
	r, w := io.Pipe()
	return pipe{r, w}
}

// A reader that is gone, or a source that fails, ends it; nothing is left running.
func TestInterpretLinesEndsWithItsStreams(t *testing.T) {
	lines := strings.Repeat(program("[]")+"\n", 5000)
	out := newPipe()
	out.r.Close()
	if err := conformance.InterpretLines(strings.NewReader(lines), out.w); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a closed writer: %v", err)
	}
	in := io.MultiReader(strings.NewReader(lines), &failingReader{})
	if err := conformance.InterpretLines(in, io.Discard); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a failing reader: %v", err)
	}
}

func BenchmarkInterpret(b *testing.B) {
	programs := make([]conformance.Program, 200)
	for i := range programs {
		programs[i] = conformance.Generate(uint64(i), "")
	}
	for i := 0; b.Loop(); i++ {
		conformance.Interpret(programs[i%len(programs)])
	}
}
