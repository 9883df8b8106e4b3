package conformance

// op makes an op of that name, with arguments that suit the place.
func (g generator) op(name string, here surroundings) Op {
	switch name {
	case "try":
		return g.try(here)
	case "raise":
		return g.raise()
	case "return":
		return NewOp("return", g.between(0, 9))
	case "cancel":
		return g.cancel("cancel", g.task())
	case "fcancel":
		return g.cancel("fcancel", g.below(6))
	case "cb":
		return g.callback("cb", g.between(0, 11))
	case "fcb":
		return g.callback("fcb", g.below(6))
	case "cond":
		return g.condition(here)
	}
	op := Op{Name: name}
	for _, param := range language[name] {
		op.Args = append(op.Args, g.arg(name, param, here))
	}
	return op
}

// arg makes an argument.
func (g generator) arg(name string, param Param, here surroundings) Arg {
	switch param {
	case TaskRef:
		return Int(g.task())
	case TaskRefs:
		return g.taskList()
	case FutureRef:
		return Int(g.below(6))
	case FutureRefs:
		return g.futureList()
	case ProcRef:
		return g.procRef(here)
	case CondRef:
		if here.cond > 0 && (name == "cwaitin" || name == "cnotifyin") && g.percent(90) {
			return Int(here.cond - 1)
		}
	case Seconds:
		return g.seconds()
	case MaybeSeconds:
		return g.limit()
	case Number, Tag:
		return Int(g.between(1, 99))
	case Count:
		return Int(oneOf(g.draws, []int{1, 1, 1, 2, 2, 3, 0}))
	case YesNo:
		return Int(g.below(2))
	case Mode:
		return Text(oneOf(g.draws, waitModes))
	case Body:
		return g.body(name, here)
	}
	return Int(g.below(3)) // index of an object
}

func (g generator) body(name string, here surroundings) Arg {
	switch name {
	case "tg":
		here.group = true
	case "timeout":
		here.timeout = true
	}
	return g.inner(here)
}

func (g generator) taskList() Arg {
	list := Ints{}
	for range oneOf(g.draws, []int{0, 1, 1, 2, 2, 2, 3, 3, 4}) {
		list = append(list, int64(g.task()))
	}
	return list
}

func (g generator) futureList() Arg {
	list := Ints{}
	for range oneOf(g.draws, []int{0, 0, 1, 1, 2}) {
		list = append(list, int64(g.below(6)))
	}
	return list
}

// task is the index of a task, mostly one of the first that main starts: on main itself few can wait.
func (g generator) task() int {
	if g.percent(70) {
		return g.between(1, 4)
	}
	return g.between(0, 11)
}

// procRef prefers procs behind this one, so that programs are broad rather than one endless recursion.
func (g generator) procRef(here surroundings) Arg {
	if here.proc+1 < g.procs && g.percent(80) {
		return Int(g.between(here.proc+1, g.procs-1))
	}
	return Int(g.below(g.procs))
}

// seconds are small, so that much happens at one instant.
func (g generator) seconds() Arg {
	return Int(oneOf(g.draws, []int{0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 7, -1}))
}

// limit is the time that a timeout gives.
func (g generator) limit() Arg {
	if g.percent(6) {
		return Null{}
	}
	return Int(oneOf(g.draws, []int{0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, -1}))
}

func (g generator) message() string { return oneOf(g.draws, []string{"a", "b", "c", "d", ""}) }

func (g generator) cancel(name string, target int) Op {
	if g.percent(40) {
		return NewOp(name, target, g.message())
	}
	return NewOp(name, target)
}

func (g generator) raise() Op {
	class := errorClasses[g.weighted([]int{40, 20, 8, 14, 6, 6, 3, 3})]
	return NewOp("raise", class, g.message())
}

func (g generator) try(here surroundings) Op {
	classes := Texts{}
	for range g.between(0, 2) {
		classes = append(classes, errorClasses[g.weighted([]int{18, 5, 3, 34, 8, 5, 12, 15})])
	}
	body := g.inner(here)
	here.handler = true
	handler, cleanup := Block{}, Block{}
	if len(classes) > 0 && g.percent(75) {
		handler = g.inner(here)
	}
	if g.percent(35) {
		cleanup = g.inner(here)
	}
	return NewOp("try", body, classes, handler, cleanup, g.below(2))
}

func (g generator) callback(name string, target int) Op {
	action := oneOf(g.draws, []string{"none", "cancel", "cancel", "set", "raise", "soon"})
	return NewOp(name, target, g.between(1, 99), action, g.between(0, 11))
}

func (g generator) condition(here surroundings) Op {
	index := g.below(3)
	here.cond = index + 1
	return NewOp("cond", index, g.inner(here))
}
