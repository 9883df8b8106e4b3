package bench

// Rows is the table. A row without a goal of its own shall at least not be
// slower than the best Python.
func Rows() []Row {
	var all []Row
	for _, part := range [][]Row{switches(), tasks(), callbacks(), locks(), threads(), memory(), trees()} {
		all = append(all, part...)
	}
	for i := range all {
		if all[i].Goals == nil {
			all[i].Goals = goals(atLeast(1, Best))
		}
	}
	return all
}

func goals(all ...Goal) []Goal { return all }

func switches() []Row {
	ring := goals(atMost(1.4, Raw), noAllocs)
	return []Row{
		{Name: "sleep/1", Text: "sleep(0), %s task; raw: channels, there and back", Unit: "step", Work: "sleep0", Size: 1,
			Raw: "raw_round_trip", Goals: goals(atMost(0.25, Raw), noAllocs)},
		{Name: "sleep/100", Text: "sleep(0), %s tasks; raw: a ring of as many", Unit: "step", Work: "sleep0", Size: 100,
			Raw: "raw_ring", Goals: ring},
		{Name: "sleep/1000", Text: "sleep(0), %s tasks; raw: a ring", Unit: "step", Work: "sleep0", Size: 1000,
			Raw: "raw_ring", Goals: ring},
		{Name: "sleep/10000", Text: "sleep(0), %s tasks; raw: a ring", Unit: "step", Work: "sleep0", Size: 10_000,
			Raw: "raw_ring", Goals: goals(atMost(1.2, UVLoop), atLeast(1.3, CPython), noAllocs)},
		{Name: "pull/1", Text: "sleep(0), %s task, pull engine; raw: iter.Pull", Unit: "step", Work: "sleep0", Size: 1,
			Raw: "raw_pull", Pull: true, Goals: goals(atMost(1.8, Raw), noAllocs)},
		{Name: "pull/100", Text: "sleep(0), %s tasks, pull engine; raw: iter.Pull", Unit: "step", Work: "sleep0", Size: 100,
			Raw: "raw_pull", RawAt: 1, Pull: true, Goals: goals(atLeast(4.5, UVLoop), noAllocs)},
		{Name: "pull/10000", Text: "sleep(0), %s tasks, pull engine; raw: iter.Pull", Unit: "step", Work: "sleep0", Size: 10_000,
			Raw: "raw_pull", RawAt: 1, Pull: true},
		{Name: "await/bare", Text: "await of a bare coroutine", Unit: "await", Work: "bare", Size: 1},
		{Name: "fib", Text: "fib(%s) over bare coroutines", Unit: "fib", Work: "fib", Size: 25, Small: 18},
		{Name: "generator", Text: "an asynchronous generator of 100,000 items", Unit: "item", Work: "generator", Size: 1},
		{Name: "future", Text: "futures, ping-pong; raw: channels, there and back", Unit: "hand-over", Work: "future", Size: 1,
			Raw: "raw_round_trip", Goals: goals(atLeast(3, Best))},
		{Name: "future/pull", Text: "futures, ping-pong, pull engine; raw: iter.Pull", Unit: "hand-over", Work: "future", Size: 1,
			Raw: "raw_pull", Pull: true, Goals: goals(atLeast(3, Best))},
		{Name: "wake/10", Text: "wake 10 tasks, %s others parked", Unit: "wake-up", Work: "wake", Size: 10},
		{Name: "wake/100000", Text: "wake 10 tasks, %s others parked; raw: ours with 10 others", Unit: "wake-up", Work: "wake",
			Size: 100_000, Small: 10_000, Raw: "wake", RawAt: 10, Goals: goals(atMost(1.3, Raw), atLeast(1, Best))},
	}
}

func tasks() []Row {
	four := goals(atLeast(4, Best))
	return []Row{
		{Name: "create", Text: "create and await a task; raw: a goroutine and a channel", Unit: "task", Work: "create", Size: 1,
			Raw: "raw_spawn", Goals: four},
		{Name: "create/eager", Text: "the same, eager", Unit: "task", Work: "create", Size: 1, Eager: true},
		{Name: "create/many", Text: "create %s tasks, then await them", Unit: "task", Work: "create_many", Size: 100_000,
			Small: 10_000, Goals: four},
		{Name: "gather", Text: "gather of %s", Unit: "coroutine", Work: "gather_many", Size: 10_000, Goals: four},
		{Name: "taskgroup", Text: "TaskGroup of %s", Unit: "task", Work: "group_many", Size: 10_000, Goals: four},
		{Name: "wait", Text: "wait for %s", Unit: "task", Work: "wait_many", Size: 10_000, Goals: four},
		{Name: "as_completed", Text: "as_completed of %s", Unit: "task", Work: "completed_many", Size: 10_000},
		{Name: "wait_for", Text: "wait_for(sleep(0), an hour)", Unit: "call", Work: "wait_for", Size: 1},
		{Name: "timeout", Text: "timeout(an hour) around sleep(0)", Unit: "scope", Work: "timeout", Size: 1},
	}
}

