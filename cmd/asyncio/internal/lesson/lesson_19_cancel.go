package lesson

func cancel() Lesson {
	return Lesson{ID: "cancel", Topic: life, Title: text("Cancelling", "取消"),
		Misconception: text("cancel() stops a task at once.",
			"cancel() 会让任务立刻停止。"),
		Watch: text("The turn of the request, the turn in which the task hears of it, and what it makes of it.",
			"看请求取消的轮次、任务得知的轮次，以及任务怎样应对。"),
		Reveal: text("cancel only asks. The task hears of it in the next turn, as an error of its await; it may clean up, and should then let the error go on. One that swallows it lives: its result is “lived”, and cancelled() is False. A task cancelled before its first step never begins.",
			"cancel 只是请求。任务在下一轮才得知，表现为它的 await 抛出错误；它可以清理，之后应当让错误继续传出去。把错误吞掉的任务会活下去：结果是“lived”，cancelled() 为 False。在第一步之前就被取消的任务，则根本不会开始。"),
		Programs: []Program{
			bad("cancel_swallow", "the cancellation is swallowed", "取消被吞掉"),
			good("cancel", "the cancellation goes on", "取消继续传出去"),
		},
		Questions: []Question{
			{At: "step Task-1#2", Ask: AskPrint, Believed: "caught",
				Why: text("cancel() only puts the task into the ready queue; main goes on.",
					"cancel() 只是把任务放进就绪队列，main 继续运行。")},
			{At: "print cancel: yes done: no", Ask: AskTick, Task: "Task-2", Believed: "4",
				Why: text("It hears of it in the next turn, at its await.",
					"它在下一轮才得知，就在它的 await 那里。")},
			{At: "print caught", Ask: AskPrint, Believed: "lived cancelled: yes",
				Why: text("Who catches the cancellation and returns a value was not cancelled.",
					"捕获了取消又正常返回的任务，就不算被取消。")},
		},
		Exercise: Exercise{Text: text("Let the task end cancelled.", "让任务以取消告终。"),
			Rules: []Rule{noLint("swallowed-cancel"), someCancelled()}, Solved: "cancel"},
	}
}
