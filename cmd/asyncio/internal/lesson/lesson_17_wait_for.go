package lesson

import "time"

func waitFor() Lesson {
	return Lesson{ID: "wait-for", Topic: waiting, Title: text("wait_for", "wait_for：限时等待"),
		Misconception: text("wait_for returns at its deadline; it runs the coroutine in a new task.",
			"wait_for 到了时限就返回；它会在新任务里运行协程。"),
		Watch: text("What happens between 1 s and 3 s, and how many tasks there are.",
			"看 1 秒到 3 秒之间发生了什么，以及一共有几个任务。"),
		Reveal: text("At its deadline wait_for cancels, and then waits until what it cancelled has ended. Here that cleans up for 2 s, so the TimeoutError comes at 3 s. Since 3.12 a coroutine runs in the caller's own task.",
			"到了时限，wait_for 发出取消，然后一直等到被取消的那个结束。这里它要清理 2 秒，所以 TimeoutError 在 3 秒时才出现。从 3.12 起，协程就在调用者自己的任务里运行。"),
		Programs: []Program{
			bad("wait_for_cleanup", "cleaning up takes 2 s", "清理要 2 秒"),
			good("wait_for", "cleaning up takes no time", "清理不花时间"),
		},
		Questions: []Question{
			{At: "start", Ask: AskEnd, Believed: "1s",
				Why: text("1 s until the deadline, and 2 s to clean up.",
					"到时限 1 秒，清理再花 2 秒。")},
			{At: "line cleanup", Ask: AskPrint, Believed: "timed out 1.0s",
				Why: text("wait_for is still waiting for the cleaning up.",
					"wait_for 还在等清理结束。")},
			{At: "line sleep", Ask: AskNext, Believed: "Task-2",
				Why: text("There is no second task: slow runs in main's. Next comes the timeout's timer.",
					"没有第二个任务：slow 就在 main 的任务里运行。接下来是超时的定时器。")},
		},
		Exercise: Exercise{Text: text("Let main be done when its deadline is over.", "让 main 在时限一到就结束。"),
			Rules: []Rule{mainEnds(time.Second)}, Solved: "timeout_await"},
	}
}
