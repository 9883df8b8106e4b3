package lesson

func toThread() Lesson {
	return Lesson{ID: "to-thread", Topic: blocking, Title: text("to_thread", "to_thread：放进线程"),
		Misconception: text("All that stands in to_thread runs in the thread, and its result comes straight back.",
			"写在 to_thread 里的都在线程里运行，结果会直接回来。"),
		Watch: text("The lane of the worker, and the way of the result back to main.",
			"看工作线程那一行，以及结果怎样一步步回到 main。"),
		Reveal: text("to_thread is handed a function; a call among its arguments is made on the loop, before there is a thread, and holds up everybody. The thread touches the loop in one way only: call_soon_threadsafe, at its end. From there it takes turns: the delivery, the future's callback, the task, gather's callback, main. Until then the loop is free for the other sleep.",
			"交给 to_thread 的应当是函数；写在参数里的调用会在循环上执行，那时线程还不存在，所有人都得等它。线程只以一种方式接触事件循环：结束时调用 call_soon_threadsafe。之后一轮一轮地走：交付结果、future 的回调、任务、gather 的回调、main。而在此之前，循环一直有空去处理另一个 sleep。"),
		Programs: []Program{
			bad("to_thread_called", "the call is made on the loop, for an argument", "为了得到参数，在循环上就调用了"),
			good("to_thread", "the function is handed over; a sleep goes on beside it", "交出去的是函数；sleep 与它同时进行"),
		},
		Questions: []Question{
			{At: "print blocking begins", Ask: AskTime, Task: "Task-3", Believed: "0s",
				Why: text("blocking() runs on the loop: the other sleep has not even begun.",
					"blocking() 在循环上运行：另一个 sleep 根本还没有开始。")},
			{Of: "to_thread", At: "print blocking begins", Ask: AskTime, Task: "Task-3", Believed: "200ms",
				Why: text("The loop does not wait for the thread.",
					"循环并不等待线程。")},
			{Of: "to_thread", At: "step Task-2", Ask: AskTime, Task: "Task-2", Believed: "100ms",
				Why: text("It goes on when its thread has ended, whatever others do.",
					"线程结束它才继续，与别人无关。")},
			{Of: "to_thread", At: "print blocking ends", Ask: AskTick, Believed: "8",
				Why: text("The result has a way to go: delivery, future, task, gather, main.",
					"结果还要走一段路：交付、future、任务、gather、main。")},
		},
		Exercise: Exercise{Text: text("Let the thread do the work.", "让线程去干这件活。"),
			Rules: []Rule{noLint("blocked-loop"), prints("success", 1), prints("overlapped: yes", 1)}, Solved: "to_thread"},
	}
}
