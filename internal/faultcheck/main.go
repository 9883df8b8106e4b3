// Command faultcheck tells which rows of the list of faults have no test.
//
// A row is something that can go wrong, with an ID such as B11; see rows.go. A
// test belongs to it if its name begins with the ID: TestB11_WaiterCancelled.
// The command lists the rows that have no test, and exits with 1 if one of them
// is due. With -list it lists all rows and their tests.
//
//	go run ./internal/faultcheck [-list] [directory]
package main

import (
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	list := flag.Bool("list", false, "list all rows, with their tests")
	flag.Parse()
	root := "."
	if flag.NArg() > 0 {
		root = flag.Arg(0)
	}
	tests, err := testsIn(os.DirFS(root))
	if err != nil {
		fmt.Fprintln(os.Stderr, "faultcheck:", err)
		os.Exit(2)
	}
	if !report(os.Stdout, tests, *list) {
		os.Exit(1)
	}
}

// testName is a test of a row: TestB11_…, func of a _test.go file.
var testName = regexp.MustCompile(`(?m)^func (Test([A-K][0-9]+)_\w*)\(`)

// testsIn finds the tests of each row, sorted, with their files.
func testsIn(tree fs.FS) (map[string][]string, error) {
	tests := map[string][]string{}
	err := fs.WalkDir(tree, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(tree, path)
		for _, m := range testName.FindAllSubmatch(text, -1) {
			id := string(m[2])
			tests[id] = append(tests[id], string(m[1])+" in "+filepath.ToSlash(path))
		}
		return err
	})
	for _, of := range tests {
		slices.Sort(of)
	}
	return tests, err
}

// report writes what is missing, or everything, and tells whether every row
// that is due has a test.
func report(w io.Writer, tests map[string][]string, list bool) bool {
	missing, tested := 0, 0
	for _, r := range rows {
		has := tests[r.id]
		if len(has) > 0 {
			tested++
		}
		if due := r.due == now; due && len(has) == 0 {
			missing++
			fmt.Fprintf(w, "%-4s has no test: %s\n", r.id, r.title)
		} else if list {
			fmt.Fprintf(w, "%-4s %s%s\n", r.id, r.title, r.due)
		}
		if list {
			for _, test := range has {
				fmt.Fprintf(w, "     %s\n", test)
			}
		}
	}
	for _, id := range unknown(tests) {
		fmt.Fprintf(w, "%-4s is no row of the list, but has tests: %s\n", id, strings.Join(tests[id], ", "))
	}
	fmt.Fprintf(w, "%d rows, %d with tests, %d due without one\n", len(rows), tested, missing)
	return missing == 0
}

// unknown lists IDs of tests that no row has, which are misprints.
func unknown(tests map[string][]string) (ids []string) {
	for id := range tests {
		if !slices.ContainsFunc(rows, func(r row) bool { return r.id == id }) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
