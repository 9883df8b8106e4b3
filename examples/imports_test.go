package examples_test

import (
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/examples"
)

// The page's feature F16: what a lesson shows works in any program: its code imports the library, the
// standard library, and what Python has built in (show), and no more.
func TestExamplesImportOnlyTheLibrary(t *testing.T) {
	const module = "github.com/goasyncio/asyncio/"
	allowed := map[string]bool{module + "coro": true, module + "loop": true, module + "examples/internal/show": true}
	for _, e := range examples.All() {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(e.Name, e.Name+".go"), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		library := false
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			first, _, _ := strings.Cut(name, "/")
			if standard := !strings.Contains(first, "."); !standard && !allowed[name] {
				t.Errorf("%s imports %s", e.Name, name)
			}
			library = library || path.Base(name) == "coro"
		}
		if !library {
			t.Errorf("%s does not use the library", e.Name)
		}
	}
}
