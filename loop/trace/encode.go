package trace

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// What a writer cuts, so that each line it writes can be loaded again.
const (
	mostName  = 4 << 10  // bytes of a name or a label
	mostFunc  = 512      // bytes of a function's name
	mostText  = 64 << 10 // bytes of a printed line, a value, an error
	mostList  = 32 << 10 // entries of pending, children, refs
	mostStack = 64       // frames of a stack
)

// AppendJSON appends the event as one line of the file, without the newline.
func (e *Event) AppendJSON(b []byte) []byte {
	b = strconv.AppendInt(append(b, `{"n":`...), int64(e.N), 10)
	b = strconv.AppendInt(append(b, `,"t":`...), int64(e.T), 10)
	b = append(append(append(b, `,"k":"`...), e.Kind.String()...), '"')
	for _, f := range kinds[min(e.Kind, kindCount-1)].fields {
		b = f.append(b, e)
	}
	if e.By != 0 {
		b = strconv.AppendInt(append(b, `,"by":`...), int64(e.By), 10)
	}
	if e.Src != nil {
		b = e.Src.appendJSON(append(b, `,"src":`...))
	}
	return append(b, '}')
}

// append appends the field, with the comma before it.
func (f *use) append(b []byte, e *Event) []byte {
	place := f.of(e)
	if f.optional && zero(place) {
		return b
	}
	b = append(append(append(b, `,"`...), f.name...), `":`...)
	return appendValue(b, place)
}

// of is the field's place, or an empty one if the event has no such fields.
func (f *field) of(e *Event) any {
	if f.cold && e.More == nil {
		e = &Event{More: new(More)}
	}
	return f.at(e)
}

func zero(place any) bool {
	switch p := place.(type) {
	case *int:
		return *p == 0
	case *time.Duration:
		return *p == 0
	case *signed:
		return *p == 0
	case *string:
		return *p == ""
	case *prose:
		return *p == ""
	case *bool:
		return !*p
	case *State:
		return *p == 0
	case *[]int:
		return len(*p) == 0
	case *[]Frame:
		return len(*p) == 0
	case *msgField:
		return !p.HasMsg && p.Msg == ""
	case *onField:
		return p.Out != OutAwait
	}
	return false
}

func appendValue(b []byte, place any) []byte {
	switch p := place.(type) {
	case *int:
		return strconv.AppendInt(b, int64(*p), 10)
	case *time.Duration:
		return strconv.AppendInt(b, int64(*p), 10)
	case *signed:
		return strconv.AppendInt(b, int64(*p), 10)
	case *toField:
		return strconv.AppendInt(b, int64(*p), 10)
	case *string:
		return AppendString(b, cut(*p, mostName))
	case *prose:
		return AppendString(b, cut(string(*p), mostText))
	case *msgField:
		return AppendString(b, cut(p.Msg, mostText))
	case *bool:
		return strconv.AppendBool(b, *p)
	case *[]int:
		return appendInts(b, *p)
	case *[]Frame:
		return appendStack(b, *p)
	case *onField:
		return p.appendJSON(b)
	case interface{ String() string }:
		return AppendString(b, p.String())
	}
	panic("trace: a field of a type that nobody writes")
}

func (on *onField) appendJSON(b []byte) []byte {
	b = strconv.AppendInt(append(b, `{"fut":`...), int64(on.Fut), 10)
	b = AppendString(append(b, `,"what":`...), cut(on.What, mostName))
	if on.Label != "" {
		b = AppendString(append(b, `,"label":`...), cut(on.Label, mostName))
	}
	return append(b, '}')
}

func appendInts(b []byte, list []int) []byte {
	b = append(b, '[')
	for i, n := range list[:min(len(list), mostList)] {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return append(b, ']')
}

func appendStack(b []byte, stack []Frame) []byte {
	b = append(b, '[')
	for i := range stack[:min(len(stack), mostStack)] {
		if i > 0 {
			b = append(b, ',')
		}
		b = stack[i].appendJSON(b)
	}
	return append(b, ']')
}

func (f *Frame) appendJSON(b []byte) []byte {
	b = strconv.AppendInt(append(b, '['), int64(f.File), 10)
	b = strconv.AppendInt(append(b, ','), int64(f.Line), 10)
	return append(AppendString(append(b, ','), cut(f.Func, mostFunc)), ']')
}

// AppendString appends a text as JSON, exactly as JavaScript's JSON.stringify
// writes it; bytes that are no UTF-8 become U+FFFD.
func AppendString(b []byte, text string) []byte {
	b = append(b, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r >= ' ':
			b = utf8.AppendRune(b, r)
		default:
			b = appendControl(b, byte(r))
		}
	}
	return append(b, '"')
}

func appendControl(b []byte, c byte) []byte {
	switch c {
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	}
	const hex = "0123456789abcdef"
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}

// cut shortens a text to at most this many bytes, and shows that it did.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := most - len("…")
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
