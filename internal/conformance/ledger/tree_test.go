package ledger_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// goTests maps the name of every Go test, example and fuzz test of the module
// to its comments: the one above it and those inside. The tree is read once.
func goTests(t *testing.T) map[string]string {
	t.Helper()
	tests, err := readTests()
	if err != nil {
		t.Fatal(err)
	}
	return tests
}

var readTests = sync.OnceValues(func() (map[string]string, error) {
	tests := map[string]string{}
	root := filepath.Join("..", "..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		return addTests(tests, path)
	})
	return tests, err
})

// addTests adds the tests of one file.
func addTests(tests map[string]string, path string) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
	if err != nil {
		return err
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv != nil || !isTest.MatchString(f.Name.Name) {
			continue
		}
		from := f.Pos()
		if f.Doc != nil {
			from = f.Doc.Pos()
		}
		text := "\n"
		for _, c := range file.Comments {
			if c.Pos() >= from && c.End() <= f.End() {
				text += c.Text() + "\n"
			}
		}
		tests[f.Name.Name] += text
	}
	return nil
}

var (
	isTest  = regexp.MustCompile(`^(Test|Example|Fuzz)`)
	isWord  = regexp.MustCompile(`\btest\w+`)
	isClaim = regexp.MustCompile(`\btest_\w+\.py \w+\.test\w+`)
)

// claims are the methods that a comment names.
func claims(comments string) []string { return isClaim.FindAllString(comments, -1) }

// namesMethod tells whether a comment names a method: in the form
// `file class.method`, or by its name alone.
func namesMethod(comments string, m method) bool {
	for _, word := range isWord.FindAllString(comments, -1) {
		if word == m.name {
			return true
		}
	}
	return false
}
