package conformance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Caps on what a program may be, so that a hostile one costs little and says why it is refused.
const (
	MaxLine    = 1 << 20 // bytes of a program's line
	MaxProcs   = 200     // procs
	MaxObjects = 200     // objects of one kind, and parties of a barrier
	MaxOps     = 20_000  // ops, those of nested blocks too
	MaxNesting = 40      // blocks within blocks
	MaxList    = 200     // items of a list argument
	MaxText    = 200     // bytes of a text argument
	MaxInt     = 1 << 53 // size of a number, either sign
	MaxSeconds = 100_000 // size of a duration, either sign
)

// Parse reads a program from its line of JSON. The error says what is wrong, and where: the path to the op,
// its name and the number of the argument.
func Parse(line []byte) (Program, error) {
	if len(line) > MaxLine {
		return Program{}, fmt.Errorf("the line has %d bytes, more than %d", len(line), MaxLine)
	}
	tree, err := decode(line)
	if err != nil {
		return Program{}, err
	}
	top, ok := tree.(map[string]any)
	if !ok {
		return Program{}, fmt.Errorf("a program must be an object, not %s", describe(tree))
	}
	var l loader
	program := l.program(top)
	return program, l.err
}

// decode reads one JSON value and refuses anything behind it.
func decode(line []byte) (any, error) {
	if len(bytes.TrimSpace(line)) == 0 {
		return nil, errors.New("the line is empty")
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return nil, notJSON(err, len(line))
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("more than one JSON value: something follows byte %d", decoder.InputOffset())
	}
	return tree, nil
}

// notJSON says near which byte a line of that length stopped being JSON.
func notJSON(err error, length int) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("not JSON, near byte %d: %.160s", syntax.Offset, err)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("not JSON: it breaks off after byte %d", length)
	}
	return fmt.Errorf("not JSON: %.160s", err)
}

// A loader turns decoded JSON into a program and keeps the first thing that is wrong.
type loader struct {
	objects Objects
	ops     int
	err     error
}

func (l *loader) fail(where, format string, args ...any) {
	if len(where) > 150 {
		where = where[:60] + "…" + where[len(where)-80:]
	}
	if l.err == nil {
		l.err = fmt.Errorf("%s: %s", where, fmt.Sprintf(format, args...))
	}
}

func (l *loader) program(top map[string]any) Program {
	version := l.member(top, "v", -MaxInt, MaxInt)
	if l.err == nil && version != Version {
		l.fail("v", "this is version %d of the language, the only one known is %d", version, Version)
	}
	p := Program{Version: Version}
	if _, given := top["seed"]; given {
		p.Seed = l.member(top, "seed", -1<<63, 1<<63-1)
	}
	objects, ok := top["objs"].(map[string]any)
	if !ok {
		l.fail("objs", "must be an object, not %s", describe(top["objs"]))
	}
	p.Objects = l.loadObjects(objects)
	l.objects = p.Objects
	procs, ok := top["procs"].([]any)
	if !ok || len(procs) == 0 || len(procs) > MaxProcs {
		l.fail("procs", "must be a list of 1 to %d procs, not %s", MaxProcs, describe(top["procs"]))
		return p
	}
	for i, proc := range procs {
		p.Procs = append(p.Procs, l.block(proc, fmt.Sprintf("procs[%d]", i), 0))
	}
	return p
}

func (l *loader) loadObjects(objs map[string]any) Objects {
	return Objects{
		Locks:      l.number(objs, "lk"),
		Semaphores: l.numbers(objs, "sm", 0, MaxInt),
		Bounded:    l.numbers(objs, "bs", 0, MaxInt),
		Events:     l.number(objs, "ev"),
		Queues:     l.numbers(objs, "q", -MaxInt, MaxInt),
		Conditions: l.number(objs, "cd"),
		Barriers:   l.numbers(objs, "br", 1, MaxObjects),
		Futures:    l.number(objs, "f"),
	}
}

func (l *loader) number(objs map[string]any, name string) int {
	if value, given := objs[name]; given {
		return int(l.integer(value, "objs."+name, 0, MaxObjects))
	}
	l.fail("objs."+name, "is missing")
	return 0
}

func (l *loader) numbers(objs map[string]any, name string, least, most int64) []int {
	where := "objs." + name
	list, ok := objs[name].([]any)
	if !ok || len(list) > MaxObjects {
		l.fail(where, "must be a list of at most %d integers, not %s", MaxObjects, describe(objs[name]))
		return nil
	}
	var out []int
	for i, value := range list {
		out = append(out, int(l.integer(value, fmt.Sprintf("%s[%d]", where, i), least, most)))
	}
	return out
}

func (l *loader) member(top map[string]any, name string, least, most int64) int64 {
	value, given := top[name]
	if !given {
		l.fail(name, "is missing")
	}
	return l.integer(value, name, least, most)
}

func (l *loader) integer(value any, where string, least, most int64) int64 {
	number, ok := value.(json.Number)
	n, err := number.Int64()
	switch {
	case !ok || err != nil:
		l.fail(where, "must be an integer, not %s", describe(value))
	case n < least || n > most:
		l.fail(where, "%d is not between %d and %d", n, least, most)
	}
	return n
}

func (l *loader) block(value any, where string, depth int) Block {
	list, ok := value.([]any)
	if !ok {
		l.fail(where, "must be a block (a list of ops), not %s", describe(value))
	}
	if depth > MaxNesting {
		l.fail(where, "blocks are nested more than %d deep", MaxNesting)
	}
	if l.ops += len(list); l.ops > MaxOps {
		l.fail(where, "the program has more than %d ops", MaxOps)
	}
	if l.err != nil {
		return nil
	}
	block := make(Block, 0, len(list))
	for i, item := range list {
		block = append(block, l.op(item, fmt.Sprintf("%s[%d]", where, i), depth))
	}
	return block
}

func (l *loader) op(value any, where string, depth int) Op {
	list, ok := value.([]any)
	if !ok || len(list) == 0 {
		l.fail(where, "an op must be a list that begins with its name, not %s", describe(value))
		return Op{}
	}
	name, _ := list[0].(string)
	params, known := language[name]
	if !known {
		l.fail(where, "there is no op %s", describe(list[0]))
		return Op{}
	}
	most, least := len(params), len(params)
	if params[most-1] == MaybeMessage {
		least--
	}
	args := list[1:]
	if len(args) < least || len(args) > most {
		l.fail(where, "%q takes %s, not %d", name, arity(least, most), len(args))
		return Op{}
	}
	op := Op{Name: name, Args: make([]Arg, 0, len(args))}
	for i, arg := range args {
		op.Args = append(op.Args, l.arg(params[i], arg, argPath{where, name, i + 1}, depth))
	}
	l.checkOp(op, where)
	return op
}

func arity(least, most int) string {
	if least != most {
		return fmt.Sprintf("%d or %d arguments", least, most)
	}
	if most == 1 {
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", most)
}

// checkOp looks at what depends on more than one argument.
func (l *loader) checkOp(op Op, where string) {
	if l.err != nil {
		return
	}
	switch op.Name {
	case "raise":
		class := string(op.Args[0].(Text))
		silent := len(op.Args) == 1 || op.Args[1] == Null{}
		if silent && slices.Contains([]string{"E1", "E2"}, class) {
			l.fail(where, "\"raise\" of %s needs a message", class)
		}
	case "cb", "fcb":
		action := op.Args[2]
		_, isInt := op.Args[3].(Int)
		if (action == Text("cancel") || action == Text("set")) && !isInt {
			l.fail(where, "%q, argument 4: the action %q needs an index", op.Name, action)
		}
		if action == Text("set") && l.objects.Events == 0 {
			l.fail(where, "%q, argument 3: the program has no events (ev)", op.Name)
		}
	}
}
