package replay_test

import (
	"fmt"
	"os"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// open loads the recording of a program whose main creates a task and waits
// for it.
func open() *replay.History {
	rec, err := trace.Open("testdata/hi.jsonl")
	if err != nil {
		panic(err)
	}
	return replay.New(rec)
}

func ExampleHistory_WriteSchedule() {
	open().WriteSchedule(os.Stdout, replay.Text{Width: 60})
	// Output:
	//       Task-1 (main) is created
	//
	// turn 1 · 0s ────────────────────────────────── ready: Task-1
	//   Task-1 starts
	//   │ creates Task-2 (greet)
	//   └ waits for Task-2
	//
	// turn 2 · 0s ────────────────────────────────── ready: Task-2
	//   Task-2 starts, created by Task-1
	//   └ waits for Sleep(1s)
	//       the clock jumps to 1s
	//
	// turn 3 · 1s ─────────────────────────────── ready: Sleep(1s)
	//   Sleep(1s) is called: its timer fired
	//   └ wakes Task-2
	//
	// turn 4 · 1s ────────────────────────────────── ready: Task-2
	//   Task-2 wakes: Sleep(1s) is over
	//   │ prints  hello
	//   │ wakes Task-1
	//   └ returns
	//
	// turn 5 · 1s ────────────────────────────────── ready: Task-1
	//   Task-1 wakes: Task-2 is over
	//   │ prints  bye
	//   └ returns
	// the loop stops
	//
	// 5 turns, 2 tasks, 1s of time
}

func ExampleHistory_WhyText() {
	h := open()
	for e := range h.Rec.Events() {
		if e.Kind == trace.Printed {
			fmt.Print(h.WhyText(e.N))
			break
		}
	}
	// Output:
	// #33   Task-2 prints "hello"
	// #32   because Task-2 wakes: Sleep(1s) is over
	// #25   because Sleep(1s) is called: its timer fired
	// #22   because timer 1 fires
	// #16   because timer 1 (Sleep(1s)) is set for 1s
	// #14   because Task-2 starts, created by Task-1
	// #6    because Task-1 starts
	// #1    because the loop starts
}

func ExampleHistory_WhyNotText() {
	fmt.Print(open().WhyNotText(1, 19))
	// Output:
	// #10   Task-1 waits for Task-2, since 0s
	// #18   Task-2 waits for Sleep(1s), since 0s
	// #16   timer 1 ends that at 1s
	// #19   at the earliest it runs at 1s
}

func ExampleHistory_State() {
	s := open().State(8)
	fmt.Println("turn", s.Tick, "running", s.Name(s.Running[0].Task))
	for i, entry := range s.Ready {
		fmt.Println("ready", s.Name(entry.Task), "in this turn:", i < s.Cut)
	}
	// Output:
	// turn 1 running Task-1
	// ready Task-2 in this turn: false
}

func ExampleHistory_WriteGantt() {
	open().WriteGantt(os.Stdout, replay.Picture{Text: replay.Text{Width: 50}})
	// Output:
	// 0s        250ms     500ms     750ms     1s
	// Task-1  █────────────────────────────────────────●
	// Task-2  █────────────────────────────────────────●
	//
	// █ runs  ▒ ready  ─ waits  ● done  ✕ cancelled  ▲ failed
}

func ExampleHistory_Lint() {
	h := replay.New(trace.NewRecording(trace.Header{},
		trace.Event{Kind: trace.LoopStart},
		trace.Event{Kind: trace.TaskNew, Task: 1, Label: "main"},
		trace.Event{Kind: trace.StepBegin, Task: 1},
		trace.Event{Kind: trace.StepEnd, Task: 1, T: 200_000_000},
	))
	for _, f := range h.Lint(replay.Thresholds{}) {
		fmt.Println(f.Code+":", f.Text)
	}
	// Output:
	// blocked-loop: main ran for 200ms without a pause
}
