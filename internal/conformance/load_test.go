package conformance_test

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/internal/conformance"
)

func TestParseGivesBackWhatJSONWrote(t *testing.T) {
	for seed := range uint64(3000) {
		program := conformance.Origin{Seed: seed, Mutations: []uint64{seed % 7}}.Program()
		again, err := conformance.Parse(program.JSON())
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if !bytes.Equal(program.JSON(), again.JSON()) {
			t.Fatalf("seed %d: was\n%s\nis\n%s", seed, program.JSON(), again.JSON())
		}
	}
}

func TestParseKeepsTheKindsOfArguments(t *testing.T) {
	program := ops(t, `[["gather",[],true],["gather",[2,-3],1],["wait",[],null,"FIRST_COMPLETED"],["try",[],["E1"],[],[["soon","x"]],false]]`)
	want := conformance.Block{
		conformance.NewOp("gather", conformance.Ints{}, true),
		conformance.NewOp("gather", []int64{2, -3}, 1),
		conformance.NewOp("wait", conformance.Ints{}, nil, "FIRST_COMPLETED"),
		conformance.NewOp("try", conformance.Block{}, []string{"E1"}, conformance.Block{},
			conformance.Block{conformance.NewOp("soon", "x")}, false),
	}
	if !reflect.DeepEqual(program.Procs[0], want) {
		t.Errorf("got %#v", program.Procs[0])
	}
}

// program is a line with that main, and objects.
func program(main string) string {
	return `{"v":1,"seed":0,"objs":` + objects + `,"procs":[` + main + `]}`
}

var malformed = []struct{ name, line, want string }{
	{"empty", "  ", "the line is empty"},
	{"not JSON", `{"v":1,`, "not JSON: it breaks off after byte 7"},
	{"a comma too many", `{"v":1,}`, "not JSON, near byte 8"},
	{"two values", program("[]") + " 1", "more than one JSON value"},
	{"not an object", `[1]`, "a program must be an object, not a list of 1"},
	{"no version", `{}`, "v: is missing"},
	{"other version", `{"v":2}`, "v: this is version 2 of the language, the only one known is 1"},
	{"bad seed", `{"v":1,"seed":"x"}`, `seed: must be an integer, not "x"`},
	{"no objects", `{"v":1}`, "objs: must be an object, not null (or missing)"},
	{"an object missing", `{"v":1,"objs":{"lk":1}}`, "objs.sm: must be a list of at most 200 integers"},
	{"negative count", `{"v":1,"objs":{"lk":-1}}`, "objs.lk: -1 is not between 0 and 200"},
	{"negative semaphore", strings.Replace(program("[]"), `"sm":[1]`, `"sm":[1,-1]`, 1), "objs.sm[1]: -1 is not between 0"},
	{"empty barrier", strings.Replace(program("[]"), `"br":[2]`, `"br":[0]`, 1), "objs.br[0]: 0 is not between 1 and 200"},
	{"no procs", `{"v":1,"objs":` + objects + `,"procs":[]}`, "procs: must be a list of 1 to 200 procs, not a list of 0"},
	{"proc not a list", program(`5`), "procs[0]: must be a block (a list of ops), not the number 5"},
	{"op not a list", program(`[5]`), "procs[0][0]: an op must be a list that begins with its name, not the number 5"},
	{"op without name", program(`[[]]`), "procs[0][0]: an op must be a list that begins with its name"},
	{"unknown op", program(`[["sleep",1],["nap",1]]`), `procs[0][1]: there is no op "nap"`},
	{"too few arguments", program(`[["cancel"]]`), `procs[0][0]: "cancel" takes 1 or 2 arguments, not 0`},
	{"too many arguments", program(`[["sleep",1,2]]`), `procs[0][0]: "sleep" takes 1 argument, not 2`},
	{"float", program(`[["sleep",1.5]]`), `procs[0][0] "sleep", argument 1: must be an integer, not the number 1.5`},
	{"true as a number", program(`[["sleep",true]]`), `procs[0][0] "sleep", argument 1: must be an integer, not true`},
	{"long sleep", program(`[["sleep",100001]]`), `procs[0][0] "sleep", argument 1: 100001 is not between -100000 and 100000`},
	{"huge number", program(`[["fset",0,1e400]]`), `procs[0][0] "fset", argument 2: must be an integer, not the number 1e400`},
	{"large number", program(`[["fset",0,9007199254740993]]`), `procs[0][0] "fset", argument 2: 9007199254740993 is not between`},
	{"null where none may be", program(`[["resched",null]]`), `procs[0][0] "resched", argument 1: must be an integer, not null`},
	{"mode", program(`[["wait",[1],1,"ALL"]]`), `argument 3: must be one of FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED, not "ALL"`},
	{"error class", program(`[["raise","E3","x"]]`), `procs[0][0] "raise", argument 1: must be one of E1, E2, Key`},
	{"error without message", program(`[["raise","E1"]]`), `procs[0][0]: "raise" of E1 needs a message`},
	{"classes", program(`[["try",[],["E1",7],[],[],0]]`), `procs[0][0] "try", argument 2: must be one of E1`},
	{"list", program(`[["gather",["a"],0]]`), `procs[0][0] "gather", argument 1: must be a list of integers, but holds "a"`},
	{"flag", program(`[["gather",[],"yes"]]`), `procs[0][0] "gather", argument 2: must be true, false or a number, not "yes"`},
	{"in a handler", program(`[["try",[],["E1"],[["tg",[["rel"]]]],[],0]]`), `procs[0][0].handler[0].block[0]: "rel" takes 1 argument, not 0`},
	{"body", program(`[["timeout",1,"x"]]`), `procs[0][0].block: must be a block (a list of ops), not "x"`},
	{"text", program(`[["cancel",1,["x"]]]`), `procs[0][0] "cancel", argument 2: must be a text, not a list of 1`},
	{"long text", program(`[["soon","` + strings.Repeat("x", 201) + `"]]`), `argument 1: the text has 201 bytes, more than 200`},
	{"half a surrogate", program(`[["soon","\ud800"]]`), `argument 1: the text is not valid Unicode`},
	{"callback without task", program(`[["cb",0,1,"cancel",null]]`), `procs[0][0]: "cb", argument 4: the action "cancel" needs an index`},
	{"no such object", strings.Replace(program(`[["rel",0]]`), `"lk":1`, `"lk":0`, 1), `procs[0][0] "rel", argument 1: the program has no locks (lk)`},
	{"no event for a callback", strings.Replace(program(`[["cb",0,1,"set",0]]`), `"ev":1`, `"ev":0`, 1), `the program has no events (ev)`},
	{"nested", program(strings.Repeat(`[["tg",`, 42) + "[]" + strings.Repeat("]]", 42)), "blocks are nested more than 40 deep"},
	{"nested JSON", strings.Repeat("[", 20_000), "not JSON"},
	{"ops", program("[" + strings.Repeat(`["sleep",0],`, 20_000) + `["sleep",0]]`), "the program has more than 20000 ops"},
	{"procs", program("[]" + strings.Repeat(",[]", 200)), "procs: must be a list of 1 to 200 procs"},
	{"long line", strings.Repeat(" ", conformance.MaxLine+1), "the line has 1048577 bytes"},
}

