package conformance

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// An Event is one entry of a trace, [virtual second, task or "-", kind, data…]. Its items are those of
// decoded JSON, except that every number is an int64: int64, string, nil, and []any of such.
type Event []any

// A Trace is what happened while a program ran, in order.
type Trace []Event

// Failed is the trace of a program that could not be run at all: one event that says why.
func Failed(err error) Trace { return Trace{{"ERROR", err.Error()}} }

// ParseTrace reads a trace from its line of JSON.
func ParseTrace(line []byte) (Trace, error) {
	tree, err := decode(line)
	if err != nil {
		return nil, err
	}
	list, ok := tree.([]any)
	if !ok {
		return nil, fmt.Errorf("a trace must be a list of events, not %s", describe(tree))
	}
	trace := make(Trace, 0, len(list))
	for i, item := range list {
		event, ok := item.([]any)
		if !ok {
			return nil, fmt.Errorf("event %d must be a list, not %s", i, describe(item))
		}
		if err := toInts(event); err != nil {
			return nil, fmt.Errorf("event %d: %w", i, err)
		}
		trace = append(trace, event)
	}
	return trace, nil
}

// toInts makes an int64 of every number in the list, in place, and refuses what no trace holds.
func toInts(list []any) error {
	for i, item := range list {
		switch v := item.(type) {
		case nil, string:
		case json.Number:
			n, err := v.Int64()
			if err != nil {
				return fmt.Errorf("%.40q is not an integer", v.String())
			}
			list[i] = n
		case []any:
			if err := toInts(v); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%s has no place in a trace", describe(item))
		}
	}
	return nil
}

// JSON is the trace on one line, without a line end, in the form that both runners print: byte for byte what
// Python's json.dumps gives, with ", " between items, ASCII only, and \u escapes in lower case.
func (t Trace) JSON() []byte { return t.AppendJSON(make([]byte, 0, 64*len(t))) }

// AppendJSON appends what JSON gives.
func (t Trace) AppendJSON(line []byte) []byte {
	line = append(line, '[')
	for i, event := range t {
		if i > 0 {
			line = append(line, ", "...)
		}
		line = appendList(line, event)
	}
	return append(line, ']')
}

// String is the event as JSON.
func (e Event) String() string { return string(appendList(nil, e)) }

func appendList(line []byte, list []any) []byte {
	line = append(line, '[')
	for i, item := range list {
		if i > 0 {
			line = append(line, ", "...)
		}
		line = appendItem(line, item)
	}
	return append(line, ']')
}

func appendItem(line []byte, item any) []byte {
	switch v := item.(type) {
	case nil:
		return append(line, "null"...)
	case string:
		return appendText(line, v)
	case int64:
		return strconv.AppendInt(line, v, 10)
	case int:
		return strconv.AppendInt(line, int64(v), 10)
	case []any:
		return appendList(line, v)
	case Event:
		return appendList(line, v)
	}
	panic(fmt.Sprintf("conformance: a %T has no place in a trace", item))
}

func appendText(line []byte, text string) []byte {
	line = append(line, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			line = append(line, '\\', byte(r))
		case r >= ' ' && r <= '~':
			line = append(line, byte(r))
		default:
			line = appendEscape(line, r)
		}
	}
	return append(line, '"')
}

// appendEscape appends the escape of a character that is not printable ASCII.
func appendEscape(line []byte, r rune) []byte {
	switch r {
	case '\n':
		return append(line, `\n`...)
	case '\r':
		return append(line, `\r`...)
	case '\t':
		return append(line, `\t`...)
	case '\f':
		return append(line, `\f`...)
	case '\b':
		return append(line, `\b`...)
	}
	if r < 0x10000 {
		return fmt.Appendf(line, `\u%04x`, r)
	}
	high, low := utf16.EncodeRune(r)
	return fmt.Appendf(line, `\u%04x\u%04x`, high, low)
}

// HashDigits is the length of a Hash.
const HashDigits = 16

// Hash is the hash of a trace: the first 16 hexadecimal digits of the SHA-256 of its JSON form, without a
// line end. It takes the bytes, so that what a runner printed is hashed as it was printed.
func Hash(line []byte) string {
	sum := sha256.Sum256(line)
	return hex.EncodeToString(sum[:])[:HashDigits]
}
