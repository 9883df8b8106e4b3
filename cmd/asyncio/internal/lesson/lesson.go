package lesson

import (
	"slices"
	"strings"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/examples"
)

// Lesson is one misconception and what is true instead.
type Lesson struct {
	ID            string // "gather-order"
	Number        int    // its place among the lessons, from 1
	Topic         Topic
	Title         page.Text
	Misconception page.Text // what many believe
	Watch         page.Text // what to look at
	Reveal        page.Text // what is true
	Programs      []Program // the bad one first, if there are two
	Questions     []Question
	Exercise      Exercise
}

// Program is a program that a lesson shows.
type Program struct {
	Name  string    // of the folder in examples/
	Role  string    // "bad", "good", or "" if it stands alone
	Label page.Text // what it shows
}

// Example is the program itself.
func (p Program) Example() examples.Example {
	e, _ := examples.Find(p.Name)
	return e
}

// Topic is a group of lessons.
type Topic struct{ page.Text }

// The topics, in the order of the lessons.
var (
	core     = Topic{text("Core", "核心")}
	blocking = Topic{text("Blocking", "阻塞")}
	waiting  = Topic{text("Waiting", "等待")}
	life     = Topic{text("Life and death of tasks", "任务的生与死")}
	shared   = Topic{text("Shared state", "共享状态")}
)

// text is something in both languages.
func text(en, zh string) page.Text { return page.Text{EN: en, ZH: zh} }

func bad(name, en, zh string) Program  { return Program{name, "bad", text(en, zh)} }
func good(name, en, zh string) Program { return Program{name, "good", text(en, zh)} }
func lone(name, en, zh string) Program { return Program{name, "", text(en, zh)} }

// All lists the lessons in the order in which to read them.
func All() []Lesson {
	all := []Lesson{
		run(), coroutine(), awaitVsTask(), sequential(), createTask(), readyQueue(), sleepZero(), timers(),
		blockingCall(), toThread(), threadCancel(),
		gatherOrder(), gatherError(), taskGroup(), asCompleted(), wait(), waitFor(), timeout(),
		cancel(), callbacks(), neverRetrieved(), fireAndForget(),
		race(), shield(), deadlock(),
	}
	for i := range all {
		all[i].Number = i + 1
	}
	return all
}

// Find returns the lesson with that ID; letters' case and "_" for "-" do not
// count.
func Find(id string) (Lesson, bool) {
	id = strings.ReplaceAll(strings.ToLower(id), "_", "-")
	all := All()
	if i := slices.IndexFunc(all, func(l Lesson) bool { return l.ID == id }); i >= 0 {
		return all[i], true
	}
	return Lesson{}, false
}
