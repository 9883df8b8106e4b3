// Package conformance proves that this project schedules as CPython's asyncio does: the same random program,
// run by both under a virtual clock, must give the same trace, event for event.
//
// A Program is a line of JSON. Parse reads one, Generate makes one from a seed, and Origin names one in a few
// characters. FindPython and StartPython run programs on CPython 3.13 (the folder runner), Interpret on this project,
// and Conform does both and compares. What differs is shrunk before it is shown. LoadGolden and LoadDirected
// hold what CPython said once, for machines without it.
//
// # Programs
//
//	{"v":1,"seed":64,"objs":{"lk":2,"sm":[1,2],"bs":[1,2],"ev":2,"q":[0,1,2],"cd":1,"br":[2,3],"f":3},
//	 "procs":[[op,…],[op,…],…]}
//
// The objects are locks, semaphores and bounded semaphores (their first values), events, queues (their sizes),
// conditions, barriers (their parties) and bare futures. procs[0] is main. An op is [name, argument…]; the
// table in language.go lists all with their arguments. A reference to a task, proc or object is an index modulo
// the number there are, so that any op can be deleted and the program stays valid. A task is named
// T<number>.<proc>, and there are at most 40. Durations are whole seconds.
//
// # Traces
//
// A Trace is a list of events [virtual second, current task or "-", kind, data…]: an op's name with its number
// and text arguments when it begins; "op." with its result when it ends; "op!" with the error it raised; start,
// ret and die of a coroutine; caught and finally of a try; CB, cbcancel, SOON and LATER of callbacks; handler
// when the exception handler is called; and DEADLOCK, SHUTDOWN, STUCK and END of the run as a whole.
// An error is ["ClassName", message…], with a message only for E1, E2 and a cancellation that has one; a group
// of errors is a nested list. The folder runner is the definition of it all.
//
// The trace of a program that cannot be run is [["ERROR", what is wrong and where]].
package conformance
