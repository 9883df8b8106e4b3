package trace

import "fmt"

// Limits bound what [Load] takes from a file, which may come from anybody. A
// field that is 0 has its default.
type Limits struct {
	File  int // bytes, after decompression: 256 MiB
	Line  int // bytes of a line: 1 MiB
	Tasks int // tasks created: 1,000,000
	Name  int // bytes of a name, a label or a key: 4 KiB
	Depth int // how deep the JSON may nest: 32
	Ratio int // how many times its size a compressed file may unfold to: 200
}

// filled gives the limits with their defaults.
func (l Limits) filled() Limits {
	fill := func(n *int, standard int) {
		if *n == 0 {
			*n = standard
		}
	}
	fill(&l.File, 256<<20)
	fill(&l.Line, 1<<20)
	fill(&l.Tasks, 1_000_000)
	fill(&l.Name, 4<<10)
	fill(&l.Depth, 32)
	fill(&l.Ratio, 200)
	return l
}

// A FileError tells what is wrong with a recording, and where. Its text has at
// most 200 bytes, whatever the file holds.
type FileError struct {
	Line int // counted from 1; 0 if the fault is not in a line
	Msg  string
}

// Error gives the line and the fault.
func (e *FileError) Error() string {
	text := "trace: " + e.Msg
	if e.Line > 0 {
		text = fmt.Sprintf("trace: line %d: %s", e.Line, e.Msg)
	}
	if len(text) > 200 {
		text = text[:197] + "..."
	}
	return text
}
