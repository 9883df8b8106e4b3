package lesson

func threadCancel() Lesson {
	return Lesson{ID: "thread-cancel", Topic: blocking, Title: text("Cancelling a thread", "取消线程"),
		Misconception: text("A timeout stops the thread.",
			"超时会让线程停下来。"),
		Watch: text("How long the worker's lane goes on after the timeout.",
			"看超时之后，工作线程那一行还延续多久。"),
		Reveal: text("wait_for cancels the wait; the thread cannot be stopped. It works on until 155 ms, and its result is delivered to nobody. Give blocking calls a limit of their own, as sockets have one.",
			"wait_for 取消的是等待，线程本身停不下来。它继续干到 155 毫秒，结果没有人接收。阻塞调用应当自带时限，就像套接字那样。"),
		Programs: []Program{
			bad("thread_cancel", "the wait ends, the thread goes on", "等待结束了，线程还在继续"),
			good("thread_deadline", "the function has a limit of its own", "函数自己带有时限"),
		},
		Questions: []Question{
			{At: "start", Ask: AskThread, Believed: "50ms",
				Why: text("The timeout at 50 ms ends only the wait.",
					"50 毫秒的超时只结束了等待。")},
			{At: "start", Ask: AskTime, Believed: "155ms",
				Why: text("wait_for waits for what it cancelled; but the future of a thread is cancelled at once, and the thread is left alone.",
					"wait_for 会等被取消的东西结束；但线程的 future 会立刻变成已取消，线程则被撇下不管。")},
			{Of: "thread_deadline", At: "start", Ask: AskThread, Believed: "60ms",
				Why: text("It gives up by itself, before wait_for does.",
					"它先于 wait_for 自己放弃。")},
		},
		Exercise: Exercise{Text: text("Let no thread outlive its caller's patience.", "不要让线程比调用者的耐心活得更久。"),
			Rules: []Rule{noLint("thread-outlives-cancel")}, Solved: "thread_deadline"},
	}
}
