package lesson

func readyQueue() Lesson {
	return Lesson{ID: "ready-queue", Topic: core, Title: text("The ready queue", "就绪队列"),
		Misconception: text("call_soon calls the function now; or the newest one first.",
			"call_soon 会立刻调用函数；或者最新的先调用。"),
		Watch: text("The bar in the ready queue: what stands left of it runs in this turn.",
			"看就绪队列里的分隔线：线左边的在这一轮运行。"),
		Reveal: text("call_soon puts a function at the end of the queue. A turn runs as many entries as there were when it began, no more: first, second and main, in this order; third, which first added, is for the next turn.",
			"call_soon 把函数放到队列末尾。一轮只运行它开始时已经在队列里的那些，一个也不多：依次是 first、second、main；third 是 first 加进来的，要到下一轮。"),
		Programs: []Program{
			bad("call_soon_missed", "main looks before the function was called", "函数还没调用，main 就去看结果"),
			good("call_soon", "main gives up control: each has its turn", "main 让出控制权：大家依次轮到"),
		},
		Questions: []Question{
			{At: "start", Ask: AskPrint, Believed: "answers: 1",
				Why: text("call_soon only puts the function into the queue. Nothing is called before main gives up control.",
					"call_soon 只是把函数放进队列。在 main 让出控制权之前，什么都不会被调用。")},
			{Of: "call_soon", At: "start", Ask: AskPrint, Believed: "second",
				Why: text("The queue is first in, first out.",
					"队列是先进先出的。")},
			{Of: "call_soon", At: "print second", Ask: AskPrint, Believed: "third",
				Why: text("third joined the queue after main did.",
					"third 比 main 更晚进入队列。")},
			{Of: "call_soon", At: "print main", Ask: AskPrint, Believed: "main ends",
				Why: text("third joined the queue before main did again.",
					"third 比再次入队的 main 更早进入队列。")},
			{Of: "call_soon", At: "print main", Ask: AskTick, Believed: "4",
				Why: text("main joins the queue when it yields, and runs in the very next turn.",
					"main 让出时进入队列，正好在下一轮运行。")},
		},
		Exercise: Exercise{Text: text("Let main find the answer when it looks for the first time.", "让 main 第一次去看就能看到答案。"),
			Rules: []Rule{prints("answers: 0", 0), prints("answers: 1", 1)}},
	}
}
