package lesson

func neverRetrieved() Lesson {
	return Lesson{ID: "never-retrieved", Topic: life, Title: text("Errors nobody retrieves", "没人取回的错误"),
		Misconception: text("An error in a task stops the program, or is at least heard at once.",
			"任务里的错误会让程序停下，至少也会马上看到。"),
		Watch: text("What happens after turn 2, in which the task fails.",
			"看第 2 轮任务失败之后发生了什么。"),
		Reveal: text("A task keeps its error for whoever asks. If nobody does, it is reported when the object dies: in CPython when its last reference goes, which may be much later; here when the loop closes, at the latest. Await your tasks, or use a TaskGroup.",
			"任务会保留自己的错误，留给来问的人。如果没人来问，就在对象销毁时报告：在 CPython 里是最后一个引用消失时，可能很晚；这里最迟在循环关闭时。应当 await 自己的任务，或者使用 TaskGroup。"),
		Programs: []Program{
			bad("never_retrieved", "nobody asks", "没有人来问"),
			good("task_exception", "main asks for the error", "main 来问错误"),
		},
		Questions: []Question{
			{At: "done Task-2", Ask: AskPrint, Believed: "lost",
				Why: text("main does not ask, and hears nothing.",
					"main 没有问，也就什么都不知道。")},
			{At: "step Task-2", Ask: AskEnd, Believed: "0s",
				Why: text("The error of Task-2 does not touch main.",
					"Task-2 的错误与 main 无关。")},
			{At: "done Task-2", Ask: AskTick, Believed: "3",
				Why: text("Nothing wakes main but its own timer, in turn 3; main runs in turn 4.",
					"唤醒 main 的只有它自己的定时器，在第 3 轮；main 在第 4 轮运行。")},
		},
		Exercise: Exercise{Text: text("Let main look at the error.", "让 main 去看这个错误。"),
			Rules: []Rule{noLint("never-retrieved")}, Solved: "task_exception"},
	}
}
