package lesson

func blockingCall() Lesson {
	return Lesson{ID: "blocking", Topic: blocking, Title: text("Blocking calls", "阻塞调用"),
		Misconception: text("While one task works, the others go on.",
			"一个任务在干活时，其他任务照样前进。"),
		Watch: text("The step of main that lasts 200 ms, and when tick runs.",
			"看 main 持续 200 毫秒的那一步，以及 tick 何时运行。"),
		Reveal: text("A step runs until its next await that has to wait; nothing can interrupt it. The timer of tick is due at 50 ms, and fires at 211 ms, when the blocking call is over. In a thread, the same call holds up nobody.",
			"一步会一直运行到下一个真正需要等待的 await，谁也不能打断它。tick 的定时器应在 50 毫秒触发，却要等阻塞调用结束，到 211 毫秒才触发。把同样的调用放进线程，就谁也不耽误。"),
		Programs: []Program{
			bad("blocking", "a blocking call in a coroutine", "协程里的阻塞调用"),
			good("unblocked", "the same call in a thread", "同样的调用，放进线程"),
		},
		Questions: []Question{
			{At: "step Task-2", Ask: AskTime, Task: "Task-2", Believed: "50ms",
				Why: text("Its timer is due at 50 ms, but the loop is busy from 11 ms to 211 ms.",
					"它的定时器 50 毫秒到期，但循环从 11 毫秒到 211 毫秒一直被占用。")},
			{At: "start", Ask: AskPrint, Believed: "tick late: no",
				Why: text("Nothing runs before main gives up control.",
					"在 main 让出控制权之前，什么也不会运行。")},
			{Of: "unblocked", At: "step Task-2", Ask: AskTime, Task: "Task-2", Believed: "211ms",
				Why: text("The loop is free while the thread works.",
					"线程干活时，循环是空闲的。")},
		},
		Exercise: Exercise{Text: text("Do the work without holding up the loop.", "干完这件活，但不要阻塞循环。"),
			Rules: []Rule{noLint("blocked-loop"), noLint("late-timer"), prints("work done", 1)}, Solved: "unblocked"},
	}
}
