package conformance_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/internal/conformance"
)

func loadGolden(t *testing.T) conformance.Golden {
	t.Helper()
	golden, err := conformance.LoadGolden()
	if err != nil {
		t.Fatal(err)
	}
	return golden
}

func loadDirected(t *testing.T) []conformance.Directed {
	t.Helper()
	directed, err := conformance.LoadDirected()
	if err != nil {
		t.Fatal(err)
	}
	return directed
}

func TestGoldenProgramsAreStillTheSame(t *testing.T) {
	golden := loadGolden(t)
	if len(golden.Hashes) < 20_000 || golden.Python != "3.13.0" {
		t.Errorf("%d programs, made by Python %s", len(golden.Hashes), golden.Python)
	}
	if got := conformance.Digest(golden.Programs); got != golden.Digest {
		t.Error("the generator no longer makes the programs of golden/random.txt: regenerate the file")
	}
}

func TestGoldenIsWhatCPythonSaysToday(t *testing.T) {
	golden := loadGolden(t)
	var lines, sample = [][]byte(nil), []conformance.GoldenHash(nil)
	for i := 0; i < len(golden.Hashes); i += 40 {
		sample = append(sample, golden.Hashes[i])
		lines = append(lines, golden.Hashes[i].Origin.Program().JSON())
	}
	err := startPython(t).Lines(lines, func(i int, line []byte) {
		if conformance.Hash(line) != sample[i].Hash {
			t.Errorf("program %s: CPython now gives %.300s", sample[i].Origin, line)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func TestDirectedProgramsAreWhatCPythonSaysToday(t *testing.T) {
	python := startPython(t)
	for _, d := range loadDirected(t) {
		want, err := python.Trace(d.Program)
		if err != nil {
			t.Fatal(err)
		}
		if difference := conformance.Compare(want, d.Trace); difference != nil {
			t.Errorf("%s: %s", d.Name, difference)
		}
	}
}

func TestDirectedProgramsAreWritten(t *testing.T) {
	seen := map[string]string{}
	for _, d := range loadDirected(t) {
		again, err := conformance.ReadDirected(d.Name, d.JSON())
		if err != nil || !bytes.Equal(again.JSON(), d.JSON()) {
			t.Errorf("%s does not come back: %v", d.Name, err)
		}
		if other := seen[d.About]; d.About == "" || other != "" || len(d.Trace) < 3 {
			t.Errorf("%s: about %q, as %s, %d events", d.Name, d.About, other, len(d.Trace))
		}
		seen[d.About] = d.Name
	}
	if len(seen) < 60 {
		t.Errorf("only %d directed programs", len(seen))
	}
}

func TestReadGoldenSaysWhichLineIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"1 0123456789abcdef\nx 0123456789abcdef\n": `line 2: origin "x": "x" is not a seed`,
		"1 0123\n": `line 1: "0123" is not a hash`,
	} {
		if _, err := conformance.ReadGolden(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v", text, err)
		}
	}
	var out bytes.Buffer
	golden := loadGolden(t)
	golden.Hashes = golden.Hashes[:9]
	if err := golden.Write(&out); err != nil {
		t.Fatal(err)
	}
	again, err := conformance.ReadGolden(&out)
	if err != nil || len(again.Hashes) != 9 || again.Digest != golden.Digest || again.Hashes[8].Origin.String() != golden.Hashes[8].Origin.String() {
		t.Errorf("written and read: %+v, %v", again, err)
	}
}
