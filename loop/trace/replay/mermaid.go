package replay

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
)

// WriteMermaid writes the lives of the tasks as a Mermaid gantt diagram, at
// most p.Lanes of them. Mermaid counts milliseconds; on the axis of steps an
// event is one.
func (h *History) WriteMermaid(w io.Writer, p Picture) error {
	lanes, left := p.lanes(h.Lanes())
	s := h.scale(p, 1)
	b := bufio.NewWriter(w)
	format := "%M:%S.%L"
	if s.axis == AxisStep {
		format = "%Q"
	}
	fmt.Fprintf(b, "gantt\n    dateFormat x\n    axisFormat %s\n", format)
	for _, lane := range lanes {
		fmt.Fprintf(b, "    section %s\n", mermaidText(lane.Name))
		for _, span := range lane.Spans {
			from, to := s.millis(span.From), s.millis(span.To)
			if from == to && span.Doing == DoingReady {
				continue
			}
			fmt.Fprintf(b, "    %s :%s%d, %d\n", mermaidText(span.name()), mermaidTags[span.Doing], from, max(to, from+1))
		}
		if tag := mermaidEnds[lane.End]; tag != "" {
			fmt.Fprintf(b, "    %s :%s%d, 0ms\n", lane.End, tag, s.millis(lane.last()))
		}
	}
	if left > 0 {
		fmt.Fprintf(b, "    %%%% and %s\n", english.moreTasks.n(left))
	}
	return b.Flush()
}

// name is what to call a span.
func (s Span) name() string {
	if s.Doing == DoingWait {
		return "wait for " + s.Label
	}
	return string(s.Doing)
}

var (
	mermaidTags = map[Doing]string{DoingRun: "active, ", DoingReady: "done, ", DoingWait: ""}
	mermaidEnds = map[Status]string{StatusResult: "milestone, ", StatusCancelled: "milestone, ", StatusException: "crit, milestone, "}
)

// millis gives a moment in Mermaid's unit.
func (s scale) millis(m Moment) int {
	if s.axis == AxisStep {
		return m.N
	}
	return int(m.T / time.Millisecond)
}

// mermaidText takes out what means something to Mermaid.
func mermaidText(text string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(":;#,%<>&\"`{}", r) {
			return ' '
		}
		return r
	}, clip(text, 60))
	if strings.TrimSpace(text) == "" {
		return "unnamed"
	}
	return text
}
