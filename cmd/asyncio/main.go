// Asyncio runs the examples and shows their schedules:
//
//	go run ./cmd/asyncio list
//	go run ./cmd/asyncio run gather --schedule
package main

import (
	"os"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr, os.Getenv)) }
