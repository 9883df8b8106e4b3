package conformance

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"
)

// What CPython said once is kept, so that the suite passes where no Python is. golden/random.txt holds the
// hash of the trace of each of many random programs, and of all the programs together; golden/directed holds
// programs written by hand, with their whole traces. `go run ./internal/conformance/regenerate` asks CPython
// again and writes both anew; it is needed after a change of the generator, and never to make a test pass.

//go:embed golden
var goldenFiles embed.FS

// goldenRandom is the file of hashes within the golden folder.
const goldenRandom = "golden/random.txt"

// A GoldenHash is a line of the golden file: a random program and the Hash of CPython's trace of it.
type GoldenHash struct {
	Origin Origin
	Hash   string
}

// Golden is the golden file: the lines, and Digest of their programs at the time when it was written.
type Golden struct {
	Python string // the version that made the traces
	Digest string
	Hashes []GoldenHash
}

// LoadGolden reads the golden file that this package holds.
func LoadGolden() (Golden, error) {
	text, err := goldenFiles.ReadFile(goldenRandom)
	if err != nil {
		return Golden{}, err
	}
	return ReadGolden(bytes.NewReader(text))
}

// ReadGolden reads what Write wrote.
func ReadGolden(r io.Reader) (Golden, error) {
	var golden Golden
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if err := golden.readLine(lines.Text()); err != nil {
			return golden, fmt.Errorf("golden file, line %d: %w", n, err)
		}
	}
	return golden, lines.Err()
}

func (g *Golden) readLine(line string) error {
	if comment, ok := strings.CutPrefix(line, "# "); ok {
		name, value, _ := strings.Cut(comment, ": ")
		switch name {
		case "python":
			g.Python = value
		case "programs":
			g.Digest = value
		}
		return nil
	}
	origin, hash, _ := strings.Cut(line, " ")
	o, err := ParseOrigin(origin)
	if err == nil && len(hash) != HashDigits {
		err = fmt.Errorf("%.40q is not a hash", hash)
	}
	g.Hashes = append(g.Hashes, GoldenHash{o, hash})
	return err
}

// Write writes the file.
func (g Golden) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# How CPython's own asyncio ran random programs: where each comes from, and the hash of its trace.\n")
	fmt.Fprintf(out, "# python: %s\n# programs: %s\n", g.Python, g.Digest)
	for _, line := range g.Hashes {
		fmt.Fprintln(out, line.Origin, line.Hash)
	}
	return out.Flush()
}

// Digest is a hash of programs: it shows whether the generator still makes the ones that it made once.
func Digest(programs func(yield func(Program) bool)) string {
	hash := sha256.New()
	for program := range programs {
		hash.Write(program.JSON())
		hash.Write([]byte{'\n'})
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// Programs yields the programs of the file, in order.
func (g Golden) Programs(yield func(Program) bool) {
	for _, line := range g.Hashes {
		if !yield(line.Origin.Program()) {
			return
		}
	}
}

// Directed is a program written by hand for what random ones hardly reach, with CPython's trace of it.
type Directed struct {
	Name    string // of its file, without .json
	About   string
	Program Program
	Trace   Trace
}

// LoadDirected reads the directed programs that this package holds, by name.
func LoadDirected() ([]Directed, error) {
	entries, err := goldenFiles.ReadDir("golden/directed")
	var all []Directed
	for _, entry := range entries {
		name := strings.TrimSuffix(entry.Name(), ".json")
		text, err := goldenFiles.ReadFile(path.Join("golden/directed", entry.Name()))
		if err != nil {
			return nil, err
		}
		directed, err := ReadDirected(name, text)
		if err != nil {
			return nil, fmt.Errorf("directed program %s: %w", name, err)
		}
		all = append(all, directed)
	}
	return all, err
}

// ReadDirected reads the file of a directed program. The trace may be missing from it.
func ReadDirected(name string, text []byte) (Directed, error) {
	var file struct {
		About          string
		Program, Trace json.RawMessage
	}
	d := Directed{Name: name}
	err := json.Unmarshal(text, &file)
	if err != nil {
		return d, err
	}
	d.About = file.About
	if d.Program, err = Parse(file.Program); err != nil || file.Trace == nil {
		return d, err
	}
	d.Trace, err = ParseTrace(file.Trace)
	return d, err
}

// JSON is the file of a directed program, with a proc and an event a line.
func (d Directed) JSON() []byte {
	about, _ := json.Marshal(d.About)
	text := fmt.Appendf(nil, "{\n \"about\": %s,\n \"program\": ", about)
	head := d.Program
	head.Procs = nil
	text = append(text, bytes.TrimSuffix(head.JSON(), []byte("]}"))...)
	text = appendRows(text, d.Program.Procs, appendBlock)
	text = append(text, "]},\n \"trace\": ["...)
	text = appendRows(text, d.Trace, func(line []byte, e Event) []byte { return appendList(line, e) })
	return append(text, "\n ]\n}\n"...)
}

// appendRows appends the items of a list, each on a line of its own.
func appendRows[T any](text []byte, rows []T, item func([]byte, T) []byte) []byte {
	for i, row := range rows {
		if i > 0 {
			text = append(text, ',')
		}
		text = item(append(text, "\n  "...), row)
	}
	return text
}
