package lesson

func taskGroup() Lesson {
	return Lesson{ID: "taskgroup", Topic: waiting, Title: text("Task groups", "任务组"),
		Misconception: text("A TaskGroup is a gather; and except ValueError catches what a task raises.",
			"TaskGroup 就是 gather；except ValueError 能捕获任务抛出的错误。"),
		Watch: text("What happens to c when b fails, and which branch main takes.",
			"看 b 失败时 c 怎么样了，以及 main 走进了哪个分支。"),
		Reveal: text("When a task of a group fails, the group cancels the others and waits for them; then it raises all errors together, as one ExceptionGroup. Catch it with except*; in Go, errors.Is looks into the group, and == does not.",
			"组里有任务失败时，任务组会取消其余任务并等它们结束，然后把所有错误合成一个 ExceptionGroup 抛出。要用 except* 捕获；在 Go 里，errors.Is 会查看组的内部，而 == 不会。"),
		Programs: []Program{
			bad("group_except", "looking for the error itself", "直接找那个错误"),
			good("taskgroup_error", "looking into the group", "在组里面找"),
		},
		Questions: []Question{
			{At: "done Task-3", Ask: AskEnd, Task: "Task-4", Believed: "3s",
				Why: text("The group cancels c as soon as it hears of b.",
					"任务组一得知 b 失败就取消 c。")},
			{At: "done Task-3", Ask: AskPrint, Believed: "never printed",
				Why: text("What arrives is a group of errors, not the error.",
					"收到的是一组错误，而不是那个错误本身。")},
			{At: "step Task-1#2", Ask: AskTick, Believed: "10",
				Why: text("Turn 10 is the group's callback for c; then main leaves the group.",
					"第 10 轮是任务组为 c 运行的回调，之后 main 才离开任务组。")},
		},
		Exercise: Exercise{Text: text("Let c finish, although b fails.", "虽然 b 失败，也让 c 做完。"),
			Rules: []Rule{noneCancelled(), prints("c is done", 1)}},
	}
}
