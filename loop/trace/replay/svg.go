package replay

import (
	"bufio"
	"fmt"
	"html"
	"io"
)

// The measures of the drawing.
const (
	svgRow   = 26
	svgBar   = 16
	svgTop   = 34
	svgLeft  = 130
	svgRight = 20
)

// svgStyle has the page's colours, for light and dark; state, not task, owns
// the colour, and each state has a shape of its own as well.
const svgStyle = `<style>
text{font:12px system-ui,sans-serif;fill:#1b1f24}.grid{stroke:#d0d7de}
.run{fill:#0072B2}.ready{fill:url(#hatch);stroke:#9A6A00}.wait{stroke:#6B7280;stroke-width:2;stroke-dasharray:2 3}
.result{fill:#00714F}.cancelled{fill:#A8327A}.exception{fill:#B3261E}
@media(prefers-color-scheme:dark){text{fill:#e6e8eb}.grid{stroke:#3a4048}
.run{fill:#56B4E9}.ready{stroke:#E69F00}.wait{stroke:#9AA3AF}.result{fill:#2FBF8F}.cancelled{fill:#E58ABF}.exception{fill:#FF6B5E}}
</style>
<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="5" fill="#9A6A00"/></pattern></defs>
`

// WriteSVG draws the lives of the tasks as a picture, at most p.Lanes of them.
// Width is in pixels, 960 if 0.
func (h *History) WriteSVG(w io.Writer, p Picture) error {
	lanes, left := p.lanes(h.Lanes())
	width := p.Width
	if width <= 0 {
		width = 960
	}
	d := &drawing{w: bufio.NewWriter(w), s: h.scale(p, max(200, width-svgLeft-svgRight))}
	height := svgTop + svgRow*len(lanes) + 14
	if left > 0 {
		height += svgRow
	}
	t := h.Totals()
	title := fmt.Sprintf("%s, %s, %s", english.tasks.n(t.Tasks), english.turns.n(t.Turns), seconds(t.Time))
	d.put(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-label="%s">`+"\n",
		width, height, width, height, html.EscapeString(title))
	d.put("<title>%s</title>\n%s", html.EscapeString(title), svgStyle)
	d.ruler(height - 10)
	for i, lane := range lanes {
		d.lane(lane, svgTop+svgRow*i)
	}
	if left > 0 {
		d.put(`<text x="8" y="%d">and %s</text>`+"\n", height-16, english.moreTasks.n(left))
	}
	d.put("</svg>\n")
	return d.w.Flush()
}

type drawing struct {
	w *bufio.Writer
	s scale
}

func (d *drawing) put(format string, args ...any) { fmt.Fprintf(d.w, format, args...) }

func (d *drawing) ruler(bottom int) {
	const parts = 4
	for i := range parts + 1 {
		x := svgLeft + (d.s.columns-1)*i/parts
		at := d.s.from + (d.s.to-d.s.from)/parts*i
		anchor := "middle"
		if i == parts {
			at, anchor = d.s.to, "end"
		}
		d.put(`<path class="grid" d="M%d 24V%d"/><text x="%d" y="18" text-anchor="%s">%s</text>`+"\n", x, bottom, x, anchor, d.s.label(at))
	}
}

func (d *drawing) x(m Moment) int { return svgLeft + d.s.column(m) }

func (d *drawing) lane(lane Lane, top int) {
	d.put(`<g><text x="8" y="%d">%s</text>`, top+13, html.EscapeString(clip(lane.Name, 16)))
	for _, span := range lane.Spans {
		d.span(span, top)
	}
	x := d.x(lane.last())
	mid := top + svgBar/2
	switch lane.End {
	case StatusResult:
		d.put(`<circle class="result" cx="%d" cy="%d" r="5"/>`, x, mid)
	case StatusCancelled:
		d.put(`<path class="cancelled" d="M%d %dl2-2 4 4 4-4 2 2-4 4 4 4-2 2-4-4-4 4-2-2 4-4z"/>`, x-6, mid-4)
	case StatusException:
		d.put(`<path class="exception" d="M%d %dl6 11h-12z"/>`, x, mid-6)
	}
	d.put("</g>\n")
}

func (d *drawing) span(span Span, top int) {
	x, end := d.x(span.From), d.x(span.To)
	if x == end && span.Doing == DoingReady {
		return // the run that follows stands in the same place
	}
	title := fmt.Sprintf("%s, #%d to #%d", span.Doing, span.From.N, span.To.N)
	if span.Doing == DoingWait {
		mid := top + svgBar/2
		d.put(`<path class="wait" d="M%d %dH%d"><title>%s</title></path>`, x, mid, end, html.EscapeString("waits for "+printable(span.Label)+", "+title))
		return
	}
	d.put(`<rect class="%s" x="%d" y="%d" width="%d" height="%d"><title>%s</title></rect>`, span.Doing, x, top, max(1, end-x), svgBar, title)
}
