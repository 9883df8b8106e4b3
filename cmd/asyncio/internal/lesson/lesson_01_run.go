package lesson

func run() Lesson {
	return Lesson{ID: "run", Topic: core, Title: text("run", "run：运行"),
		Misconception: text("asyncio.run starts something in the background.",
			"asyncio.run 会在后台启动什么东西。"),
		Watch: text("The lane of Task-1, and what else runs.",
			"看 Task-1 这一行，再看还有谁在运行。"),
		Reveal: text("run makes a loop, runs main on it as Task-1, and returns when main is done: it starts nothing that goes on by itself, and inside a coroutine it is refused. There is one thread, and at any moment at most one thing runs on it. While main sleeps, the loop waits for the timer; nothing else happens.",
			"run 会创建一个事件循环，把 main 作为 Task-1 放在上面运行，直到 main 结束才返回：后台不会留下任何东西；在协程里面调用 run，则会被拒绝。只有一个线程，任一时刻最多只有一件事在上面运行。main 睡眠时，循环只是等着定时器，别的什么也不会发生。"),
		Programs: []Program{
			bad("run_inside", "main calls run, for something in the background", "main 想用 run 启动一件后台的事"),
			good("hello", "run once, from outside; main sleeps between two lines", "只在外面 run 一次；main 在两行之间睡一秒"),
		},
		Questions: []Question{
			{At: "print main begins", Ask: AskPrint, Believed: "background ends",
				Why: text("A loop is running already, and run refuses to start another one in it. What should go on beside main is a task.",
					"已经有一个事件循环在运行，run 拒绝在里面再启动一个。要和 main 同时进行的事，应当做成任务。")},
			{Of: "hello", At: "start", Ask: AskTick, Believed: "2",
				Why: text("The step of turn 1 ends at the sleep. Turn 2 belongs to the timer's callback, which makes the future done; main goes on in turn 3.",
					"第 1 轮的这一步到 sleep 为止。第 2 轮是定时器的回调，它把 future 标记为完成；main 在第 3 轮继续。")},
			{Of: "hello", At: "line sleep", Ask: AskNext, Believed: "Task-1",
				Why: text("A timer does not call a task. It calls a callback, which wakes the task.",
					"定时器并不直接运行任务，而是调用一个回调，由回调唤醒任务。")},
			{Of: "hello", At: "print hello", Ask: AskTime, Believed: "0s",
				Why: text("main is suspended until the second is over; run does not return before.",
					"main 会一直挂起到这一秒结束，在此之前 run 不会返回。")},
		},
		Exercise: Exercise{Text: text("Let the background run while main sleeps.", "让后台的事在 main 睡眠时进行。"),
			Rules: []Rule{tasks(2), prints("background ends", 1)}},
	}
}
