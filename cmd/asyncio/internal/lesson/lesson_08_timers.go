package lesson

func timers() Lesson {
	return Lesson{ID: "timers", Topic: core, Title: text("Timers", "定时器"),
		Misconception: text("sleep(1) goes on at exactly one second, in one go.",
			"sleep(1) 恰好在一秒时一步到位地继续。"),
		Watch: text("The turn in which a timer fires, and the turn in which the sleeper goes on.",
			"看定时器触发的轮次，以及睡眠者继续的轮次。"),
		Reveal: text("Timers fire in the order of their deadlines. For a sleep this takes two turns: the timer's callback makes the future done, and that wakes the task for the next turn. Timers of the same deadline fire here in the order in which they were set; CPython's heap compares deadlines alone, so five equal ones fire as 0, 2, 4, 1, 3.",
			"定时器按到期时间依次触发。对 sleep 来说要两轮：定时器的回调把 future 标记为完成，任务随之在下一轮被唤醒。到期时间相同的定时器，这里按设置的先后触发；CPython 的堆只比较到期时间，五个相同的会按 0、2、4、1、3 的次序触发。"),
		Programs: []Program{
			lone("timers", "two callbacks and a sleep", "两个回调和一个 sleep"),
		},
		Questions: []Question{
			{At: "start", Ask: AskPrint, Believed: "three",
				Why: text("The heap is ordered by deadline, not by when a timer was set.",
					"堆按到期时间排序，而不是按设置的先后。")},
			{At: "print one", Ask: AskNext, Believed: "Task-1",
				Why: text("The sleep's timer calls a callback first.",
					"sleep 的定时器先调用一个回调。")},
			{At: "print one", Ask: AskTick, Believed: "3",
				Why: text("Turn 3 is the timer's; main goes on in turn 4.",
					"第 3 轮属于定时器，main 在第 4 轮继续。")},
		},
		Exercise: Exercise{Text: text("Let three be printed before two.", "让 three 在 two 之前打印。"),
			Rules: []Rule{before("three", "two")}},
	}
}
