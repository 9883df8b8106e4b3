package lesson

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/loop/trace"
)

// Question asks what comes after a place of a recording. The answer is found
// there.
type Question struct {
	Of       string // the program's name; the lesson's first one if ""
	At       Place
	Ask      Ask
	Task     string // of which task, if the question is about one; main if ""
	Believed string // what the misconception answers
	Why      page.Text
}

// Ask is the sort of a question.
type Ask int

// The sorts of questions.
const (
	AskNext   Ask = iota // which task or callback runs next?
	AskPrint             // which line is printed next?
	AskTick              // in which turn does the task run again?
	AskTime              // at what time does the task run again?
	AskEnd               // at what time is the task done?
	AskThread            // at what time does the thread end?
)

// Nothing is the answer if nothing happens any more.
const Nothing = "-"

var nothing = text("nothing", "什么也没有")

// Answered is a question with its answer.
type Answered struct {
	Question
	N       int // the event after which it is asked
	Prompt  page.Text
	Answer  string
	Choices []string // with the answer and the belief among them, in order
}

// Answer finds the answer in a recording of the question's program.
func (q Question) Answer(r *Run) (Answered, error) {
	if q.Task == "" {
		q.Task = "Task-1"
	}
	n, err := q.At.find(r)
	if err != nil {
		return Answered{}, err
	}
	a := Answered{Question: q, N: n, Prompt: q.prompt(r, n), Answer: q.answer(r, n)}
	a.Choices = q.choices(r, a.Answer)
	if a.Answer == q.Believed {
		err = fmt.Errorf("%s, %s: what many believe, %q, is right", r.Program.Name, q.At, q.Believed)
	}
	return a, err
}

func (q Question) prompt(r *Run, n int) page.Text {
	task := q.Task
	if task == "Task-1" {
		task = "main (Task-1)"
	}
	at := r.State(n)
	switch q.Ask {
	case AskPrint:
		return text("Which line is printed next?", "接下来打印哪一行？")
	case AskTick:
		return text(fmt.Sprintf("It is turn %d now. In which turn does %s run next?", at.Tick, task),
			fmt.Sprintf("现在是第 %d 轮。%s 下一次在第几轮运行？", at.Tick, task))
	case AskTime:
		return text("At what time, on the loop's clock, does "+task+" run next?", "按事件循环的时钟，"+task+" 下一次在什么时刻运行？")
	case AskEnd:
		return text("At what time, on the loop's clock, is "+task+" done?", "按事件循环的时钟，"+task+" 在什么时刻结束？")
	}
	if q.Ask == AskThread {
		return text("At what time, on the loop's clock, does the thread end?", "按事件循环的时钟，线程在什么时刻结束？")
	}
	return text("What runs next, after this step?", "这一步之后，接下来运行的是什么？")
}

// answer looks for the first event after n that answers.
func (q Question) answer(r *Run, n int) string {
	tick := 0
	for e := range r.Rec.Events() {
		if e.Kind == trace.TickBegin {
			tick = e.Tick
		}
		if e.N <= n {
			continue
		}
		runs := e.Kind == trace.StepBegin && e.Task != 0 && r.Name(e.Task) == q.Task
		switch {
		case q.Ask == AskNext && e.Kind == trace.StepBegin:
			return r.who(e)
		case q.Ask == AskPrint && e.Kind == trace.Printed:
			return e.Extra().Text
		case q.Ask == AskTick && runs:
			return strconv.Itoa(tick)
		case q.Ask == AskTime && runs, q.Ask == AskThread && e.Kind == trace.JobEnd,
			q.Ask == AskEnd && e.Kind == trace.TaskDone && r.Name(e.Task) == q.Task:
			return e.T.String()
		}
	}
	return Nothing
}

// who is what a step runs: a task's name, or what the callback is called.
func (r *Run) who(e *trace.Event) string {
	if e.Task != 0 {
		return r.Name(e.Task)
	}
	if push := r.Rec.At(e.By); push != nil {
		return push.Label
	}
	return Nothing
}

// choices are the answer, the belief and others, at most four: what else the
// recording holds of the same sort, those near the answer first.
func (q Question) choices(r *Run, answer string) []string {
	all := []string{answer}
	add := func(choice string) {
		if choice != "" && len(all) < 4 && !slices.Contains(all, choice) {
			all = append(all, choice)
		}
	}
	add(q.Believed)
	for _, other := range q.others(r, answer) {
		add(other)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
	return all
}

// rank sorts numbers and times by their size, and Nothing behind all others.
func rank(choice string) float64 {
	if choice == Nothing {
		return 1e18
	}
	if n, err := strconv.ParseFloat(choice, 64); err == nil {
		return n
	}
	return seconds(choice)
}

// others are further choices.
func (q Question) others(r *Run, answer string) (others []string) {
	switch q.Ask {
	case AskTick:
		if n, err := strconv.Atoi(answer); err == nil {
			return []string{strconv.Itoa(n + 1), strconv.Itoa(max(1, n-1)), strconv.Itoa(n + 2), strconv.Itoa(n + 3)}
		}
	case AskTime, AskEnd, AskThread:
		for e := range r.Rec.Events() {
			others = append(others, e.T.String())
		}
		return append(others, "500ms", "5s")
	case AskNext:
		for _, t := range r.State(r.Rec.Last()).Tasks() {
			others = append(others, t.Name)
		}
	case AskPrint:
		for _, line := range r.Output(r.State(r.Rec.Last())) {
			others = append(others, line.Text)
		}
	}
	return append(others, Nothing)
}

// Words is a choice as it is shown.
func Words(choice string) page.Text {
	if choice == Nothing {
		return nothing
	}
	return text(choice, choice)
}