func callbacks() []Row {
	nine, three := goals(atLeast(9, Best), noAllocs), goals(atLeast(3, Best))
	return []Row{
		{Name: "call_soon/chain", Text: "call_soon, one a turn", Unit: "callback", Work: "soon_chain", Size: 1, Goals: nine},
		{Name: "call_soon/batch", Text: "call_soon, %s a turn", Unit: "callback", Work: "soon_batch", Size: 1000, Goals: nine},
		{Name: "threadsafe", Text: "call_soon_threadsafe, in a flood", Unit: "callback", Work: "threadsafe", Size: 1},
		{Name: "threadsafe/wake", Text: "call_soon_threadsafe to an idle loop, and back", Unit: "callback",
			Work: "threadsafe_wake", Size: 1},
		{Name: "timers/cancel", Text: "set %s timers, then cancel them", Unit: "timer", Work: "timers_cancel", Size: 1_000_000,
			Small: 100_000, Once: 3, Goals: three},
		{Name: "timers/interleaved", Text: "set a timer and cancel it, in turn", Unit: "timer", Work: "timers_interleaved",
			Size: 1, Goals: three},
		{Name: "timers/fire", Text: "%s timers that fire", Unit: "timer", Work: "timers_fire", Size: 100_000, Small: 10_000,
			Goals: goals(atLeast(1.5, Best))},
	}
}

func locks() []Row {
	four := goals(atLeast(4, Best))
	return []Row{
		{Name: "lock", Text: "Lock that nobody else wants", Unit: "body", Work: "lock", Size: 1, Goals: four},
		{Name: "lock/contended", Text: "Lock that %s tasks want", Unit: "body", Work: "lock", Size: 10, Goals: four},
		{Name: "semaphore", Text: "Semaphore(10) that %s tasks want", Unit: "body", Work: "semaphore", Size: 100},
		{Name: "event", Text: "Event with %s waiters", Unit: "waiter", Work: "event", Size: 1000, Goals: four},
		{Name: "condition", Text: "Condition, two tasks in turn", Unit: "turn", Work: "condition", Size: 1},
		{Name: "queue", Text: "Queue, ping-pong", Unit: "round trip", Work: "queue", Size: 1, Goals: goals(atLeast(5, Best))},
		{Name: "queue/pipe", Text: "Queue(%s), one way", Unit: "item", Work: "pipe", Size: 100},
		{Name: "queue/unbounded", Text: "Queue without a bound, one way", Unit: "item", Work: "stream", Size: 1},
	}
}

func threads() []Row {
	return []Row{
		{Name: "to_thread", Text: "to_thread, one by one; raw: the four hand-overs", Unit: "call", Work: "thread", Size: 1,
			Raw: "raw_thread", Goals: goals(atLeast(30, Best))},
		{Name: "to_thread/many", Text: "to_thread, %s gathered", Unit: "call", Work: "thread_many", Size: 5000, Small: 1000},
	}
}

func memory() []Row {
	parks := func(name string, n, small, once int, live Goal) []Row {
		row := Row{Name: name, Text: "park %s tasks and cancel them; raw: goroutines with channels", Unit: "task",
			Work: "park", Size: n, Small: small, Raw: "raw_park", Fresh: true, Once: once}
		alive, peak := row, row
		alive.Name, alive.Metric, alive.Text = name+"/live", Live, "bytes of each parked task, of %s"
		peak.Name, peak.Metric, peak.Text = name+"/peak", Peak, "the same, by the most memory that the process had"
		alive.Goals, peak.Goals = goals(live), []Goal{} // the most, with garbage, is only told
		return []Row{row, alive, peak}
	}
	return append(parks("park/100000", 100_000, 10_000, 3, atMost(1.1, Raw)),
		parks("park/1000000", 1_000_000, 50_000, 3, atMost(1.1, Raw))...)
}

func trees() []Row {
	var all []Row
	for _, way := range []string{"gather", "group"} {
		for _, kind := range []string{"none", "io", "memoization", "cpu_io_mixed"} {
			row := Row{Name: "tree/" + way + "/" + kind, Text: "async_tree " + kind + ", depth %s, by " + way, Unit: "tree",
				Work: "tree_" + kind, Size: 6, Small: 4, Once: 3}
			if way == "group" {
				row.Work = "tree_group_" + kind
			}
			eager := row
			eager.Name, eager.Text, eager.Eager = row.Name+"/eager", row.Text+", eager", true
			if kind == "none" {
				row.Goals, eager.Goals = goals(atLeast(5, CPython)), goals(atLeast(2, CPython))
			}
			all = append(all, row, eager)
		}
	}
	return all
}
