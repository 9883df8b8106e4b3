package lesson

import (
	"fmt"
	"time"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// Exercise is a change to make in a lesson's first program. Whether it was made
// well is told by rules that the schedule must keep.
type Exercise struct {
	page.Text
	Rules  []Rule
	Solved string // a program in examples/ that keeps them
}

// Rule is something that must hold in a recording.
type Rule struct {
	page.Text
	Holds func(*replay.History) bool
}

// Check tells which rules a recording breaks.
func (x Exercise) Check(h *replay.History) (broken []Rule) {
	for _, rule := range x.Rules {
		if !rule.Holds(h) {
			broken = append(broken, rule)
		}
	}
	return broken
}

// overlap: at some time so many sleeps are under way.
func overlap(n int) Rule {
	return Rule{text(fmt.Sprintf("at some time %d sleeps are under way together", n), fmt.Sprintf("某一时刻有 %d 个 sleep 同时进行", n)),
		func(h *replay.History) bool {
			most, c := 0, h.Cursor()
			for e := range h.Rec.Events() {
				if e.Kind == trace.TimerAdd {
					most = max(most, len(c.Seek(e.N).Timers()))
				}
			}
			return most >= n
		}}
}

// noLint: a check finds nothing.
func noLint(code string) Rule {
	return Rule{text("the check "+code+" finds nothing", "检查 "+code+" 没有发现问题"), func(h *replay.History) bool {
		for _, f := range h.Lint(replay.Thresholds{}) {
			if f.Code == code {
				return false
			}
		}
		return true
	}}
}

// prints: a line is printed so many times.
func prints(line string, times int) Rule {
	words := text(fmt.Sprintf("%q is printed %d times", line, times), fmt.Sprintf("“%s” 打印 %d 次", line, times))
	switch times {
	case 0:
		words = text(fmt.Sprintf("%q is not printed", line), fmt.Sprintf("没有打印 “%s”", line))
	case 1:
		words.EN = fmt.Sprintf("%q is printed once", line)
	}
	return Rule{words,
		func(h *replay.History) bool {
			n := 0
			for _, l := range h.Output(h.State(h.Rec.Last())) {
				if l.Text == line {
					n++
				}
			}
			return n == times
		}}
}

// mainEnds: main is done at that time, at the latest.
func mainEnds(d time.Duration) Rule {
	return Rule{text("main is done after "+d.String()+" at the latest", "main 最迟在 "+d.String()+" 时结束"),
		func(h *replay.History) bool {
			done := mainDone(h)
			return done != nil && done.T <= d
		}}
}

func mainDone(h *replay.History) *trace.Event {
	for e := range h.Rec.Events() {
		if e.Kind == trace.TaskDone && e.Task == 1 {
			return e
		}
	}
	return nil
}

// tasks: the program makes so many tasks, main among them.
func tasks(n int) Rule {
	return Rule{text(fmt.Sprintf("the program makes %d tasks, main among them", n), fmt.Sprintf("程序一共创建 %d 个任务（包括 main）", n)),
		func(h *replay.History) bool { return h.Totals().Tasks == n }}
}

// noneCancelled: no task ends cancelled.
func noneCancelled() Rule {
	return Rule{text("no task ends cancelled", "没有任务以取消告终"), func(h *replay.History) bool {
		for e := range h.Rec.Events() {
			if e.Kind == trace.TaskDone && e.State == trace.StateCancelled {
				return false
			}
		}
		return true
	}}
}

// someCancelled: a task ends cancelled.
func someCancelled() Rule {
	none := noneCancelled()
	return Rule{text("a task ends cancelled", "有任务以取消告终"), func(h *replay.History) bool { return !none.Holds(h) }}
}

func seconds(text string) float64 {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0
	}
	return d.Seconds()
}

// before: the first a is printed before the last b.
func before(a, b string) Rule {
	return Rule{text(fmt.Sprintf("%q is printed before the last %q", a, b), fmt.Sprintf("“%s” 在最后一个 “%s” 之前打印", a, b)),
		func(h *replay.History) bool {
			first, last := 0, 0
			for _, l := range h.Output(h.State(h.Rec.Last())) {
				if l.Text == a && first == 0 {
					first = l.N
				}
				if l.Text == b {
					last = l.N
				}
			}
			return first != 0 && first < last
		}}
}
