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
			lone("as_completed", "bob takes 1 s, ada 2 s", "bob 要 1 秒，ada 要 2 秒"),
		},
		Questions: []Question{
			{At: "start", Ask: AskPrint, Believed: "Hello, ada! 2.0s",
				Why: text("bob is done first.",
					"bob 先完成。")},
			{At: "done Task-3", Ask: AskTick, Believed: "5",
				Why: text("In turn 5 as_completed's callback runs, and wakes main.",
					"第 5 轮运行 as_completed 的回调，由它唤醒 main。")},
			{At: "print Hello, bob! 1.0s", Ask: AskTime, Believed: "3s",
				Why: text("ada has been asleep since the beginning, for 2 s in all.",
					"ada 从一开始就在睡，总共 2 秒。")},
		},
		Exercise: Exercise{Text: text("Greet a third person at the same time.", "同时再问候第三个人。"),
			Rules: []Rule{overlap(3)}, Solved: "gather_order"},
	}
}
