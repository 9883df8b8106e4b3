package lesson

func coroutine() Lesson {
	return Lesson{ID: "coroutine", Topic: core, Title: text("Coroutines", "协程"),
		Misconception: text("Calling an async function runs it.",
			"调用 async 函数就会运行它。"),
		Watch: text("How many tasks there are, and what is printed for ada.",
			"看一共有几个任务，以及 ada 那一行打印了什么。"),
		Reveal: text("The call only makes a coroutine. Without await, or create_task, no step of it ever runs: there is no task and no entry in the ready queue. CPython warns when the object dies. In Go the coroutine is a function that is never called, and nobody can warn; the compiler at least insists on the “_ =”.",
			"调用只是创建了一个协程对象。没有 await，也没有 create_task，它一步也不会运行：既没有任务，就绪队列里也没有它。CPython 在对象销毁时会给出警告。在 Go 里，协程只是一个没人调用的函数，谁也无法警告；好在编译器至少要求写出“_ =”。"),
		Programs: []Program{
			bad("forgotten_await", "greet(\"ada\") is called, not awaited", "调用了 greet(\"ada\")，但没有 await"),
			good("await_each", "every coroutine is awaited", "每个协程都被 await"),
		},
		Questions: []Question{
			{At: "start", Ask: AskPrint, Believed: "Hello, ada",
				Why: text("greet(\"ada\") makes a coroutine and drops it.",
					"greet(\"ada\") 创建了协程，随即把它丢掉了。")},
			{At: "print called", Ask: AskPrint, Believed: "Hello, ada",
				Why: text("Nothing is pending that could still greet ada.",
					"没有任何待办的东西会再去问候 ada。")},
			{At: "print Hello, bob", Ask: AskNext, Believed: "Task-2",
				Why: text("There is no Task-2: awaiting a coroutine makes no task, and forgetting to await does not either. What runs next is main's end, which stops the loop.",
					"根本没有 Task-2：await 一个协程不会创建任务，忘了 await 也不会。接下来是 main 结束后让循环停止的回调。")},
		},
		Exercise: Exercise{Text: text("Greet ada, too.", "让 ada 也得到问候。"),
			Rules: []Rule{prints("Hello, ada", 1), prints("Hello, bob", 1)}},
	}
}
