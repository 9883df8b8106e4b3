package lesson

func race() Lesson {
	return Lesson{ID: "race", Topic: shared, Title: text("Races", "竞争"),
		Misconception: text("There is one thread, so there are no races.",
			"只有一个线程，所以不会有竞争。"),
		Watch: text("The turn in which each task reads, and the turn in which it writes.",
			"看每个任务读取的轮次和写入的轮次。"),
		Reveal: text("Between reading and writing there is an await, and with it a turn: all five tasks read 0 in turn 2 and write 1 in turn 3. What must not be interrupted must not await, or needs a Lock. The price: the turns become many.",
			"读取和写入之间有一个 await，也就隔了一轮：五个任务都在第 2 轮读到 0，在第 3 轮写入 1。不能被打断的地方，要么不 await，要么加 Lock。代价是轮次变多。"),
		Programs: []Program{
			bad("race", "read, await, write", "读取、await、写入"),
			good("race_lock", "the same with a lock", "同样的事，加上锁"),
		},
		Questions: []Question{
			{At: "start", Ask: AskPrint, Believed: "counter: 5",
				Why: text("All five have read 0 before the first one writes.",
					"第一个写入之前，五个都已读到 0。")},
			{At: "step Task-2", Ask: AskNext, Believed: "Task-2",
				Why: text("At its await the others come in between.",
					"它一 await，其他任务就插了进来。")},
			{Of: "race_lock", At: "step Task-3", Ask: AskTick, Task: "Task-3", Believed: "3",
				Why: text("In turn 3 Task-2 writes, and gives the lock to Task-3, which goes on in the next turn.",
					"第 3 轮 Task-2 写入，并把锁交给 Task-3，后者在下一轮继续。")},
		},
		Exercise: Exercise{Text: text("Let the counter be 5.", "让计数器等于 5。"),
			Rules: []Rule{prints("counter: 5", 1)}, Solved: "race_lock"},
	}
}
