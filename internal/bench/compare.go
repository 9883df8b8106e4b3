package bench

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// Options say how to measure.
type Options struct {
	Rounds int
	Quick  bool      // smaller sizes, shorter measurements
	Log    io.Writer // what went wrong
	Shown  io.Writer // progress, for a terminal
}

// Compare measures rows on all parties, interleaved. When ctx ends, what has
// been measured is the result.
func Compare(ctx context.Context, parties []Party, rows []Row, o Options) *Comparison {
	c := &Comparison{Options: o, parties: parties, rows: rows, taken: make(map[key]*series)}
	for _, p := range parties {
		defer p.server.close()
	}
	for round := range o.Rounds {
		for _, p := range parties { // where a process's memory lies decides on a tenth and more of its time
			if err := p.server.close(); err != nil {
				fmt.Fprintf(o.Log, "\n%s: %v\n", p.Contestant, err)
			}
		}
		for i, row := range rows {
			if ctx.Err() != nil {
				break
			}
			fmt.Fprintf(o.Shown, "\rround %d of %d, row %d of %d: %-30s", round+1, o.Rounds, i+1, len(rows), row.Name)
			for _, p := range parties {
				if ctx.Err() == nil {
					c.measure(p, row, round)
				}
			}
		}
	}
	fmt.Fprintf(o.Shown, "\r%-70s\r", "")
	return c
}

// Scores is a score for each row: of times, or of the time of processors, which
// is steadier where others use the machine.
func (c *Comparison) Scores(cpu bool) []Score {
	scores := make([]Score, len(c.rows))
	for i, row := range c.rows {
		scores[i] = c.score(row, cpu)
	}
	return scores
}

// rounds is how many rounds there were: fewer than asked for, if it was
// interrupted.
func (c *Comparison) rounds() int {
	most := 0
	for _, s := range c.taken {
		most = max(most, len(s.measures))
	}
	return most
}

// Comparison is what was measured, by what was asked of whom: rows may share
// it.
type Comparison struct {
	Options
	parties []Party
	rows    []Row
	taken   map[key]*series
}

type key struct {
	contestant Contestant
	request    Request // without Times
}

type series struct {
	times    int // 0: not calibrated
	failed   bool
	measures []Measure
}

// request is what a row asks of a contestant; false if it asks nothing.
func (c *Comparison) request(who Contestant, row Row) (Request, bool) {
	r := Request{Work: row.Work, Size: row.At(c.Quick), Eager: row.Eager, Pull: row.Pull && who == Ours}
	if who == Raw {
		r = Request{Work: row.Raw, Size: cmp.Or(row.RawAt, r.Size)}
	}
	return r, r.Work != ""
}

func (c *Comparison) measure(p Party, row Row, round int) {
	r, asked := c.request(p.Contestant, row)
	if !asked || row.Once > 0 && round >= row.Once {
		return
	}
	s := c.taken[key{p.Contestant, r}]
	if s == nil {
		s = new(series)
		c.taken[key{p.Contestant, r}] = s
	}
	if s.failed || len(s.measures) > round {
		return
	}
	if s.times == 0 {
		s.times = r.Size
		if !row.Fresh {
			s.times = c.calibrate(p, r)
		}
	}
	r.Times = s.times
	s.add(c, p, r, row.Fresh)
}

func (s *series) add(c *Comparison, p Party, r Request, fresh bool) {
	m, err := p.server.ask(r, fresh)
	if err != nil {
		fmt.Fprintf(c.Log, "\n%s cannot do %s: %v\n", p.Contestant, r.Work, err)
	}
	s.failed = err != nil || m.Missing != ""
	s.measures = append(s.measures, m)
}

// calibrate finds how many operations take long enough to be measured. It
// warms the contestant up as well.
func (c *Comparison) calibrate(p Party, r Request) int {
	enough := 150 * time.Millisecond
	if c.Quick {
		enough = 30 * time.Millisecond
	}
	step := r.Size * 20 / gcd(r.Size, 20) // workloads divide by the size, by 2 and by 10
	if heavy(r) {
		step = r.Size
	}
	if nested(r.Work) {
		step = 1
	}
	r.Times = step
	for {
		m, err := p.server.ask(r, false)
		if err != nil || m.Missing != "" || m.Seconds*2 > enough.Seconds() {
			return r.Times
		}
		factor := min(enough.Seconds()/max(m.Seconds, 1e-9), 50)
		r.Times = (int(float64(r.Times)*factor)/step + 1) * step
	}
}

// heavy tells whether one round of size operations is much already.
func heavy(r Request) bool { return r.Size >= 100_000 && r.Work != "wake" }

// Nested tells whether the size is a depth, rather than how many there are at
// once.
func (r Row) Nested() bool { return nested(r.Work) }

func nested(work string) bool { return work == "fib" || strings.HasPrefix(work, "tree_") }

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// score takes a row's values out of the measures.
func (c *Comparison) score(row Row, cpu bool) Score {
	score := Score{Row: row, Rounds: make(map[Contestant][]float64)}
	for _, p := range c.parties {
		r, asked := c.request(p.Contestant, row)
		s := c.taken[key{p.Contestant, r}]
		if !asked || s == nil || s.failed {
			continue
		}
		for _, m := range s.measures {
			score.Rounds[p.Contestant] = append(score.Rounds[p.Contestant], row.value(m, s.times, cpu))
		}
		if p.Contestant == Ours {
			score.Allocs = allocsOf(s)
		}
	}
	return score
}

// value is what a row shows of a measure: seconds of an operation, or bytes.
func (r Row) value(m Measure, times int, cpu bool) float64 {
	v := m.Seconds
	switch {
	case r.Metric == Live:
		v = m.Live
	case r.Metric == Peak:
		v = m.Peak
	case cpu:
		v = m.CPU
	}
	if v <= 0 {
		return math.NaN()
	}
	return v / float64(times)
}

// allocsOf is the least that was counted: what else the process allocates
// meanwhile comes on top of it.
func allocsOf(s *series) float64 {
	least := slices.MinFunc(s.measures, func(a, b Measure) int { return cmp.Compare(a.Allocs, b.Allocs) })
	return least.Allocs / float64(s.times)
}

// median of values; those that are not there do not count.
func median(values []float64) float64 {
	values = slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	if len(values) == 0 {
		return math.NaN()
	}
	slices.Sort(values)
	middle := len(values) / 2
	if len(values)%2 == 1 {
		return values[middle]
	}
	return (values[middle-1] + values[middle]) / 2
}
