package lesson

func deadlock() Lesson {
	return Lesson{ID: "deadlock", Topic: shared, Title: text("Deadlock", "死锁"),
		Misconception: text("asyncio notices that nothing can happen any more.",
			"再也不会发生任何事时，asyncio 会察觉。"),
		Watch: text("The waiting set, when the ready queue and the timers are empty.",
			"看就绪队列和定时器都空了之后，谁在等谁。"),
		Reveal: text("a awaits b, b awaits a, main awaits a. Nothing is ready, no timer is set: CPython waits for ever, in silence, and cancelling one of them ends in a RecursionError. This library returns ErrDeadlock, with the cycle.",
			"a 等 b，b 等 a，main 等 a。没有就绪的，也没有定时器：CPython 会一声不响地永远等下去，若取消其中一个，则以 RecursionError 告终。本库会返回 ErrDeadlock，并指出这个环。"),
		Programs: []Program{
			bad("deadlock", "a and b wait for each other", "a 和 b 互相等待"),
			good("no_deadlock", "only b waits for a", "只有 b 等 a"),
		},
		Questions: []Question{
			{At: "print waiting for b", Ask: AskNext, Believed: "Task-1",
				Why: text("b is the next in the queue; main waits for a.",
					"队列里的下一个是 b；main 在等 a。")},
			{At: "print waiting for a", Ask: AskPrint, Believed: "never printed",
				Why: text("Nobody is left who could wake anybody.",
					"再也没有谁能唤醒谁了。")},
			{Of: "no_deadlock", At: "print waiting for a", Ask: AskTick, Task: "b", Believed: "4",
				Why: text("a ends in turn 4, and that wakes b for the next turn.",
					"a 在第 4 轮结束，b 因此在下一轮被唤醒。")},
		},
		Exercise: Exercise{Text: text("Break the cycle.", "打破这个环。"),
			Rules: []Rule{noLint("await-cycle")}, Solved: "no_deadlock"},
	}
}
