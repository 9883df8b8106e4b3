package lesson

func run() Lesson {
	return Lesson{ID: "run", Topic: core, Title: text("run", "run：运行"),
		Misconception: text("asyncio.run starts something in the background.",
			"asyncio.run 会在后台启动什么东西。"),
		Watch: text("The lane of Task-1, and what else runs.",
			"看 Task-1 这一行，再看还有谁在运行。"),
		Reveal: text("run makes a loop, runs main on it as Task-1, and returns when main is done. There is one thread, and at any moment at most one thing runs on it. While main sleeps, the loop waits for the timer; nothing else happens.",
			"run 会创建一个事件循环，把 main 作为 Task-1 放在上面运行，直到 main 结束才返回。只有一个线程，任一时刻最多只有一件事在上面运行。main 睡眠时，循环只是等着定时器，别的什么也不会发生。"),
		Programs: []Program{
			lone("hello", "main sleeps between two lines", "main 在两行之间睡一秒"),
		},
		Questions: []Question{
			{At: "start", Ask: AskTick, Believed: "2",
				Why: text("The step of turn 1 ends at the sleep. Turn 2 belongs to the timer's callback, which makes the future done; main goes on in turn 3.",
					"第 1 轮的这一步到 sleep 为止。第 2 轮是定时器的回调，它把 future 标记为完成；main 在第 3 轮继续。")},
			{At: "line sleep", Ask: AskNext, Believed: "Task-1",
				Why: text("A timer does not call a task. It calls a callback, which wakes the task.",
					"定时器并不直接运行任务，而是调用一个回调，由回调唤醒任务。")},
			{At: "print hello", Ask: AskTime, Believed: "0s",
				Why: text("main is suspended until the second is over; run does not return before.",
					"main 会一直挂起到这一秒结束，在此之前 run 不会返回。")},
		},
		Exercise: Exercise{Text: text("Let main create a second task and await it.", "让 main 再创建一个任务，并等待它。"),
			Rules: []Rule{tasks(2)}, Solved: "task_starts"},
	}
}