func TestParseSaysWhatIsWrongAndWhere(t *testing.T) {
	for _, c := range malformed {
		t.Run(c.name, func(t *testing.T) {
			_, err := conformance.Parse([]byte(c.line))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
			if err != nil && len(err.Error()) > 300 {
				t.Errorf("the error has %d bytes: %.100s…", len(err.Error()), err)
			}
		})
	}
}

func TestParseAllowsWhatMayBeLeftOut(t *testing.T) {
	lines := []string{
		program(`[["raise","Key"],["cancel",1,null],["cancel",1,7],["raise","E1",3],["return",null]]`),
		program(`[["timeout",null,[]],["waitfor_t",0,null],["waitfor_p",9,null],["cb",1,"t",null,null]]`),
		strings.Replace(program("[]"), `"seed":0,`, "", 1),
	}
	for _, line := range lines {
		if _, err := conformance.Parse([]byte(line)); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(program(`[["gather",[1,2],true]]`))
	for seed := range uint64(20) {
		f.Add(string(conformance.Generate(seed, "").JSON()))
	}
	f.Fuzz(func(t *testing.T, line string) {
		program, err := conformance.Parse([]byte(line))
		if err != nil {
			return
		}
		again, err := conformance.Parse(program.JSON())
		if err != nil || !bytes.Equal(program.JSON(), again.JSON()) {
			t.Fatalf("%q does not come back: %v", line, err)
		}
	})
}

func TestLinesPassesOverWhatIsTooLong(t *testing.T) {
	long := strings.Repeat("x", conformance.MaxLine+10)
	exact := strings.Repeat("y", conformance.MaxLine)
	var got []string
	for line, err := range conformance.Lines(strings.NewReader("a\r\n" + long + "\n\n" + exact + "\nb")) {
		if err != nil {
			line = []byte(err.Error())
		}
		got = append(got, fmt.Sprintf("%.40s %d", line, len(line)))
	}
	want := []string{"a 1", "the line has more than 1048576 bytes 36", " 0", exact[:40] + " 1048576", "b 1"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestLinesEndsWithAFailureToRead(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("a\n"), &failingReader{})
	var got []error
	for _, err := range conformance.Lines(broken) {
		got = append(got, err)
	}
	if !reflect.DeepEqual(got, []error{nil, io.ErrClosedPipe}) {
		t.Errorf("got %v", got)
	}
}

type failingReader struct{}

func (*failingReader) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }
