package conformance

import "fmt"

// Coverage remembers which pairs of successive events traces have shown. A program whose trace shows a new
// pair went where none had been before, so its neighbours are worth a look (explore.go).
type Coverage struct{ pairs map[pair]struct{} }

// A pair is two events that followed each other, in the trace or, if own is set, within one task.
type pair struct {
	first, next string
	own         bool
}

// Add takes in a trace and gives the number of pairs that no trace had before.
func (c *Coverage) Add(trace Trace) int {
	if c.pairs == nil {
		c.pairs = map[pair]struct{}{}
	}
	before := len(c.pairs)
	last, lastOf := "", map[any]string{}
	for _, event := range trace {
		label := eventLabel(event)
		c.pairs[pair{last, label, false}] = struct{}{}
		last = label
		if len(event) > 1 {
			c.pairs[pair{lastOf[event[1]], label, true}] = struct{}{}
			lastOf[event[1]] = label
		}
	}
	return len(c.pairs) - before
}

// Pairs is the number of pairs seen.
func (c *Coverage) Pairs() int { return len(c.pairs) }

// eventLabel is an event's kind, with the class of its error, the state, or the word that it ends in.
func eventLabel(event Event) string {
	if len(event) < 3 {
		return "?"
	}
	kind, _ := event[2].(string)
	if len(event) == 3 || kind == "END" || kind == "SHUTDOWN" || kind == "DEADLOCK" || kind == "STUCK" {
		return kind
	}
	switch last := event[len(event)-1].(type) {
	case []any:
		return kind + ":" + listLabel(last)
	case string:
		if last == "skip" || last == "full" || last == "cycle" {
			return kind + ":" + last
		}
	}
	return kind
}

// listLabel is the first word of an error or a state, with that of the first error inside it, and whether a
// timeout expired.
func listLabel(list []any) string {
	if len(list) == 0 {
		return "none"
	}
	word, isText := list[0].(string)
	if !isText {
		return "some"
	}
	if len(list) > 1 {
		switch second := list[1].(type) {
		case []any:
			return word + "/" + listLabel(second)
		case int64:
			if word == "expired" {
				return fmt.Sprint(word, second)
			}
		}
	}
	return word
}
