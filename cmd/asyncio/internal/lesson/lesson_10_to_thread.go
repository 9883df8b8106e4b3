package lesson

func toThread() Lesson {
	return Lesson{ID: "to-thread", Topic: blocking, Title: text("to_thread", "to_thread：放进线程"),
		Misconception: text("A thread's result comes back into the coroutine directly.",
			"线程的结果会直接回到协程里。"),
		Watch: text("The lane of the worker, and the way of the result back to main.",
			"看工作线程那一行，以及结果怎样一步步回到 main。"),
		Reveal: text("The thread touches the loop in one way only: call_soon_threadsafe, at its end. From there it takes turns: the delivery, the future's callback, the task, gather's callback, main. Meanwhile the loop was free for the other sleep.",
			"线程只以一种方式接触事件循环：结束时调用 call_soon_threadsafe。之后一轮一轮地走：交付结果、future 的回调、任务、gather 的回调、main。而在此之前，循环一直有空去处理另一个 sleep。"),
		Programs: []Program{
			lone("to_thread", "a thread and a sleep side by side", "一个线程和一个 sleep 并行"),
		},
		Questions: []Question{
			{At: "print blocking begins", Ask: AskTime, Task: "Task-3", Believed: "200ms",
				Why: text("The loop does not wait for the thread.",
					"循环并不等待线程。")},
			{At: "step Task-2", Ask: AskTime, Task: "Task-2", Believed: "100ms",
				Why: text("It goes on when its thread has ended, whatever others do.",
					"线程结束它才继续，与别人无关。")},
			{At: "print blocking ends", Ask: AskTick, Believed: "8",
				Why: text("The result has a way to go: delivery, future, task, gather, main.",
					"结果还要走一段路：交付、future、任务、gather、main。")},
		},
		Exercise: Exercise{Text: text("Let two threads work at the same time.", "让两个线程同时工作。"),
			Rules: []Rule{threads(2)}},
	}
}
