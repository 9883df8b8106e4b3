package conformance

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// An argPath says where an argument stands; it becomes text only when something is wrong there.
type argPath struct {
	op   string // path to the op
	name string // its name
	n    int    // number of the argument, from 1
}

func (p argPath) String() string { return fmt.Sprintf("%s %q, argument %d", p.op, p.name, p.n) }

// arg reads one argument as its parameter wants it.
func (l *loader) arg(param Param, value any, path argPath, depth int) Arg {
	if l.err != nil {
		return Null{}
	}
	if n, what, ok := param.objects(l.objects); ok && n == 0 {
		l.fail(path.String(), "the program has no %s", what)
		return Null{}
	}
	switch param {
	case Seconds:
		return l.intArg(value, path, MaxSeconds)
	case MaybeSeconds, MaybeNumber, ActionArg:
		return l.maybeInt(param, value, path)
	case TaskRefs, FutureRefs:
		return l.ints(value, path)
	case Body:
		return l.block(value, fmt.Sprintf("%s.%s", path.op, bodyName(path)), depth+1)
	case Class, Mode:
		return l.oneOf(param, value, path)
	case Classes:
		return l.classes(value, path)
	case YesNo:
		return l.yesNo(value, path)
	case MaybeMessage, Tag, Action:
		return l.text(param, value, path)
	}
	return l.intArg(value, path, MaxInt)
}

// bodyName is how paths call the block that is argument n of the op.
func bodyName(p argPath) string {
	if p.name != "try" {
		return "block"
	}
	return map[int]string{1: "body", 3: "handler", 4: "finally"}[p.n]
}

func (l *loader) intArg(value any, path argPath, most int64) Arg {
	if n, ok := smallInt(value, most); ok {
		return n
	}
	return Int(l.integer(value, path.String(), -most, most))
}

// smallInt is the common case of intArg, without the text of a path.
func smallInt(value any, most int64) (Int, bool) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, false
	}
	n, err := number.Int64()
	return Int(n), err == nil && n >= -most && n <= most
}

func (l *loader) maybeInt(param Param, value any, path argPath) Arg {
	if value == nil {
		return Null{}
	}
	if s, ok := value.(string); ok && param == ActionArg {
		return l.checkText(s, path)
	}
	if param == MaybeSeconds {
		return l.intArg(value, path, MaxSeconds)
	}
	return l.intArg(value, path, MaxInt)
}

func (l *loader) ints(value any, path argPath) Arg {
	list, ok := value.([]any)
	if !ok || len(list) > MaxList {
		l.fail(path.String(), "must be a list of at most %d integers, not %s", MaxList, describe(value))
		return Null{}
	}
	out := make(Ints, 0, len(list))
	for _, item := range list {
		n, ok := smallInt(item, MaxInt)
		if !ok {
			l.fail(path.String(), "must be a list of integers, but holds %s", describe(item))
		}
		out = append(out, int64(n))
	}
	return out
}

func (l *loader) oneOf(param Param, value any, path argPath) Arg {
	known := waitModes
	if param == Class {
		known = errorClasses
	}
	s, ok := value.(string)
	if !ok || !slices.Contains(known, s) {
		l.fail(path.String(), "must be one of %s, not %s", strings.Join(known, ", "), describe(value))
	}
	return Text(s)
}

func (l *loader) classes(value any, path argPath) Arg {
	list, ok := value.([]any)
	if !ok || len(list) > MaxList {
		l.fail(path.String(), "must be a list of error classes, not %s", describe(value))
		return Null{}
	}
	out := make(Texts, 0, len(list))
	for _, item := range list {
		if name, ok := l.oneOf(Class, item, path).(Text); ok {
			out = append(out, string(name))
		}
	}
	return out
}

func (l *loader) yesNo(value any, path argPath) Arg {
	switch v := value.(type) {
	case bool:
		return Flag(v)
	case json.Number:
		return l.intArg(v, path, MaxInt)
	}
	l.fail(path.String(), "must be true, false or a number, not %s", describe(value))
	return Null{}
}

// text reads a text; a tag or message may be a number, an action or message null.
func (l *loader) text(param Param, value any, path argPath) Arg {
	if value == nil && (param == Action || param == MaybeMessage) {
		return Null{}
	}
	if _, isNumber := value.(json.Number); isNumber && param != Action {
		return l.intArg(value, path, MaxInt)
	}
	s, ok := value.(string)
	if !ok {
		l.fail(path.String(), "must be a text, not %s", describe(value))
		return Null{}
	}
	return l.checkText(s, path)
}

func (l *loader) checkText(s string, path argPath) Arg {
	if len(s) > MaxText {
		l.fail(path.String(), "the text has %d bytes, more than %d", len(s), MaxText)
	}
	if strings.ContainsRune(s, utf8.RuneError) {
		l.fail(path.String(), "the text is not valid Unicode")
	}
	return Text(s)
}

// describe names a decoded JSON value in few words.
func describe(value any) string {
	switch v := value.(type) {
	case nil:
		return "null (or missing)"
	case bool:
		return fmt.Sprint(v)
	case json.Number:
		return fmt.Sprintf("the number %.30s", v.String())
	case string:
		return fmt.Sprintf("%.40q", v)
	case []any:
		return fmt.Sprintf("a list of %d", len(v))
	}
	return "an object"
}
