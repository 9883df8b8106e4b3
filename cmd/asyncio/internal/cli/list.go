package cli

import (
	"fmt"

	"github.com/goasyncio/asyncio/examples"
)

type listCommand struct{}

// Help is the long help text.
func (listCommand) Help() string {
	return `The simplest program comes first. Each has a folder in examples/, with its
Python original and what CPython prints.`
}

// Run lists the examples.
func (listCommand) Run(w *World) error {
	longest := 0
	for _, e := range examples.All() {
		longest = max(longest, len(e.Name))
	}
	for _, e := range examples.All() {
		if _, err := fmt.Fprintf(w.Out, "%-*s  %s\n", longest, e.Name, e.About); err != nil {
			return err
		}
	}
	return nil
}
