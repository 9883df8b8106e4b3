package conformance

// Version is the version of the language of programs that this package reads and writes.
const Version = 1

// A Program is a random asyncio program: what objects it has, and what each of its procedures does.
// Procs[0] is main. A program is never changed in place: an edit makes a new one, which shares what it does not
// touch (edit.go).
type Program struct {
	Version int     `json:"v"`
	Seed    int64   `json:"seed"`
	Objects Objects `json:"objs"`
	Procs   []Block `json:"procs"`
}

// Objects says which objects a program has. Locks, events, conditions and bare futures need no more than
// a number; the others list what each is made with: the first value of a semaphore, the size of a queue
// (0 or less: no bound), the parties of a barrier.
type Objects struct {
	Locks      int   `json:"lk"`
	Semaphores []int `json:"sm"`
	Bounded    []int `json:"bs"`
	Events     int   `json:"ev"`
	Queues     []int `json:"q"`
	Conditions int   `json:"cd"`
	Barriers   []int `json:"br"`
	Futures    int   `json:"f"`
}

// A Block is a list of ops, run one after the other.
type Block []Op

// An Op is one step of a program: its name, and its arguments in the order of the language table.
type Op struct {
	Name string
	Args []Arg
}

// An Arg is an argument of an op: an Int, Text, Flag, Null, Ints, Texts or Block. The kinds are JSON's:
// 1 and true mean the same to an op that wants a yes or no, but only the number is part of the trace.
type Arg interface{ isArg() }

// Int is a number: a value, a duration in seconds, or the index of a task, proc or object.
type Int int64

// Text is a message, a tag, a mode, an action or the name of an error class.
type Text string

// Flag is a JSON true or false.
type Flag bool

// Null is a JSON null: no timeout, no value.
type Null struct{}

// Ints is a list of task indices.
type Ints []int64

// Texts is a list of names of error classes.
type Texts []string

func (Int) isArg()   {}
func (Text) isArg()  {}
func (Flag) isArg()  {}
func (Null) isArg()  {}
func (Ints) isArg()  {}
func (Texts) isArg() {}
func (Block) isArg() {}

// NewOp is an Op made of Go values: int, string, bool, nil, []int64, []string and Block.
func NewOp(name string, args ...any) Op {
	op := Op{Name: name}
	for _, a := range args {
		op.Args = append(op.Args, toArg(a))
	}
	return op
}

func toArg(value any) Arg {
	switch v := value.(type) {
	case nil:
		return Null{}
	case int:
		return Int(v)
	case string:
		return Text(v)
	case bool:
		return Flag(v)
	case []int64:
		return Ints(v)
	case []string:
		return Texts(v)
	case Arg:
		return v
	}
	panic("conformance: NewOp: an argument of no kind that programs have")
}

// Ops is the number of ops in the program, those of nested blocks too.
func (p Program) Ops() int {
	total := 0
	for _, proc := range p.Procs {
		total += proc.Ops()
	}
	return total
}

// Ops is the number of ops in the block, those of nested blocks too.
func (b Block) Ops() int {
	total := len(b)
	for _, op := range b {
		for _, a := range op.Args {
			if inner, ok := a.(Block); ok {
				total += inner.Ops()
			}
		}
	}
	return total
}
