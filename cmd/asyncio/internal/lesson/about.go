package lesson

// About is the ID of the lesson that tells about what a lint found; "" for a
// lint that there is not.
func About(code string) string {
	return map[string]string{
		"blocked-loop":           "blocking",
		"late-timer":             "blocking",
		"never-awaited":          "coroutine",
		"never-retrieved":        "never-retrieved",
		"swallowed-cancel":       "cancel",
		"orphan-at-exit":         "fire-and-forget",
		"sequential-awaits":      "sequential",
		"await-cycle":            "deadlock",
		"timeout-overrun":        "timeout",
		"starving-spin":          "sleep-zero",
		"unbounded-gather":       "gather-order",
		"thread-outlives-cancel": "thread-cancel",
		"lost-sibling-exception": "gather-error",
	}[code]
}
