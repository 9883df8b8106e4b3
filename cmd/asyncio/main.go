// Asyncio runs the examples, shows their schedules, and teaches with them:
//
//	go run ./cmd/asyncio lessons
//	go run ./cmd/asyncio lesson gather-order --quiz
//	go run ./cmd/asyncio run gather --schedule
//
// It also reads the recordings of other programs that use the library, made
// with ASYNCIO_TRACE=out.jsonl:
//
//	go run ./cmd/asyncio view out.jsonl
package main

import (
	"os"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.World{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv}))
}
