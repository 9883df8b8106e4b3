package trace

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyEvent draws an event of any kind with any of its fields.
func anyEvent(t *rapid.T) Event {
	e := Event{
		Kind: Kind(rapid.IntRange(1, int(kindCount)-1).Draw(t, "kind")),
		T:    time.Duration(rapid.Int64Range(0, 1<<62).Draw(t, "t")),
		More: new(More),
	}
	for _, f := range kinds[e.Kind].fields {
		draw(t, f.name, f.at(&e))
	}
	if rapid.Bool().Draw(t, "placed") {
		f := anyFrame().Draw(t, "src")
		e.Src = &f
	}
	return e
}

func anyFrame() *rapid.Generator[Frame] {
	return rapid.Custom(func(t *rapid.T) Frame {
		return Frame{rapid.IntRange(0, 9).Draw(t, "file"), rapid.IntRange(0, 999).Draw(t, "line"), rapid.String().Draw(t, "func")}
	})
}

// draw sets a field that must be there or may be.
func draw(t *rapid.T, name string, place any) {
	text, id := rapid.String(), rapid.IntRange(0, 1<<40)
	switch p := place.(type) {
	case *int:
		*p = id.Draw(t, name)
	case *time.Duration:
		*p = time.Duration(id.Draw(t, name))
	case *signed:
		*p = signed(rapid.Int64().Draw(t, name))
	case *string:
		*p = text.Draw(t, name)
	case *prose:
		*p = prose(text.Draw(t, name))
	case *msgField:
		p.HasMsg = rapid.Bool().Draw(t, "has")
		if p.HasMsg {
			p.Msg = text.Draw(t, name)
		}
	case *bool:
		*p = rapid.Bool().Draw(t, name)
	case *Why:
		*p = Why(rapid.IntRange(0, len(whyWords)-1).Draw(t, name))
	case *Out:
		*p = Out(rapid.IntRange(0, len(outWords)-1).Draw(t, name))
	case *State:
		*p = State(rapid.IntRange(0, len(stateWords)-1).Draw(t, name))
	case *Woke:
		*p = Woke(rapid.IntRange(0, len(wokeWords)-1).Draw(t, name))
	case *[]int:
		*p = rapid.SliceOfN(id, 0, 5).Draw(t, name)
	case *[]Frame:
		*p = rapid.SliceOfN(anyFrame(), 0, 3).Draw(t, name)
	case *onField:
		if p.Out == OutAwait {
			p.Fut, p.What, p.Label = id.Draw(t, "fut"), text.Draw(t, "what"), text.Draw(t, "label")
		}
	}
}

// plain makes equal what the file does not tell apart: no fields and empty
// ones.
func plain(e Event) Event {
	if e.More == nil {
		return e
	}
	m := *e.More
	for _, list := range []*[]int{&m.Tasks, &m.Children, &m.Refs} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	if len(m.Stack) == 0 {
		m.Stack = nil
	}
	e.More = &m
	if reflect.DeepEqual(m, More{}) {
		e.More = nil
	}
	return e
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []Event
		for i := range rapid.IntRange(1, 5).Draw(t, "count") {
			e := anyEvent(t)
			e.By = rapid.IntRange(0, i).Draw(t, "by")
			if e.Kind == TaskNew {
				e.Parent = min(e.Parent, max(0, e.Task-1))
				e.Task = max(e.Task, 1)
			}
			events = append(events, e)
		}
		var file bytes.Buffer
		if _, err := NewRecording(Header{Clock: "virtual"}, events...).WriteTo(&file); err != nil {
			t.Fatal(err)
		}
		rec, err := Load(&file)
		if err != nil {
			t.Fatal(err)
		}
		for i := range events {
			events[i].N = i + 1
			if got, want := plain(*rec.At(i + 1)), plain(events[i]); !reflect.DeepEqual(got, want) {
				t.Fatalf("event %d\n got %+v %+v\nwant %+v %+v", i+1, got, got.More, want, want.More)
			}
		}
	})
}

func TestLongTextsAreCutSoThatTheFileLoads(t *testing.T) {
	long := strings.Repeat("\x00é", 1<<20)
	list := make([]int, 1<<18)
	for i := range list {
		list[i] = 1 << 40
	}
	stack := make([]Frame, 1000)
	for i := range stack {
		stack[i].Func = long
	}
	more := &More{Val: long, Exc: long, Text: long, Msg: long, Code: long, Tasks: list, Children: list, Refs: list, Stack: stack}
	var events []Event
	for k := LoopStart; k < kindCount; k++ {
		events = append(events, Event{Kind: k, Task: 2, Out: OutAwait, Label: long, What: long, More: more})
	}
	files := []File{{1, long, "ab", long}, {2, "b.go", "cd", strings.Repeat("x", 100<<10)}, {3, "c.go", "ef", strings.Repeat("\x01", 100<<10)}}
	var file bytes.Buffer
	if _, err := NewRecording(Header{Files: files}, events...).WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	rec, err := Load(&file)
	if err != nil {
		t.Fatal(err)
	}
	if got := rec.At(1 + int(Printed-LoopStart)).More.Text; len(got) > mostText || !strings.HasSuffix(got, "…") {
		t.Errorf("a text of %d bytes", len(got))
	}
	if h := rec.Header; len(h.Files) != 3 || h.Files[0].Text != "" || h.Files[2].Text != files[2].Text {
		t.Errorf("files: %d", len(h.Files))
	}
}
