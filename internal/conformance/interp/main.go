// Interp runs conformance programs on this project's loop: a program a line on standard input, its trace a line
// on standard output, in order. A malformed program gives [["ERROR", what is wrong and where]].
//
//	go run ./internal/conformance/interp < programs.jsonl > traces.jsonl
package main

import (
	"fmt"
	"os"

	"github.com/goasyncio/asyncio/internal/conformance"
)

func main() {
	if len(os.Args) > 1 {
		fmt.Fprintln(os.Stderr, "usage: interp < programs.jsonl > traces.jsonl")
		os.Exit(2)
	}
	if err := conformance.InterpretLines(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "interp:", err)
		os.Exit(1)
	}
}
