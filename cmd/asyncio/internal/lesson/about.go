package lesson

// About is the ID of the lesson that tells about what a lint found.
func About(code string) string {
	switch code {
	case "blocked-loop", "late-timer":
		return "blocking"
	case "never-awaited":
		return "coroutine"
	case "never-retrieved":
		return "never-retrieved"
	case "swallowed-cancel":
		return "cancel"
	case "orphan-at-exit":
		return "fire-and-forget"
	case "sequential-awaits":
		return "sequential"
	case "await-cycle":
		return "deadlock"
	case "timeout-overrun":
		return "timeout"
	case "starving-spin":
		return "sleep-zero"
	case "unbounded-gather":
		return "gather-order"
	case "thread-outlives-cancel":
		return "thread-cancel"
	case "lost-sibling-exception":
		return "gather-error"
	}
	return ""
}
