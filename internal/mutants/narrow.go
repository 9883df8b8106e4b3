package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
)

// Most of the time goes into compiling the tests of a package again, because
// the package has changed. Those that a hint names are few; so for a hint only
// the files in which they stand are compiled, with the files that these need,
// and the others are emptied.

// others lists the test files of a directory without which the tests that
// match can be built. It goes by names only: too many files are no harm.
func others(dir string, run *regexp.Regexp) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return nil, err
	}
	uses := map[string][]string{}       // of a file
	declaredIn := map[string][]string{} // of a name
	needed := map[string]bool{}
	var todo []string
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		wanted := !strings.HasSuffix(tree.Name.Name, "_test") // they open the package up
		for _, name := range declared(tree) {
			declaredIn[name] = append(declaredIn[name], file)
			wanted = wanted || name == "TestMain" || strings.HasPrefix(name, "Test") && run.MatchString(name)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				uses[file] = append(uses[file], id.Name)
			}
			return true
		})
		if wanted {
			todo = append(todo, file)
		}
	}
	for len(todo) > 0 {
		file := todo[0]
		todo = todo[1:]
		if needed[file] {
			continue
		}
		needed[file] = true
		for _, name := range uses[file] {
			todo = append(todo, declaredIn[name]...)
		}
	}
	var rest []string
	for _, file := range files {
		if !needed[file] {
			rest = append(rest, file)
		}
	}
	return rest, nil
}

// declared lists the names of a file's own top level.
func declared(tree *ast.File) (names []string) {
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				names = append(names, d.Name.Name)
			} else {
				names = append(names, receiver(d)) // who needs the type needs its methods
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					names = append(names, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	return names
}

// receiver is the name of the type whose method d is.
func receiver(d *ast.FuncDecl) (name string) {
	ast.Inspect(d.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name
		}
		return true
	})
	return name
}

// emptied is what stands in the place of a test file.
func emptied(file string) (string, error) {
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly)
	if err != nil {
		return "", err
	}
	return "package " + tree.Name.Name + "\n", nil
}
