package conformance

import (
	"fmt"
	"strconv"
)

// JSON is the program on one line, without a line end, as both runners read it. Parse reads it back.
func (p Program) JSON() []byte {
	line := make([]byte, 0, 2048)
	line = fmt.Appendf(line, `{"v":%d,"seed":%d,"objs":`, p.Version, p.Seed)
	line = p.Objects.appendJSON(line)
	line = append(line, `,"procs":`...)
	line = appendEach(line, p.Procs, appendBlock)
	return append(line, '}')
}

func (o Objects) appendJSON(line []byte) []byte {
	number := func(line []byte, n int) []byte { return strconv.AppendInt(line, int64(n), 10) }
	line = fmt.Appendf(line, `{"lk":%d,"sm":`, o.Locks)
	line = appendEach(line, o.Semaphores, number)
	line = append(line, `,"bs":`...)
	line = appendEach(line, o.Bounded, number)
	line = fmt.Appendf(line, `,"ev":%d,"q":`, o.Events)
	line = appendEach(line, o.Queues, number)
	line = fmt.Appendf(line, `,"cd":%d,"br":`, o.Conditions)
	line = appendEach(line, o.Barriers, number)
	return fmt.Appendf(line, `,"f":%d}`, o.Futures)
}

// appendEach appends a list.
func appendEach[T any](line []byte, list []T, item func([]byte, T) []byte) []byte {
	line = append(line, '[')
	for i, v := range list {
		if i > 0 {
			line = append(line, ',')
		}
		line = item(line, v)
	}
	return append(line, ']')
}

func appendBlock(line []byte, block Block) []byte { return appendEach(line, block, appendOp) }

func appendOp(line []byte, op Op) []byte {
	line = append(line, '[')
	line = appendText(line, op.Name)
	for _, arg := range op.Args {
		line = append(line, ',')
		line = appendArg(line, arg)
	}
	return append(line, ']')
}

func appendArg(line []byte, arg Arg) []byte {
	switch a := arg.(type) {
	case Int:
		return strconv.AppendInt(line, int64(a), 10)
	case Text:
		return appendText(line, string(a))
	case Flag:
		return strconv.AppendBool(line, bool(a))
	case Ints:
		return appendEach(line, a, func(line []byte, n int64) []byte { return strconv.AppendInt(line, n, 10) })
	case Texts:
		return appendEach(line, a, appendText)
	case Block:
		return appendBlock(line, a)
	}
	return append(line, "null"...)
}
