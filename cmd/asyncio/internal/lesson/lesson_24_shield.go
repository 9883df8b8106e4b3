package lesson

func shield() Lesson {
	return Lesson{ID: "shield", Topic: shared, Title: text("shield", "shield：挡住取消"),
		Misconception: text("shield stops a cancellation for everybody.",
			"shield 会替所有人挡住取消。"),
		Watch: text("Who is cancelled at 1 s, and who is not.",
			"看 1 秒时谁被取消了，谁没有。"),
		Reveal: text("shield stands between the awaiter and the task. The awaiter is cancelled all the same: main gets its TimeoutError at 1 s. The task goes on, and prints at 2 s; so somebody should keep it, and await it.",
			"shield 隔在等待者和任务之间。等待者照样被取消：main 在 1 秒时得到 TimeoutError。任务则继续运行，在 2 秒时打印；所以要有人留着它，并等待它。"),
		Programs: []Program{
			bad("wait_for", "without a shield the inner one is cancelled", "没有 shield，里面的被取消"),
			good("shield", "the task goes on", "任务继续运行"),
		},
		Questions: []Question{
			{Of: "shield", At: "step Task-2", Ask: AskTime, Believed: "2s",
				Why: text("The cancellation reaches main at once.",
					"取消立刻传到 main。")},
			{Of: "shield", At: "start", Ask: AskEnd, Task: "Task-2", Believed: "1s",
				Why: text("The task is never cancelled.",
					"任务从未被取消。")},
			{Of: "shield", At: "print timed out 1.0s", Ask: AskPrint, Believed: "main ends",
				Why: text("main awaits the task again, which is still asleep.",
					"main 再次等待这个任务，而它还在睡。")},
		},
		Exercise: Exercise{Text: text("Let the inner coroutine not be cancelled.", "让里面的协程不被取消。"),
			Rules: []Rule{prints("cancelled inside", 0)}, Solved: "shield"},
	}
}
