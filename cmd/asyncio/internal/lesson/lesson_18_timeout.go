package lesson

import "time"

func timeout() Lesson {
	return Lesson{ID: "timeout", Topic: waiting, Title: text("timeout", "timeout：时限"),
		Misconception: text("A timeout interrupts code that runs.",
			"timeout 能打断正在运行的代码。"),
		Watch: text("Whether the timeout's timer ever fires.",
			"看超时的定时器有没有触发过。"),
		Reveal: text("A timeout is a timer that cancels the task: both need the loop. Busy code keeps the loop, so at 1 s nothing happens; at 3 s the body ends by itself and takes its timer along. No TimeoutError at all. With an await in it, the error comes there.",
			"timeout 是一个会取消任务的定时器：两者都要靠事件循环。忙碌的代码占着循环，所以 1 秒时什么也没发生；3 秒时代码块自己结束，定时器也随之撤销。根本没有 TimeoutError。若里面有真正等待的 await，错误就在那里出现。"),
		Programs: []Program{
			bad("timeout_busy", "3 s of work without an await", "3 秒的工作，没有 await"),
			good("timeout_await", "3 s of waiting", "3 秒的等待"),
		},
		Questions: []Question{
			{At: "start", Ask: AskPrint, Believed: "timed out 1.0s",
				Why: text("Nobody can interrupt a step.",
					"谁也不能打断一步。")},
			{At: "print body ends 3.0s", Ask: AskPrint, Believed: "timed out 3.0s",
				Why: text("The deadline has passed, but its timer had no turn to fire in.",
					"时限已过，但它的定时器没有机会在任何一轮触发。")},
			{Of: "timeout_await", At: "line work", Ask: AskTime, Believed: "3s",
				Why: text("main waits, so the loop can fire the timer, which cancels the wait.",
					"main 在等待，所以循环能触发定时器，取消这次等待。")},
		},
		Exercise: Exercise{Text: text("Let the timeout act after 1 s.", "让时限在 1 秒时起作用。"),
			Rules: []Rule{noLint("timeout-overrun"), mainEnds(time.Second)}, Solved: "timeout_await"},
	}
}
