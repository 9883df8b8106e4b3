package lesson

func wait() Lesson {
	return Lesson{ID: "wait", Topic: waiting, Title: text("wait", "wait：等待"),
		Misconception: text("wait raises a TimeoutError and cancels what is not done.",
			"wait 超时会抛出 TimeoutError，并取消没完成的。"),
		Watch: text("The state of b when the 1.5 s are over.",
			"看 1.5 秒到时 b 的状态。"),
		Reveal: text("wait returns two sets, done and pending, and that is all: it raises nothing and cancels nothing. b goes on, and prints at 2 s, if main is still there: await what is pending, or cancel it.",
			"wait 只返回两个集合：已完成的和未完成的，仅此而已：既不抛出错误，也不取消任何东西。b 继续运行，在 2 秒时打印，前提是 main 还在：没完成的，要么继续等，要么取消。"),
		Programs: []Program{
			bad("wait_no_error", "main expects an error, and leaves b behind", "main 指望它抛出错误，结果丢下了 b"),
			good("wait_pending", "what is not done after 1.5 s is awaited", "1.5 秒时没完成的，继续等它"),
			lone("wait", "the rest is gathered", "其余的再用 gather 等待"),
		},
		Questions: []Question{
			{At: "print a is done", Ask: AskPrint, Believed: "never printed",
				Why: text("That the time is over is no error of wait: main goes on, and has to look for itself.",
					"时间到了，对 wait 来说不是错误：main 照常继续，得自己去看谁没完成。")},
			{Of: "wait_pending", At: "print a is done", Ask: AskPrint, Believed: "pending: 1 cancelled: yes",
				Why: text("wait cancels nothing.",
					"wait 不取消任何东西。")},
			{Of: "wait_pending", At: "print pending: 1 cancelled: no", Ask: AskPrint, Believed: Nothing,
				Why: text("b was never told to stop.",
					"从来没有谁让 b 停下。")},
			{Of: "wait_pending", At: "print a is done", Ask: AskTick, Believed: "6",
				Why: text("In turn 6 the timer of wait fires, and wakes main.",
					"第 6 轮 wait 的定时器触发，由它唤醒 main。")},
		},
		Exercise: Exercise{Text: text("Leave no task behind.", "不要丢下任何任务。"),
			Rules: []Rule{noLint("orphan-at-exit"), prints("a is done", 1), prints("b is done", 1)}, Solved: "wait_pending"},
	}
}
