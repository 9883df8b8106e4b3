package trace

import "strings"

// kinds holds the text of each kind and the fields that the file has for it,
// in the order in which they are written. A field with a question mark is left
// out when it is zero.
var kinds = [kindCount]kind{
	Unknown:           {name: "unknown"},
	LoopStart:         {name: "loop.start"},
	LoopStop:          layout("loop.stop", "pending?"),
	TickBegin:         layout("tick.begin", "tick todo timers"),
	TickEnd:           layout("tick.end", "tick ran"),
	Poll:              layout("poll", "timeout slept? woke"),
	Clock:             layout("clock", "from to"),
	ReadyPush:         layout("ready.push", "h task? why label fut?"),
	HandleCancel:      layout("handle.cancel", "h"),
	HandleSkip:        layout("handle.skip", "h"),
	TimerAdd:          layout("timer.add", "timer h when label fut?"),
	TimerFire:         layout("timer.fire", "timer h when late?"),
	TimerCancel:       layout("timer.cancel", "timer h"),
	StepBegin:         layout("step.begin", "h task?"),
	StepEnd:           layout("step.end", "h task? out on? stack? dur?"),
	TaskNew:           layout("task.new", "task name coro? fut? parent? group? eager?"),
	TaskName:          layout("task.name", "task name"),
	TaskDone:          layout("task.done", "task fut? state val? exc?"),
	FutNew:            layout("fut.new", "fut what label? children?"),
	FutDone:           layout("fut.done", "fut state val? exc?"),
	FutRetrieved:      layout("fut.retrieved", "fut"),
	CbAdd:             layout("cb.add", "fut label task?"),
	CbRemove:          layout("cb.remove", "fut label task?"),
	CancelRequest:     layout("cancel.request", "task msg? count?"),
	CancelDeliver:     layout("cancel.deliver", "task msg? count?"),
	CancelSwallow:     layout("cancel.swallow", "task"),
	Uncancel:          layout("uncancel", "task count"),
	GroupEnter:        layout("group.enter", "id task"),
	GroupAbort:        layout("group.abort", "id task children?"),
	GroupExit:         layout("group.exit", "id task state?"),
	TimeoutEnter:      layout("timeout.enter", "id task when"),
	TimeoutReschedule: layout("timeout.reschedule", "id task when"),
	TimeoutExpire:     layout("timeout.expire", "id task when?"),
	TimeoutExit:       layout("timeout.exit", "id task state?"),
	Shield:            layout("shield", "id task fut"),
	SyncWait:          layout("sync.wait", "obj what task?"),
	SyncAcquire:       layout("sync.acquire", "obj what task?"),
	SyncRelease:       layout("sync.release", "obj what task?"),
	SyncPut:           layout("sync.put", "obj what task?"),
	SyncGet:           layout("sync.get", "obj what task?"),
	JobSubmit:         layout("job.submit", "job task? fut? label"),
	JobStart:          layout("job.start", "job worker dur?"),
	JobEnd:            layout("job.end", "job worker dur?"),
	JobDeliver:        layout("job.deliver", "job task? fut?"),
	ExcUnretrieved:    layout("exc.unretrieved", "task? fut? exc"),
	CoroUnawaited:     layout("coro.unawaited", "coro"),
	Printed:           layout("out", "text task?"),
	Warn:              layout("warn", "code text refs?"),
	Ask:               layout("ask", "id prompt kind?"),
	Mark:              layout("mark", "id? text"),
}

type kind struct {
	name   string
	fields []use
}

// A use is a field as one kind uses it.
type use struct {
	*field
	optional bool
}

// layout reads a list of fields.
func layout(name, list string) kind {
	k := kind{name: name}
	for _, word := range strings.Fields(list) {
		word, optional := strings.CutSuffix(word, "?")
		k.fields = append(k.fields, use{fieldsByName[word], optional})
	}
	return k
}

var kindsByName = func() map[string]Kind {
	byName := map[string]Kind{}
	for k := range kinds {
		byName[kinds[k].name] = Kind(k)
	}
	return byName
}()
