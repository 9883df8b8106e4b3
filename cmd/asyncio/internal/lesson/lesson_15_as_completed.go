package lesson

func asCompleted() Lesson {
	return Lesson{ID: "as-completed", Topic: waiting, Title: text("as_completed", "as_completed：谁先完成"),
		Misconception: text("It yields in the order of the arguments.",
			"它按参数的顺序给出结果。"),
		Watch: text("When main gets each greeting.",
			"看 main 何时拿到每一句问候。"),
		Reveal: text("as_completed yields whoever is done next. Each arrives two turns after its task's end: the callback, then main.",
			"as_completed 总是给出下一个完成的。每个结果都在任务结束两轮之后到达：先是回调，然后是 main。"),
		Programs: []Program{
			bad("await_in_order", "bob is done at 1 s, and heard at 2 s", "bob 1 秒就完成了，2 秒才拿到"),
			good("as_completed", "bob is heard at 1 s, ada at 2 s", "1 秒拿到 bob 的，2 秒拿到 ada 的"),
		},
		Questions: []Question{
			{At: "start", Ask: AskTime, Believed: "1s",
				Why: text("main awaits ada's task first; that bob's is done does not wake it.",
					"main 先等 ada 的任务；bob 的任务完成并不会唤醒它。")},
			{Of: "as_completed", At: "start", Ask: AskPrint, Believed: "Hello, ada! 2.0s",
				Why: text("bob is done first.",
					"bob 先完成。")},
			{Of: "as_completed", At: "done Task-3", Ask: AskTick, Believed: "5",
				Why: text("In turn 5 as_completed's callback runs, and wakes main.",
					"第 5 轮运行 as_completed 的回调，由它唤醒 main。")},
			{Of: "as_completed", At: "print Hello, bob! 1.0s", Ask: AskTime, Believed: "3s",
				Why: text("ada has been asleep since the beginning, for 2 s in all.",
					"ada 从一开始就在睡，总共 2 秒。")},
		},
		Exercise: Exercise{Text: text("Let each greeting be printed as soon as it is ready.", "让每句问候一准备好就打印出来。"),
			Rules: []Rule{prints("Hello, bob! 1.0s", 1), prints("Hello, ada! 2.0s", 1)}, Solved: "as_completed"},
	}
}
