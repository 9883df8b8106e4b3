package terminal

import (
	"fmt"
	"strings"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// panels shows the state after event n: what the page shows, in at most as many
// rows as the screen has.
func (s *Screen) panels(title string, h *replay.History, n int) []string {
	h = h.In(replay.Lang(s.Lang))
	state := h.State(n)
	sentence := s.say("before the first event", "第一个事件之前")
	if n >= h.Rec.First() {
		sentence = h.Sentence(n)
	}
	lines := []string{
		s.style(bold, s.cut(fmt.Sprintf("%s · %s %d/%d · %s %d · %s", title, s.say("event", "事件"), n, h.Rec.Last(),
			s.say("turn", "轮次"), state.Tick, state.T))),
		s.cut(sentence),
	}
	lines = append(lines, s.code(h, n)...)
	lines = append(lines, s.rule(s.say("running", "正在运行")), s.list(running(state)))
	lines = append(lines, s.rule(s.say("ready queue (│: the next turn)", "就绪队列（│ 之后属于下一轮）")), s.list(ready(state)))
	lines = append(lines, s.rule(s.say("timers", "定时器")), s.list(timers(state)))
	lines = append(lines, s.rule(s.say("waiting", "等待中")))
	lines = append(lines, s.some(waiting(h, state), 4)...)
	if jobs := s.jobs(state); len(jobs) > 0 {
		lines = append(lines, s.rule(s.say("threads", "线程")), s.list(jobs))
	}
	lines = append(lines, s.rule(s.say("output", "输出")))
	var printed []string
	for _, l := range h.Output(state) {
		printed = append(printed, l.Text)
	}
	if len(printed) > 3 {
		printed = printed[len(printed)-3:]
	}
	return append(lines, s.some(printed, 3)...)
}

// list writes entries side by side.
func (s *Screen) list(entries []string) string {
	if len(entries) == 0 {
		return "  -"
	}
	return s.cut("  " + strings.Join(entries, "  "))
}

// some writes entries one below the other, at most that many.
func (s *Screen) some(entries []string, most int) []string {
	if len(entries) == 0 {
		return []string{"  -"}
	}
	var lines []string
	for i, entry := range entries {
		if i == most-1 && len(entries) > most {
			return append(lines, fmt.Sprintf("  … %d %s", len(entries)-i, s.say("more", "项")))
		}
		lines = append(lines, s.cut("  "+entry))
	}
	return lines
}

func running(state *replay.State) (entries []string) {
	for _, r := range state.Running {
		name := r.Label
		if r.Task != 0 {
			name = state.Name(r.Task)
		}
		entries = append(entries, name)
	}
	return entries
}

// ready are the entries of the queue, with a bar where those of the next turn
// begin.
func ready(state *replay.State) (entries []string) {
	for i, e := range state.Ready {
		if i == state.Cut {
			entries = append(entries, "│")
		}
		name := e.Label
		if e.Task != 0 {
			name = state.Name(e.Task)
		}
		if e.Cancelled {
			name = "(" + name + ")"
		}
		entries = append(entries, name)
	}
	return entries
}

func timers(state *replay.State) (entries []string) {
	for _, t := range state.Timers() {
		entries = append(entries, t.When.String()+" "+t.Label)
	}
	return entries
}

func waiting(h *replay.History, state *replay.State) (entries []string) {
	for _, w := range state.Waiting() {
		what := w.Label
		if what == "" {
			what = h.FutureName(w.Fut)
		}
		entries = append(entries, fmt.Sprintf("%s → %s (%s)", state.Name(w.Task), what, w.Since))
	}
	return entries
}

func (s *Screen) jobs(state *replay.State) (entries []string) {
	chinese := map[string]string{"queued": "在排队", "running": "在运行", "ended": "已结束"}
	for _, j := range state.Jobs() {
		entry := j.Label + " " + s.say(j.State, chinese[j.State])
		if j.Abandoned {
			entry += s.say(", abandoned", "，已无人等待")
		}
		entries = append(entries, entry)
	}
	return entries
}

// code shows the line at which the event happened, with those around it, and
// with a hollow mark the lines at which tasks wait.
func (s *Screen) code(h *replay.History, n int) []string {
	at := place(h, n)
	waits := map[int]bool{}
	for _, w := range h.State(n).Waiting() {
		if stack := h.Rec.At(w.N).Extra().Stack; len(stack) > 0 && stack[0].File == at.File {
			waits[stack[0].Line] = true
		}
	}
	for _, f := range h.Rec.Header.Files {
		if f.ID != at.File || f.Text == "" {
			continue
		}
		source := strings.Split(f.Text, "\n")
		lines := []string{s.rule(f.Path)}
		around := 2
		if s.Clear && s.Lines < 28 {
			around = 1
		}
		for i := max(1, at.Line-around); i <= min(len(source), at.Line+around); i++ {
			mark := " "
			switch {
			case i == at.Line:
				mark = "▶"
			case waits[i]:
				mark = "○"
			}
			lines = append(lines, s.cut(fmt.Sprintf("%4d %s %s", i, mark, unmarked(source[i-1]))))
		}
		return lines
	}
	return nil
}

// place is where the program is at event n: at the event's own line, or at the
// last one of the task that runs; between steps, at the last one of all.
func place(h *replay.History, n int) (at trace.Frame) {
	running := 0
	if steps := h.State(n).Running; len(steps) > 0 {
		running = steps[len(steps)-1].Task
	}
	for m := n; m >= h.Rec.First(); m-- {
		e := h.Rec.At(m)
		if running != 0 && m != n && actor(h, e) != running {
			continue
		}
		if e.Src != nil {
			return *e.Src
		}
		if stack := e.Extra().Stack; len(stack) > 0 {
			return stack[0]
		}
	}
	return at
}

// actor is the task in whose step an event happened.
func actor(h *replay.History, e *trace.Event) int {
	if e.Kind == trace.StepEnd || e.Kind == trace.StepBegin {
		return e.Task
	}
	if by := h.Rec.At(e.By); by != nil && by.Kind == trace.StepBegin {
		return by.Task
	}
	return 0
}
