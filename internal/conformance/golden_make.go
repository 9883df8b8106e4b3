package conformance

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// MakeGolden runs n programs on CPython, half of them fresh from the seed on, half led by what the traces show.
func MakeGolden(python *Python, version string, seed uint64, n int) (Golden, error) {
	golden := Golden{Python: version}
	explorer := NewExplorer(seed, "")
	for len(golden.Hashes) < n {
		if err := golden.addBatch(python, explorer, min(batchSize, n-len(golden.Hashes))); err != nil {
			return golden, err
		}
	}
	golden.Digest = Digest(golden.Programs)
	return golden, nil
}

func (g *Golden) addBatch(python *Python, explorer *Explorer, n int) error {
	origins, lines := make([]Origin, n), make([][]byte, n)
	for i := range origins {
		origins[i] = explorer.Next()
		lines[i] = origins[i].Program().JSON()
	}
	var bad error
	err := python.Lines(lines, func(i int, line []byte) {
		trace, err := ParseTrace(line)
		if err == nil && len(trace) == 1 {
			err = fmt.Errorf("CPython could not run it: %s", line)
		}
		if err != nil && bad == nil {
			bad = fmt.Errorf("program %s: %w", origins[i], err)
		}
		explorer.Learn(origins[i], trace)
		g.Hashes = append(g.Hashes, GoldenHash{origins[i], Hash(line)})
	})
	if err != nil {
		return err
	}
	return bad
}

// RemakeDirected gives each file of directed programs in the folder the trace that CPython gives today, and
// the layout that JSON has. It returns how many there are.
func RemakeDirected(python *Python, folder string) (int, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return 0, err
	}
	for _, file := range files {
		if err := remakeFile(python, file); err != nil {
			return 0, fmt.Errorf("%s: %w", file, err)
		}
	}
	return len(files), nil
}

func remakeFile(python *Python, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	directed, err := ReadDirected(strings.TrimSuffix(filepath.Base(file), ".json"), text)
	if err != nil {
		return err
	}
	if directed.Trace, err = python.Trace(directed.Program); err != nil {
		return err
	}
	return os.WriteFile(file, directed.JSON(), 0o644)
}
