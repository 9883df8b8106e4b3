package lesson

func awaitVsTask() Lesson {
	return Lesson{ID: "await-vs-task", Topic: core, Title: text("await and tasks", "await 与任务"),
		Misconception: text("Every await lets others run.",
			"每个 await 都会让别人运行。"),
		Watch: text("When b is printed, in both programs.",
			"比较两个程序里 b 何时打印。"),
		Reveal: text("Awaiting a coroutine is a plain call: main goes straight through it, and gives up control only where something really has to wait. Awaiting a task suspends main until the task is done; the task, and all that was ready before it, have their turn first.",
			"await 一个协程只是普通的调用：main 直接走进去，只有真正需要等待的地方才会让出控制权。await 一个任务则会把 main 挂起，直到任务完成；在此之前，这个任务以及排在它前面的都会先轮到。"),
		Programs: []Program{
			bad("await_each", "three awaits of coroutines: b has to wait", "连续 await 三个协程：b 只能等"),
			good("await_tasks", "three awaits of tasks: b has its turn", "连续 await 三个任务：b 能轮到"),
		},
		Questions: []Question{
			{At: "print a", Ask: AskPrint, Believed: "b",
				Why: text("say(\"a\") never waits, so the await did not suspend main. All three run in one step of turn 1.",
					"say(\"a\") 从不等待，所以 await 没有挂起 main。三次都在第 1 轮的同一步里运行。")},
			{At: "print a#3", Ask: AskNext, Believed: "Task-1",
				Why: text("Only now main awaits something that is not done, Task-2, and gives up control.",
					"直到现在，main 才等待一个尚未完成的东西（Task-2），让出控制权。")},
			{Of: "await_tasks", At: "start", Ask: AskPrint, Believed: "a",
				Why: text("b was created first, so it stands first in the ready queue.",
					"b 先创建，所以在就绪队列里排在前面。")},
			{Of: "await_tasks", At: "print a", Ask: AskTick, Believed: "2",
				Why: text("A task's end puts its awaiter at the end of the ready queue: main runs one turn later.",
					"任务结束时，等待它的一方被放到就绪队列末尾：main 要到下一轮才运行。")},
		},
		Exercise: Exercise{Text: text("Let b be printed before the last a.", "让 b 在最后一个 a 之前打印。"),
			Rules: []Rule{before("b", "a"), prints("a", 3)}, Solved: "await_tasks"},
	}
}
