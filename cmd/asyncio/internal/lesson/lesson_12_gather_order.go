package lesson

func gatherOrder() Lesson {
	return Lesson{ID: "gather-order", Topic: waiting, Title: text("The order of gather", "gather 的顺序"),
		Misconception: text("Results come in the order in which they are ready.",
			"结果按完成的先后排列。"),
		Watch: text("Who is done when, and the list that main gets; and how many start at once.",
			"看谁在什么时候完成，main 得到的列表是什么样，以及有多少个同时开始。"),
		Reveal: text("gather returns results in the order of its arguments. All of them start in the same turn, however many there are; limit a crowd with a Semaphore or a Queue. main goes on two turns after the last one is done: first gather's callback, then main.",
			"gather 按参数的顺序返回结果。不论有多少个，全都在同一轮开始；数量很大时，要用 Semaphore 或 Queue 加以限制。最后一个完成之后再过两轮 main 才继续：先是 gather 的回调，然后才是 main。"),
		Programs: []Program{
			bad("crowd", "120 at once", "一次 120 个"),
			good("gather_order", "three, done as b, c, a", "三个，按 b、c、a 的次序完成"),
		},
		Questions: []Question{
			{Of: "gather_order", At: "start", Ask: AskPrint, Believed: "a is done",
				Why: text("b takes 1 s, a takes 3 s.",
					"b 要 1 秒，a 要 3 秒。")},
			{Of: "gather_order", At: "print a is done", Ask: AskPrint, Believed: "['b', 'c', 'a']",
				Why: text("The list has the order of the arguments.",
					"列表的顺序就是参数的顺序。")},
			{Of: "gather_order", At: "print a is done", Ask: AskTick, Believed: "11",
				Why: text("Turn 11 is gather's callback.",
					"第 11 轮是 gather 的回调。")},
		},
		Exercise: Exercise{Text: text("Let fewer than 100 be under way at a time.", "让同时进行的少于 100 个。"),
			Rules: []Rule{noLint("unbounded-gather")}, Solved: "gather_order"},
	}
}
