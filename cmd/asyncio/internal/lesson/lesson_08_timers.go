package lesson

func timers() Lesson {
	return Lesson{ID: "timers", Topic: core, Title: text("Timers", "定时器"),
		Misconception: text("sleep(1) goes on at exactly one second, in one go.",
			"sleep(1) 会在整整一秒时一步到位地继续运行。"),
		Watch: text("The turn in which a timer fires, and the turn in which the sleeper goes on.",
			"看定时器触发的轮次，以及睡眠者继续的轮次。"),
		Reveal: text("Timers fire in the order of their deadlines. For a sleep this takes two turns: the timer's callback makes the future done, and that wakes the task for the next turn. And the second begins where sleep is called: who wants to be steady sleeps until a deadline. Timers of the same deadline fire here in the order in which they were set; CPython's heap compares deadlines alone, so five equal ones fire as 0, 2, 4, 1, 3.",
			"定时器按到期时间依次触发。对 sleep 来说要两轮：定时器的回调把 future 标记为完成，任务随之在下一轮被唤醒。而且这一秒从调用 sleep 的那一刻算起：想要步调稳定，就应当睡到某个预定时刻。到期时间相同的定时器，这里按设置的先后触发；CPython 的堆只比较到期时间，五个相同的会按 0、2、4、1、3 的次序触发。"),
		Programs: []Program{
			bad("ticker_drift", "a second of sleep after each tick, and work on top", "每次滴答之后睡一秒，干活的时间另算"),
			good("ticker_steady", "sleeping until the next deadline", "睡到下一个预定时刻"),
			lone("timers", "two callbacks and a sleep", "两个回调和一个 sleep"),
		},
		Questions: []Question{
			{At: "print tick 1.0s", Ask: AskPrint, Believed: "tick 2.0s",
				Why: text("sleep(1) counts from where it is called: after the 200 ms of work.",
					"sleep(1) 从调用它的那一刻算起：也就是干完 200 毫秒的活之后。")},
			{Of: "ticker_steady", At: "print tick 1.0s", Ask: AskPrint, Believed: "tick 2.2s",
				Why: text("It sleeps only what is left until the deadline, 0.8 s.",
					"它只睡到预定时刻为止，也就是余下的 0.8 秒。")},
			{Of: "timers", At: "start", Ask: AskPrint, Believed: "three",
				Why: text("The heap is ordered by deadline, not by when a timer was set.",
					"堆按到期时间排序，而不是按设置的先后。")},
			{Of: "timers", At: "print one", Ask: AskNext, Believed: "Task-1",
				Why: text("The sleep's timer calls a callback first.",
					"sleep 的定时器先调用一个回调。")},
			{Of: "timers", At: "print one", Ask: AskTick, Believed: "3",
				Why: text("Turn 3 is the timer's; main goes on in turn 4.",
					"第 3 轮属于定时器，main 在第 4 轮继续。")},
		},
		Exercise: Exercise{Text: text("Let the ticker tick at each full second.", "让它在每个整秒滴答一次。"),
			Rules: []Rule{prints("tick 2.0s", 1), prints("tick 3.0s", 1)}, Solved: "ticker_steady"},
	}
}
