package readme_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const root = "../../.."

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// prelude is what the snippets of the table may use.
const prelude = `package p

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/coro/corotest"
	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

type key struct{}

var (
	task       *coro.Task[string]
	tasks      []*coro.Task[string]
	fut        *coro.Future[string]
	scope      *coro.TimeoutScope
	group      coro.TaskGroup
	groupError *coro.GroupError
	lock       coro.Lock
	event      coro.Event
	cond       *coro.Condition
	queue      *coro.Queue[string]
	pool       *executor.Pool
	l          *loop.Loop
	t          *testing.T
	x          int
	err        error
	errValue   error
)

func f(x int) coro.Coro[string]
func body(ctx context.Context) error
func main(ctx context.Context) error
func blocking(ctx context.Context) (string, error)
func cb()
func ready() bool
func use(...any)
`

// compiler checks Go text against the packages as they are.
type compiler struct {
	files *token.FileSet
	imp   types.Importer
}

func newCompiler(t *testing.T) *compiler {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}",
		"./coro/corotest", "./executor", "log", "strings")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	compiled := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		compiled[path] = file
	}
	files := token.NewFileSet()
	lookup := func(path string) (io.ReadCloser, error) { return os.Open(compiled[path]) }
	return &compiler{files, importer.ForCompiler(files, "gc", lookup)}
}

// check returns what is wrong with a file, other than that something in it is
// not used.
func (c *compiler) check(text string) (wrong []string) {
	file, err := parser.ParseFile(c.files, "readme.go", text, parser.SkipObjectResolution)
	if err != nil {
		return []string{err.Error()}
	}
	config := types.Config{Importer: c.imp, IgnoreFuncBodies: false, Error: func(err error) {
		if e := err.(types.Error); !e.Soft && !strings.Contains(e.Msg, "missing function body") &&
			!strings.Contains(e.Msg, "func main must have") {
			wrong = append(wrong, e.Msg)
		}
	}}
	_, _ = config.Check("p", c.files, []*ast.File{file}, nil)
	return wrong
}

// file makes a file of a snippet: of a declaration as it is, of statements in
// a function, of an expression in an assignment.
func file(snippet string) string {
	if strings.HasPrefix(snippet, "func ") {
		return prelude + snippet
	}
	if e, err := parser.ParseExpr(snippet); err == nil {
		if _, call := e.(*ast.CallExpr); !call {
			snippet = "_ = " + snippet
		}
	}
	return fmt.Sprintf("%s\nfunc _(ctx context.Context) {\n%s\n}\n", prelude, snippet)
}

var code = regexp.MustCompile("`([^`\n]+)`")

// snippets are the code in the right column of the table from Python to Go.
func snippets(text string) (all []string) {
	_, table, _ := strings.Cut(text, "## From Python to Go")
	table, _, _ = strings.Cut(table, "\n## ")
	for line := range strings.Lines(table) {
		if cells := strings.Split(line, "|"); len(cells) == 4 {
			for _, match := range code.FindAllStringSubmatch(cells[2], -1) {
				all = append(all, match[1])
			}
		}
	}
	return all
}

func TestTableCompiles(t *testing.T) {
	c := newCompiler(t)
	all := snippets(readme(t))
	if len(all) < 90 {
		t.Errorf("only %d snippets were found", len(all))
	}
	for _, s := range all {
		for _, wrong := range c.check(file(s)) {
			t.Errorf("%s\n\t%s", s, wrong)
		}
	}
	if wrong := c.check(file("coro.Sleep(ctx, true)")); len(wrong) != 1 {
		t.Errorf("what does not compile is not noticed: %q", wrong)
	}
}

func TestProgramCompiles(t *testing.T) {
	_, program, _ := strings.Cut(readme(t), "```go\n")
	program, _, _ = strings.Cut(program, "```")
	text, _, _ := strings.Cut(prelude, "type key")
	for _, wrong := range newCompiler(t).check(text + program) {
		t.Error(wrong)
	}
}

var link = regexp.MustCompile(`\]\(([^)#:]+)\)`)

func TestLinksLeadSomewhere(t *testing.T) {
	missing := ""
	for _, match := range link.FindAllStringSubmatch(code.ReplaceAllString(readme(t), ""), -1) {
		_, err := os.Stat(filepath.Join(root, match[1]))
		if err != nil && strings.HasSuffix(match[1], "DEVIATIONS.md") {
			missing = match[1]
		} else if err != nil {
			t.Error(err)
		}
	}
	if missing != "" {
		t.Skip(missing, "is not written yet")
	}
}
