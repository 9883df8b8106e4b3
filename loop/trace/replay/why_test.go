package replay_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

func TestWhyTellsTheChain(t *testing.T) {
	h := replay.New(hello())
	last := 0
	for e := range h.Rec.Events() {
		if e.Kind == trace.Printed && e.More.Text == "done" {
			last = e.N
		}
	}
	golden(t, "hello-why.txt", []byte(h.WhyText(last)))
}

func TestWhyNot(t *testing.T) {
	h := replay.New(hello())
	want := `Task-1 waits for gather(3), since 0s
gather(3) waits for 3 of 3
Task-2 waits for Sleep(2s), since 0s
timer 1 ends that at 2s
Task-3 waits for Sleep(1s), since 0s
timer 2 ends that at 1s
Task-4 waits for Sleep(3s), since 0s
timer 3 ends that at 3s
at the earliest it runs at 3s`
	if got := texts(h.WhyNot(1, 38)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	want = `Task-1 从 0s 起等待 gather(3)
gather(3) 在等 3 个中的 3 个
Task-2 从 0s 起等待 Sleep(2s)
定时器 1 会在 2s 结束这次等待
Task-3 从 0s 起等待 Sleep(1s)
定时器 2 会在 1s 结束这次等待
Task-4 从 0s 起等待 Sleep(3s)
定时器 3 会在 3s 结束这次等待
它最早在 3s 运行`
	if got := texts(h.In(replay.Chinese).WhyNot(1, 38)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if h.WhyNotText(1, 38) == "" {
		t.Error("no text")
	}
	for _, c := range []struct {
		task, n int
		want    string
	}{
		{9, 20, "task 9 does not exist yet"},
		{1, 17, "Task-1 is running"},
		{1, 4, "Task-1 is the next to run"},
		{3, 18, "Task-3 is ready; before it in the queue: 1 handle"},
		{3, 1000, "Task-3 is done: result"},
	} {
		if got := texts(h.WhyNot(c.task, c.n)); got != c.want {
			t.Errorf("task %d at %d: %s", c.task, c.n, got)
		}
	}
}

func TestWhyNotFindsACycle(t *testing.T) {
	h := replay.New(simulate(coro("main", spawn(1), await(2)), coro("other", await(1))))
	got := texts(h.WhyNot(1, h.Rec.Last()))
	if !strings.Contains(got, "wait for each other") {
		t.Error(got)
	}
}

func TestWhyNotKnowsJobsTimeoutsAndWhatItCannotKnow(t *testing.T) {
	h := replay.New(trace.NewRecording(trace.Header{},
		trace.Event{Kind: trace.LoopStart},
		trace.Event{Kind: trace.TaskNew, Task: 1, Label: "a", Fut: 1},
		trace.Event{Kind: trace.TimeoutEnter, ID: 1, Task: 1, When: 5 * time.Second},
		trace.Event{Kind: trace.StepBegin, Task: 1},
		trace.Event{Kind: trace.JobSubmit, ID: 1, Fut: 2, Label: "work"},
		trace.Event{Kind: trace.FutNew, Fut: 2, What: "thread"},
		trace.Event{Kind: trace.StepEnd, Task: 1, Out: trace.OutAwait, Fut: 2},
		trace.Event{Kind: trace.StepBegin, Task: 1},
		trace.Event{Kind: trace.FutNew, Fut: 3, What: "lock"},
		trace.Event{Kind: trace.StepEnd, Task: 1, Out: trace.OutAwait, Fut: 3, What: "lock"},
		trace.Event{Kind: trace.StepEnd, Task: 1, Out: trace.OutAwait, Fut: 9, What: "future"},
		trace.Event{Kind: trace.StepBegin, Task: 1},
		trace.Event{Kind: trace.TimerAdd, Timer: 1, When: time.Second},
		trace.Event{Kind: trace.StepEnd, Task: 1, Out: trace.OutAwait, Fut: 9, What: "sleep"},
	))
	for n, want := range map[int]string{
		7:  "job 1 (work) is queued; its end comes from a worker thread\nits timeout ends the wait at 5s\nat the earliest it runs at 5s",
		10: "another task or callback must finish lock 3",
		11: "nothing that is recorded tells who ends that",
		14: "timer 1 ends that at 1s\nits timeout ends the wait at 5s\nat the earliest it runs at 1s",
	} {
		if got := texts(h.WhyNot(1, n)); !strings.Contains(got, want) {
			t.Errorf("at %d: %s", n, got)
		}
	}
}

func texts(chain []replay.Reason) string {
	var lines []string
	for _, r := range chain {
		lines = append(lines, r.Text)
	}
	return strings.Join(lines, "\n")
}

func TestEveryEventHasASentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := replay.New(simulate(anyProgram(t)...))
		for n := 1; n <= h.Rec.Last(); n++ {
			if text := h.Sentence(n); text == "" || strings.Contains(text, "%!") {
				t.Fatalf("event %d: %q", n, text)
			}
			if n%10 != 0 {
				continue
			}
			chain := h.Why(n)
			if chain[len(chain)-1].N != 1 {
				t.Fatalf("event %d: %v", n, chain)
			}
		}
		n := rapid.IntRange(1, h.Rec.Last()).Draw(t, "n")
		for _, task := range h.State(n).Tasks() {
			if len(h.WhyNot(task.Task, n)) == 0 {
				t.Fatalf("event %d: nothing to say about task %d", n, task.Task)
			}
		}
	})
}

// TestSentencesOfAllKinds reads one sentence of each kind.
func TestSentencesOfAllKinds(t *testing.T) {
	var events []trace.Event
	for k := trace.LoopStart; trace.KindOf(k.String()) == k; k++ {
		events = append(events, trace.Event{Kind: k, Task: 1, H: 2, Fut: 1, Timer: 3, ID: 4, Label: "Task-1", What: "lock",
			Out: trace.Out(k % 7), Why: trace.Why(k % 9), State: trace.StateException, Parent: int(k % 2), When: time.Second, Late: time.Millisecond, Timeout: -1,
			Src:  &trace.Frame{File: 1, Line: 7, Func: "main"},
			More: &trace.More{Text: "text", Msg: "msg", HasMsg: true, Exc: "exc", Val: "val", Code: "code", Tasks: []int{1}}})
	}
	h := replay.New(trace.NewRecording(trace.Header{Files: []trace.File{{ID: 1, Path: "a.go"}}}, events...))
	for file, h := range map[string]*replay.History{"sentences.txt": h, "sentences-zh.txt": h.In(replay.Chinese)} {
		var b strings.Builder
		for n := 1; n <= h.Rec.Last(); n++ {
			b.WriteString(h.Rec.At(n).Kind.String() + ": " + h.Sentence(n) + "\n")
		}
		golden(t, file, []byte(b.String()))
	}
	if h.Sentence(0) != "" || !strings.Contains(h.WhyText(5), "(a.go:7)") {
		t.Error(h.WhyText(5))
	}
}
