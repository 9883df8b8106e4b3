package lesson

func sleepZero() Lesson {
	return Lesson{ID: "sleep-zero", Topic: core, Title: text("sleep(0)", "sleep(0)"),
		Misconception: text("sleep(0) is a short sleep, with a timer.",
			"sleep(0) 是一次很短的睡眠，用了定时器。"),
		Watch: text("That there is never a timer, and how x and y take turns.",
			"注意始终没有定时器，以及 x 和 y 怎样轮流。"),
		Reveal: text("sleep(0) puts the task at the end of the ready queue: one turn, no timer. Two tasks that do so alternate. To wait for something by sleep(0) in a loop takes turn after turn, all of a processor: wait for an Event or a Future instead.",
			"sleep(0) 把任务放到就绪队列末尾：只过一轮，不用定时器。两个这样做的任务会交替运行。在循环里用 sleep(0) 等待某件事，会一轮接一轮地空转，占满一个处理器；应当等待 Event 或 Future。"),
		Programs: []Program{
			bad("spin_wait", "waiting by asking again and again", "反复询问式的等待"),
			good("sleep_zero", "two tasks take turns", "两个任务轮流运行"),
		},
		Questions: []Question{
			{At: "print step 0", Ask: AskTick, Believed: "6",
				Why: text("main asks in each turn, though the answer changes only in turn 6.",
					"main 每一轮都在问，虽然答案到第 6 轮才会改变。")},
			{Of: "sleep_zero", At: "print x 0", Ask: AskPrint, Believed: "x 1",
				Why: text("x goes to the end of the queue, behind y.",
					"x 排到队列末尾，在 y 后面。")},
			{Of: "sleep_zero", At: "print x 0", Ask: AskTick, Task: "Task-2", Believed: "4",
				Why: text("One turn: there is no timer whose callback would need a turn of its own.",
					"只过一轮：没有定时器，也就没有要单独占一轮的回调。")},
		},
		Exercise: Exercise{Text: text("Wait for the other task without spinning.", "不要空转，改用别的办法等待另一个任务。"),
			Rules: []Rule{noLint("starving-spin"), prints("ready", 1)}},
	}
}
