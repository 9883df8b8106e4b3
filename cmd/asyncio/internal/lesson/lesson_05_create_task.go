package lesson

import "time"

func createTask() Lesson {
	return Lesson{ID: "create-task", Topic: core, Title: text("create_task", "create_task：创建任务"),
		Misconception: text("A task starts where it is created; or else where it is awaited.",
			"任务在创建时就开始；要不就是在 await 它时开始。"),
		Watch: text("The ready queue after create_task, and the turn of the task's first step.",
			"看 create_task 之后的就绪队列，以及任务第一步所在的轮次。"),
		Reveal: text("create_task puts the task into the ready queue, and returns. It starts in the next turn, when its creator has suspended, no matter where; await does not start it. If the creator keeps the loop busy, it waits that long.",
			"create_task 把任务放进就绪队列就返回。任务在下一轮开始，只要创建者已经挂起，不论挂起在哪里；await 并不会启动它。如果创建者一直占着循环，任务就得一直等。"),
		Programs: []Program{
			bad("task_blocked", "the creator blocks: the task cannot start", "创建者阻塞：任务无法开始"),
			good("task_starts", "the creator suspends: the task starts", "创建者挂起：任务开始"),
		},
		Questions: []Question{
			{At: "line create", Ask: AskTime, Task: "Task-2", Believed: "0s",
				Why: text("main keeps the loop for 2 s, and Task-2 stays in the ready queue meanwhile.",
					"main 占用循环 2 秒，这期间 Task-2 一直留在就绪队列里。")},
			{Of: "task_starts", At: "line create", Ask: AskPrint, Believed: "task starts",
				Why: text("main goes on until it suspends.",
					"main 会继续运行，直到自己挂起。")},
			{Of: "task_starts", At: "line create", Ask: AskTick, Task: "Task-2", Believed: "1",
				Why: text("What joins the queue in a turn runs in the next one, at the earliest.",
					"在某一轮进入队列的，最早也要到下一轮运行。")},
			{Of: "task_starts", At: "print hello", Ask: AskTick, Believed: "4",
				Why: text("The task's end wakes main, and main then stands in the queue of the next turn.",
					"任务结束唤醒 main，main 随后排在下一轮的队列里。")},
		},
		Exercise: Exercise{Text: text("Let the task start at once, and main end after 1 s.", "让任务马上开始，并让 main 在 1 秒时结束。"),
			Rules: []Rule{noLint("blocked-loop"), mainEnds(time.Second), prints("hello", 1)}, Solved: "task_starts"},
	}
}
