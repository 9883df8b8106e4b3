package main

import (
	"embed"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// mutant is a bug, as a change of the source text.
//
// In a file of bugs it reads:
//
//	=== a-name
//	bug: gh-12345
//	about: What goes wrong with it.
//	hint: coro TestB1_
//	--- coro/waitfor.go
//	the lines that are there
//	+++
//	the lines that take their place
//
// The bug is its public number, an issue of python/cpython if it is gh-N, one
// of the older tracker if it is bpo-N; or "kin", if it is a relative of those.
// The hint says which tests most likely notice: a directory and a regular
// expression. There may be several changes, each with its file.
type mutant struct {
	name, bug, about string
	hintDir, hintRun string
	changes          []change
	place            string // file:line of its text
}

// change replaces lines of a file.
type change struct {
	file     string
	old, new string
}

//go:embed bugs
var bugs embed.FS

// load reads the mutants whose names match.
func load(only *regexp.Regexp) ([]mutant, error) {
	var all []mutant
	files, err := fs.Glob(bugs, "bugs/*.txt")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		text, err := bugs.ReadFile(file)
		if err != nil {
			return nil, err
		}
		mutants, err := parse(path.Base(file), string(text))
		if err != nil {
			return nil, err
		}
		all = append(all, mutants...)
	}
	kept := all[:0]
	for _, m := range all {
		if only.MatchString(m.name) {
			kept = append(kept, m)
		}
	}
	return kept, nil
}

// parse reads a file of bugs. What stands before the first mutant is comment.
func parse(file, text string) ([]mutant, error) {
	var all []mutant
	var m *mutant
	var block *string // where lines go
	for i, line := range strings.Split(text, "\n") {
		name, begins := strings.CutPrefix(line, "=== ")
		of, changes := strings.CutPrefix(line, "--- ")
		switch {
		case begins:
			all = append(all, mutant{name: name, place: fmt.Sprintf("%s:%d", file, i+1)})
			m, block = &all[len(all)-1], nil
		case m == nil:
		case changes:
			m.changes = append(m.changes, change{file: of})
			block = &m.changes[len(m.changes)-1].old
		case line == "+++" && block != nil:
			block = &m.changes[len(m.changes)-1].new
		case block != nil:
			*block += line + "\n"
		case !m.header(line):
			return nil, fmt.Errorf("%s:%d: not understood: %q", file, i+1, line)
		}
	}
	for i := range all {
		if err := all[i].check(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// header takes a line such as "bug: gh-12345".
func (m *mutant) header(line string) bool {
	key, value, _ := strings.Cut(line, ": ")
	switch key {
	case "bug":
		m.bug = value
	case "about":
		m.about = value
	case "hint":
		m.hintDir, m.hintRun, _ = strings.Cut(value, " ")
	default:
		return line == ""
	}
	return true
}

var bugNumber = regexp.MustCompile(`^((gh|bpo)-[0-9]+|kin)$`)

// check says what is missing.
func (m *mutant) check() error {
	for i := range m.changes {
		c := &m.changes[i]
		c.old, c.new = block(c.old), block(c.new)
		if strings.TrimSpace(c.old) == "" || c.old == c.new {
			return fmt.Errorf("%s: %s does not change %s", m.place, m.name, c.file)
		}
	}
	switch {
	case !bugNumber.MatchString(m.bug):
		return fmt.Errorf("%s: %s: the bug is %q", m.place, m.name, m.bug)
	case m.about == "" || m.hintRun == "" || len(m.changes) == 0:
		return fmt.Errorf("%s: %s has no text, no hint or no change", m.place, m.name)
	}
	return nil
}

// block is a text without the empty lines at its end.
func block(text string) string {
	if text = strings.TrimRight(text, "\n"); text != "" {
		text += "\n"
	}
	return text
}

// apply gives the changed files; read gives the present ones.
func (m *mutant) apply(read func(string) ([]byte, error)) (map[string]string, error) {
	files := map[string]string{}
	for _, c := range m.changes {
		if _, seen := files[c.file]; !seen {
			text, err := read(c.file)
			if err != nil {
				return nil, err
			}
			files[c.file] = string(text)
		}
		changed, err := c.apply(files[c.file])
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", m.place, c.file, err)
		}
		files[c.file] = changed
	}
	for name, text := range files {
		if _, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution); err != nil {
			return nil, fmt.Errorf("%s: %w", m.place, err)
		}
	}
	return files, nil
}

// apply changes a text in which the old lines stand exactly once.
func (c *change) apply(text string) (string, error) {
	padded := "\n" + text
	if n := strings.Count(padded, "\n"+c.old); n != 1 {
		return "", fmt.Errorf("these lines stand there %d times, not once:\n%s", n, c.old)
	}
	return strings.Replace(padded, "\n"+c.old, "\n"+c.new, 1)[1:], nil
}
