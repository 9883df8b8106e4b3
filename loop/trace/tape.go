package trace

// A tape keeps events in chunks: it grows without copying what it has, and an
// event never moves, so a pointer to one stays good.
type tape struct {
	chunks [][]Event
	n      int
}

const chunkSize = 1024

// next returns the place for one more event.
func (t *tape) next() *Event {
	if t.n == len(t.chunks)*chunkSize {
		t.chunks = append(t.chunks, make([]Event, chunkSize))
	}
	e := t.at(t.n)
	t.n++
	return e
}

func (t *tape) at(i int) *Event { return &t.chunks[i/chunkSize][i%chunkSize] }
