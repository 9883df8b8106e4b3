package lesson

func gatherError() Lesson {
	return Lesson{ID: "gather-error", Topic: waiting, Title: text("Errors in gather", "gather 里的错误"),
		Misconception: text("When one fails, gather cancels the others.",
			"一个失败，gather 就会取消其余的。"),
		Watch: text("What c and d do after main has caught the error.",
			"看 main 捕获错误之后，c 和 d 在做什么。"),
		Reveal: text("gather raises the first error, at once, and leaves the others alone: c still prints. The error of d is nobody's: gather has taken it, so that not even “never retrieved” is reported. Ask for all results with return_exceptions, or use a TaskGroup.",
			"gather 立刻抛出第一个错误，其余的放任不管：c 照样打印。d 的错误没有人理：gather 已经把它取走了，连“从未被取回”的报告都没有。可以用 return_exceptions 取得全部结果，或者改用 TaskGroup。"),
		Programs: []Program{
			bad("gather_siblings", "the second error is lost", "第二个错误丢失了"),
			good("gather_all", "all errors are seen", "所有错误都看得到"),
		},
		Questions: []Question{
			{At: "done Task-3", Ask: AskTick, Believed: "8",
				Why: text("Turn 8 is gather's callback; main catches the error in turn 9.",
					"第 8 轮是 gather 的回调，main 在第 9 轮捕获错误。")},
			{At: "print caught b", Ask: AskPrint, Believed: "main ends",
				Why: text("Nobody cancelled c.",
					"没有谁取消 c。")},
			{At: "print c is done", Ask: AskPrint, Believed: "caught d",
				Why: text("gather raises one error only, and hides the second.",
					"gather 只抛出一个错误，第二个被它藏起来了。")},
			{Of: "gather_all", At: "print a is done", Ask: AskPrint, Believed: "error b",
				Why: text("With return_exceptions gather waits for all.",
					"用了 return_exceptions，gather 会等到全部完成。")},
		},
		Exercise: Exercise{Text: text("Lose no error.", "不要丢失任何错误。"),
			Rules: []Rule{noLint("lost-sibling-exception"), prints("c is done", 1)}, Solved: "gather_all"},
	}
}
