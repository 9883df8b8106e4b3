package lesson

func sequential() Lesson {
	return Lesson{ID: "sequential", Topic: core, Title: text("One after the other", "一个接一个"),
		Misconception: text("What is async runs concurrently.",
			"只要是 async，就会并发运行。"),
		Watch: text("Whether two timers ever stand in the heap together.",
			"看定时器堆里是否同时有过两个定时器。"),
		Reveal: text("Awaiting each task where it is created is one after the other: the second one is not even created while the first sleeps. Create both first, and both timers wait at the same time: the sum becomes the maximum.",
			"在创建的地方立刻 await 每个任务，就是一个接一个：第一个在睡眠时，第二个甚至还没有创建。先把两个都创建出来，两个定时器就同时在等：总时间由相加变成取最大值。"),
		Programs: []Program{
			bad("sequential", "1 s, and then 2 s", "先 1 秒，再 2 秒"),
			good("side_by_side", "1 s and 2 s at the same time", "1 秒和 2 秒同时进行"),
		},
		Questions: []Question{
			{At: "start", Ask: AskEnd, Believed: "2s",
				Why: text("1 s + 2 s: bob's task is created when ada's is done.",
					"1 秒加 2 秒：ada 的任务完成之后，才创建 bob 的任务。")},
			{At: "print Hello, ada!", Ask: AskNext, Believed: "sleep",
				Why: text("No timer of bob's is running. His task is created now, and starts next.",
					"bob 的定时器还不存在。他的任务现在才创建，接下来才开始。")},
			{Of: "side_by_side", At: "start", Ask: AskEnd, Believed: "3s",
				Why: text("Both sleep at the same time: the longer one counts.",
					"两个同时睡眠：以时间长的那个为准。")},
		},
		Exercise: Exercise{Text: text("Let both sleeps be under way at the same time.", "让两个 sleep 同时进行。"),
			Rules: []Rule{overlap(2), noLint("sequential-awaits")}, Solved: "side_by_side"},
	}
}
