package lesson

func callbacks() Lesson {
	return Lesson{ID: "callbacks", Topic: life, Title: text("Done callbacks", "完成回调"),
		Misconception: text("Callbacks run inside the task's end; or after the one who awaits it.",
			"回调在任务结束的当下运行；或者在等待者之后运行。"),
		Watch: text("The ready queue when Task-2 is done.",
			"看 Task-2 结束时的就绪队列。"),
		Reveal: text("When a task is done, all its callbacks join the ready queue, in the order in which they were added. An awaiter is one of them: main awaited after the two were added, so it runs third, in the same turn. One that is added to a finished task runs in the next turn, never at once.",
			"任务完成时，它的所有回调按添加的先后进入就绪队列。等待者也是其中之一：main 是在那两个之后才 await 的，所以在同一轮里第三个运行。给已完成的任务添加的回调，在下一轮运行，绝不会立刻运行。"),
		Programs: []Program{
			bad("callback_late", "added to a finished task, and not called yet", "给已完成的任务添加的回调，还没有被调用"),
			good("callbacks_order", "two callbacks, an awaiter, and a late callback", "两个回调、一个等待者，和一个迟到的回调"),
		},
		Questions: []Question{
			{At: "start", Ask: AskPrint, Believed: "answers: 1",
				Why: text("The callback joins the ready queue, and main has not given up control yet.",
					"回调进入了就绪队列，而 main 还没有让出控制权。")},
			{Of: "callbacks_order", At: "start", Ask: AskPrint, Believed: "main",
				Why: text("The two callbacks were added before main awaited.",
					"两个回调是在 main 等待之前添加的。")},
			{Of: "callbacks_order", At: "done Task-2", Ask: AskTick, Believed: "4",
				Why: text("The end of a task only fills the ready queue; all of it runs in the next turn.",
					"任务结束只是把它们放进就绪队列，全都在下一轮运行。")},
			{Of: "callbacks_order", At: "print main", Ask: AskPrint, Believed: "late",
				Why: text("A callback never runs inside the call that adds it.",
					"回调绝不会在添加它的那次调用里运行。")},
		},
		Exercise: Exercise{Text: text("Let main find the answer when it looks for the first time.", "让 main 第一次去看就能看到答案。"),
			Rules: []Rule{prints("answers: 0", 0), prints("answers: 1", 1)}},
	}
}
