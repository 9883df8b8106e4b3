package replay

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/internal/columns"
)

// Axis is what a picture's columns count.
type Axis string

// The axes. Virtual time stands still while a program runs, so its steps have
// no length in time: the axis of steps shows them.
const (
	AxisTime Axis = "time" // the loop's clock
	AxisStep Axis = "step" // events: each takes one unit
)

// of gives the place of a moment.
func (a Axis) of(m Moment) int {
	if a == AxisStep {
		return m.N
	}
	return int(m.T)
}

// Picture says how to draw a recording.
type Picture struct {
	Text
	Axis  Axis // AxisTime if ""; if no time passes, AxisStep
	Lanes int  // the most tasks to draw; 40 if 0
}

func (p Picture) lanes(all []Lane) (drawn []Lane, left int) {
	most := p.Lanes
	if most <= 0 {
		most = 40
	}
	n := min(most, len(all))
	return all[:n], len(all) - n
}

// scale maps moments to columns.
type scale struct {
	axis     Axis
	from, to int
	columns  int
}

func (h *History) scale(p Picture, columns int) scale {
	first, last := h.Rec.At(h.Rec.First()), h.Rec.At(h.Rec.Last())
	s := scale{axis: p.Axis, columns: columns}
	if first == nil {
		return s
	}
	from, to := Moment{first.N, first.T}, Moment{last.N, last.T}
	if s.axis == "" {
		s.axis = AxisTime
	}
	if from.T == to.T {
		s.axis = AxisStep
	}
	s.from, s.to = s.axis.of(from), s.axis.of(to)
	return s
}

// column gives the column of a moment, from 0.
func (s scale) column(m Moment) int {
	if s.to <= s.from {
		return 0
	}
	part := float64(s.axis.of(m)-s.from) / float64(s.to-s.from)
	return min(s.columns-1, max(0, int(part*float64(s.columns-1)+0.5)))
}

// label names a place of the axis.
func (s scale) label(at int) string {
	if s.axis == AxisStep {
		return fmt.Sprintf("#%d", at)
	}
	return seconds(time.Duration(at))
}

// WriteGantt draws the lives of the tasks, a line each.
//
//	        0s                        1s                        2s
//	Task-1  █───────────────────────────────────────────────────●
func (h *History) WriteGantt(w io.Writer, p Picture) error {
	p.Text = p.honest()
	lanes, left := p.lanes(h.Lanes())
	margin := 0
	for _, lane := range lanes {
		margin = max(margin, min(16, columns.Of(lane.Name)))
	}
	margin += 2
	s := h.scale(p, p.width()-margin)
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s%s\n", strings.Repeat(" ", margin), s.ruler())
	for _, lane := range lanes {
		name := clip(lane.Name, margin-2)
		fmt.Fprintf(b, "%s%s\n", padded(name, margin), p.bar(lane, s))
	}
	if left > 0 {
		fmt.Fprintf(b, h.say.lists.andMore+"\n", h.say.moreTasks.n(left))
	}
	fmt.Fprintf(b, "\n%s\n", h.say.lists.legend)
	return b.Flush()
}

// ruler writes the axis: the ends, and what fits between them.
func (s scale) ruler() string {
	line := []rune(strings.Repeat(" ", s.columns))
	const parts = 4
	free := 0
	for i := range parts + 1 {
		at := s.from + (s.to-s.from)/parts*i
		if i == parts {
			at = s.to
		}
		text := []rune(s.label(at))
		column := (s.columns - 1) * i / parts
		column = max(0, min(column, s.columns-len(text)))
		if column < free || column+len(text) > s.columns || i < parts && s.crowded(column+len(text)) {
			continue
		}
		copy(line[column:], text)
		free = column + len(text) + 1
	}
	return strings.TrimRight(string(line), " ")
}

// crowded tells whether a label that ends here would touch the last one.
func (s scale) crowded(end int) bool { return end+1 > s.columns-len([]rune(s.label(s.to))) }

// A cell is one column of a bar.
type cell struct {
	mark  rune
	style style
}

var (
	cells = map[Doing]cell{
		DoingWait: {'─', faint}, DoingReady: {'▒', yellow}, DoingRun: {'█', blue},
	}
	endCells = map[Status]cell{
		StatusResult: {'●', green}, StatusCancelled: {'✕', purple}, StatusException: {'▲', red},
	}
)

// bar draws one life. What is more telling covers what is less: a run covers
// a wait that begins in the same column, the end covers all.
func (p Picture) bar(lane Lane, s scale) string {
	row := make([]cell, s.columns)
	for i := range row {
		row[i].mark = ' '
	}
	for _, doing := range []Doing{DoingWait, DoingReady, DoingRun} {
		for _, span := range lane.Spans {
			if span.Doing != doing {
				continue
			}
			for i := s.column(span.From); i <= s.column(span.To); i++ {
				row[i] = cells[doing]
			}
		}
	}
	if end, ok := endCells[lane.End]; ok {
		row[s.column(lane.last())] = end
	}
	return p.cells(row)
}

// cells writes a row, one escape sequence for each run of equal cells.
func (p Picture) cells(row []cell) string {
	end := len(row)
	for end > 0 && row[end-1].mark == ' ' {
		end--
	}
	var b strings.Builder
	for row = row[:end]; len(row) > 0; {
		n := slices.IndexFunc(row, func(c cell) bool { return c != row[0] })
		if n < 0 {
			n = len(row)
		}
		b.WriteString(p.paint(row[0].style, strings.Repeat(string(row[0].mark), n)))
		row = row[n:]
	}
	return b.String()
}
