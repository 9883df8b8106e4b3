package trace_test

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

func ExampleRecorder() {
	rec := trace.New(trace.WithHeader(trace.Header{Clock: "virtual", Lib: "v0.1.0", Loop: 1}))
	rec.Emit(&trace.Event{Kind: trace.LoopStart})
	push := rec.Emit(&trace.Event{Kind: trace.ReadyPush, H: 1, Why: trace.WhyCallSoon, Label: "hello"})
	rec.Emit(&trace.Event{Kind: trace.TickBegin, Tick: 1, Todo: 1})
	rec.Emit(&trace.Event{Kind: trace.StepBegin, H: 1, By: push})
	rec.Emit(&trace.Event{Kind: trace.Printed, More: &trace.More{Text: "hello"}})
	rec.Emit(&trace.Event{Kind: trace.StepEnd, Out: trace.OutCallback})
	rec.Recording().WriteTo(os.Stdout)
	// Output:
	// {"k":"header","schema":"asynciotrace/1","clock":"virtual","unit":"ns","lib":"v0.1.0","loop":1,"files":[],"opts":{"workers":0,"eager":false,"debug":false}}
	// {"n":1,"t":0,"k":"loop.start"}
	// {"n":2,"t":0,"k":"ready.push","h":1,"why":"call_soon","label":"hello","by":1}
	// {"n":3,"t":0,"k":"tick.begin","tick":1,"todo":1,"timers":0,"by":1}
	// {"n":4,"t":0,"k":"step.begin","h":1,"by":2}
	// {"n":5,"t":0,"k":"out","text":"hello","by":4}
	// {"n":6,"t":0,"k":"step.end","h":1,"out":"callback","by":4}
}

func ExampleLoad() {
	rec, err := trace.Load(strings.NewReader(`{"k":"header","schema":"asynciotrace/1","clock":"virtual"}
{"n":1,"t":0,"k":"loop.start"}
{"n":2,"t":0,"k":"task.new","task":1,"name":"Task-1","by":1}
{"n":3,"t":1500000000,"k":"task.done","task":1,"sta`))
	if err != nil {
		panic(err)
	}
	for e := range rec.Events() {
		fmt.Printf("%d %v %v\n", e.N, e.T, e.Kind)
	}
	fmt.Println("cut off:", rec.Partial)
	// Output:
	// 1 0s loop.start
	// 2 0s task.new
	// cut off: true
}

func ExampleRing() {
	rec := trace.New(trace.Ring(4))
	for i := range 9 {
		rec.Emit(&trace.Event{Kind: trace.Poll, T: time.Duration(i)})
	}
	for e := range rec.Events() {
		fmt.Print(e.N, " ")
	}
	fmt.Println("dropped:", rec.Dropped())
	// Output:
	// 7 8 9 10 dropped: 6
}
