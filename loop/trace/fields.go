package trace

import "time"

// A field is a key of the file's events and the place in an [Event] that it
// stands for. One name means one thing whatever the kind, so a line can be
// read before its kind is known.
type field struct {
	name string
	at   func(*Event) any // a pointer to the place; its type tells how to read and write it
	cold bool             // the place is in More
}

// These give a place a type of its own, because it is written in a way of its
// own.
type (
	onField  Event         // fut, what and label of the awaited future
	toField  time.Duration // where the clock jumped: t itself, for readers
	signed   time.Duration // a time that may be negative
	prose    string        // a text that may be long
	msgField More          // present even if empty
)

var fieldList = []field{
	{name: "h", at: func(e *Event) any { return &e.H }},
	{name: "task", at: func(e *Event) any { return &e.Task }},
	{name: "fut", at: func(e *Event) any { return &e.Fut }},
	{name: "timer", at: func(e *Event) any { return &e.Timer }},
	{name: "id", at: func(e *Event) any { return &e.ID }},
	{name: "obj", at: func(e *Event) any { return &e.ID }},
	{name: "job", at: func(e *Event) any { return &e.ID }},
	{name: "group", at: func(e *Event) any { return &e.ID }},
	{name: "parent", at: func(e *Event) any { return &e.Parent }},
	{name: "tick", at: func(e *Event) any { return &e.Tick }},
	{name: "todo", at: func(e *Event) any { return &e.Todo }},
	{name: "timers", at: func(e *Event) any { return &e.Timers }},
	{name: "ran", at: func(e *Event) any { return &e.Ran }},
	{name: "when", at: func(e *Event) any { return (*signed)(&e.When) }},
	{name: "late", at: func(e *Event) any { return (*signed)(&e.Late) }},
	{name: "timeout", at: func(e *Event) any { return (*signed)(&e.Timeout) }},
	{name: "slept", at: func(e *Event) any { return &e.Slept }},
	{name: "from", at: func(e *Event) any { return &e.From }},
	{name: "to", at: func(e *Event) any { return (*toField)(&e.T) }},
	{name: "label", at: func(e *Event) any { return &e.Label }},
	{name: "name", at: func(e *Event) any { return &e.Label }},
	{name: "what", at: func(e *Event) any { return &e.What }},
	{name: "coro", at: func(e *Event) any { return &e.What }},
	{name: "kind", at: func(e *Event) any { return &e.What }},
	{name: "why", at: func(e *Event) any { return &e.Why }},
	{name: "out", at: func(e *Event) any { return &e.Out }},
	{name: "state", at: func(e *Event) any { return &e.State }},
	{name: "woke", at: func(e *Event) any { return &e.Woke }},
	{name: "eager", at: func(e *Event) any { return &e.Eager }},
	{name: "on", at: func(e *Event) any { return (*onField)(e) }},

	{name: "val", cold: true, at: func(e *Event) any { return (*prose)(&e.More.Val) }},
	{name: "exc", cold: true, at: func(e *Event) any { return (*prose)(&e.More.Exc) }},
	{name: "text", cold: true, at: func(e *Event) any { return (*prose)(&e.More.Text) }},
	{name: "prompt", cold: true, at: func(e *Event) any { return (*prose)(&e.More.Text) }},
	{name: "msg", cold: true, at: func(e *Event) any { return (*msgField)(e.More) }},
	{name: "code", cold: true, at: func(e *Event) any { return &e.More.Code }},
	{name: "count", cold: true, at: func(e *Event) any { return &e.More.Count }},
	{name: "worker", cold: true, at: func(e *Event) any { return &e.More.Worker }},
	{name: "dur", cold: true, at: func(e *Event) any { return &e.More.Dur }},
	{name: "pending", cold: true, at: func(e *Event) any { return &e.More.Tasks }},
	{name: "children", cold: true, at: func(e *Event) any { return &e.More.Children }},
	{name: "refs", cold: true, at: func(e *Event) any { return &e.More.Refs }},
	{name: "stack", cold: true, at: func(e *Event) any { return &e.More.Stack }},
}

// fieldsByName is fieldList for reading.
var fieldsByName = func() map[string]*field {
	byName := map[string]*field{}
	for i := range fieldList {
		byName[fieldList[i].name] = &fieldList[i]
	}
	return byName
}()
