package lesson

func fireAndForget() Lesson {
	return Lesson{ID: "fire-and-forget", Topic: life, Title: text("Fire and forget", "放出去就不管"),
		Misconception: text("A task outlives main.",
			"任务会比 main 活得更久。"),
		Watch: text("What happens to Task-2 when main ends.",
			"看 main 结束时 Task-2 怎么样了。"),
		Reveal: text("When main is done, run cancels all tasks that are left, and waits for them. “saved” is never printed. Also, CPython's loop holds tasks weakly: one without a reference can vanish in the middle. This library holds them until they are done. Await what you start.",
			"main 结束时，run 会取消剩下的所有任务，并等它们结束。“saved”永远不会打印。另外，CPython 的事件循环只弱引用任务：没有别的引用时，任务可能中途消失。本库会一直持有任务，直到它完成。启动了什么，就要等待什么。"),
		Programs: []Program{
			bad("fire_and_forget", "main does not wait for its task", "main 不等它的任务"),
			good("taskgroup", "a group waits for its tasks", "任务组会等它的任务"),
		},
		Questions: []Question{
			{At: "start", Ask: AskEnd, Task: "Task-2", Believed: "2s",
				Why: text("It is cancelled when main ends, at 1 s.",
					"main 在 1 秒时结束，它随即被取消。")},
			{At: "print main ends", Ask: AskPrint, Believed: "saved",
				Why: text("The task does not get that far.",
					"任务走不到那一步。")},
			{At: "print main ends", Ask: AskTick, Task: "Task-2", Believed: "5",
				Why: text("Turn 5 stops the loop; then run cancels what is left, and that takes a turn more.",
					"第 5 轮让循环停止；然后 run 取消剩下的任务，这要再多一轮。")},
		},
		Exercise: Exercise{Text: text("Let the task save before main ends.", "让任务在 main 结束之前保存完。"),
			Rules: []Rule{noLint("orphan-at-exit"), prints("saved", 1)}},
	}
}
