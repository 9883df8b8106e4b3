package page_test

import (
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/loop/trace"
)

// lesson is a document with all that a document can have.
func lesson(t testing.TB) page.Document {
	t.Helper()
	rec := example(t, "gather")
	d := document(t, "gather", rec)
	turn, jump := nth(t, rec, trace.TickBegin, 2), nth(t, rec, trace.Clock, 1)
	second := document(t, "sequential", example(t, "sequential"))
	d.Title = "gather"
	d.Lesson = &page.Lesson{
		ID: "gather-order", Number: 12, Title: both("The order of results", "结果的顺序"),
		Misconception: both("gather gives the results in the order in which they come.", "gather 按完成的先后给出结果。"),
		Intro:         both("who wakes main, and when.", "谁在什么时候唤醒 main。"),
		Reveal:        both("The list has the order of the arguments. Main wakes two turns after the last child.", "列表按参数的顺序排列。最后一个子任务完成两轮之后 main 才醒来。"),
	}
	exercise := both("Give the first greeting four seconds. What changes?", "让第一个问候用四秒。有什么变化？")
	d.Exercise = &exercise
	d.Runs[0].Name, d.Runs[0].Label = "good", both("all of them together, with gather", "用 gather 让它们全部一起进行")
	d.Runs[0].Marks = marks(t, d.Runs[0])
	d.Runs[0].Questions = []page.Question{
		{At: turn, Prompt: both("Which runs next?", "下一个运行的是谁？"), Answer: 1, Why: both("Its first step was scheduled first.", "它的第一步最先被安排。"),
			Choices: []page.Text{both("Task-1", "Task-1"), both("Task-2", "Task-2"), both("Task-4", "Task-4")}},
		{At: jump, Prompt: both("At which turn does main resume?", "main 在第几轮恢复？"), Answer: 0, Why: both("A done callback, then its wake-up.", "先是完成回调，然后才唤醒。"),
			Choices: []page.Text{both("two turns after the last child", "最后一个子任务之后两轮"), both("with the first child", "与第一个子任务同时")}},
	}
	d.Runs[0].Notes = []page.Note{{At: 60, Code: "late-timer", Text: both("A timer fired late.", "定时器触发晚了。")}}
	second.Runs[0].Name, second.Runs[0].Label = "bad", both("one by one, each awaited before the next", "逐个进行，等完一个再开始下一个")
	d.Runs = append(d.Runs, second.Runs[0])
	return d
}

// nth is the number of the n-th event of a kind.
func nth(t testing.TB, rec *trace.Recording, kind trace.Kind, n int) int {
	t.Helper()
	for e := range rec.Events() {
		if e.Kind == kind {
			if n--; n == 0 {
				return e.N
			}
		}
	}
	t.Fatalf("too few events %v", kind)
	return 0
}

func both(en, zh string) page.Text { return page.Text{EN: en, ZH: zh} }

// marks ties two lines of the example together, found by what stands in them.
func marks(t testing.TB, run page.Run) []page.Mark {
	t.Helper()
	text := goText(t, run)
	return []page.Mark{
		{Name: "sleep", GoLine: lineOf(t, text, "coro.Sleep("), PyLine: lineOf(t, run.Py.Text, "asyncio.sleep(")},
		{Name: "gather", GoLine: lineOf(t, text, "coro.Gather("), PyLine: lineOf(t, run.Py.Text, "asyncio.gather(")},
	}
}

func lineOf(t testing.TB, text, part string) int {
	t.Helper()
	for i, line := range strings.Split(text, "\n") {
		if strings.Contains(line, part) {
			return i + 1
		}
	}
	t.Fatalf("no line has %q", part)
	return 0
}
