package lesson

import "github.com/goasyncio/asyncio/cmd/asyncio/internal/page"

// finding is what is said about what a lint finds.
type finding struct {
	lesson string    // the ID of the lesson that tells more
	means  page.Text // what is wrong
	advice page.Text // what to do about it
}

// findings are by the code of the lint.
func findings() map[string]finding {
	return map[string]finding{
		"blocked-loop": {"blocking", text("a step held up all others", "有一步耽误了所有其他任务"),
			text("do blocking or long work with ToThread, or await in between", "阻塞或耗时的工作用 ToThread，或者中间加 await")},
		"late-timer": {"blocking", text("a timer fired long after its deadline", "定时器在到期之后很久才触发"),
			text("look for the step that ran meanwhile", "找出这期间一直在运行的那一步")},
		"never-awaited": {"coroutine", text("a coroutine was made but never awaited", "创建了协程，却从未 await"),
			text("await it, or give it to CreateTask", "await 它，或者交给 CreateTask")},
		"never-retrieved": {"never-retrieved", text("nobody looked at a task's error", "任务的错误没有人看过"),
			text("await the task, or ask for its result", "await 这个任务，或者取它的结果")},
		"swallowed-cancel": {"cancel", text("a task was cancelled and went on", "任务被取消了，却继续运行"),
			text("return the cancellation after cleaning up", "清理之后，让取消继续传出去")},
		"orphan-at-exit": {"fire-and-forget", text("a task was still running when main ended", "main 结束时还有任务在运行"),
			text("await it, or start it in a TaskGroup", "await 它，或者在 TaskGroup 里启动它")},
		"sequential-awaits": {"sequential", text("things that could run together ran one after the other", "本可以同时进行的事一个接一个地做了"),
			text("start them all, then wait: Gather or a TaskGroup", "先全部启动，再一起等：用 Gather 或 TaskGroup")},
		"await-cycle": {"deadlock", text("tasks wait for each other, or for nothing that will come", "任务互相等待，或者在等永远不会来的东西"),
			text("find the one that should not wait", "找出不该等待的那一个")},
		"timeout-overrun": {"timeout", text("a deadline passed while a step ran", "时限在一步运行期间过去了"),
			text("a timeout only acts at an await: split the step, or use ToThread", "timeout 只在 await 处起作用：把这一步拆开，或者用 ToThread")},
		"starving-spin": {"sleep-zero", text("a task takes turn after turn without doing anything", "任务一轮接一轮地空转"),
			text("wait for an Event or a Future instead of yielding in a loop", "不要在循环里反复让出，改为等待 Event 或 Future")},
		"unbounded-gather": {"gather-order", text("very many tasks were started at once", "一次启动了非常多的任务"),
			text("limit them with a Semaphore or a Queue of workers", "用 Semaphore 或一组从 Queue 取活的任务来限制数量")},
		"thread-outlives-cancel": {"thread-cancel", text("a worker thread went on after its caller had been cancelled", "调用者已被取消，工作线程仍在继续"),
			text("let the function look at its ctx", "让函数查看自己的 ctx")},
		"lost-sibling-exception": {"gather-error", text("gather returned one error; another was lost", "gather 返回了一个错误，另一个丢失了"),
			text("use GatherResults or a TaskGroup to see all errors", "用 GatherResults 或 TaskGroup 才能看到所有错误")},
	}
}

// About is the ID of the lesson that tells about what a lint found.
func About(code string) string { return findings()[code].lesson }

// Meaning says in both languages what a lint has found, and what to do about
// it.
func Meaning(code string) (means, advice page.Text) {
	f := findings()[code]
	return f.means, f.advice
}
