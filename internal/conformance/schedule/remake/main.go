// Remake asks CPython 3.13 again for the schedules in internal/conformance/schedule/testdata: of the examples'
// Python programs, and of the programs in that folder. Run it from the top of the repository:
//
//	go run ./internal/conformance/schedule/remake
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/goasyncio/asyncio/examples"
	"github.com/goasyncio/asyncio/internal/conformance"
	"github.com/goasyncio/asyncio/internal/conformance/schedule"
)

func main() {
	folder := flag.String("folder", "internal/conformance/schedule/testdata", "where the schedules are")
	flag.Parse()
	if err := remake(*folder); err != nil {
		fmt.Fprintln(os.Stderr, "remake:", err)
		os.Exit(1)
	}
}

func remake(folder string) error {
	python, reason := conformance.FindPython()
	if python == "" {
		return errors.New(reason)
	}
	programs, err := sources(folder)
	if err != nil {
		return err
	}
	for name, source := range programs {
		recorded, err := schedule.Record(context.Background(), python, name, source)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name+".jsonl"), recorded, 0o644); err != nil {
			return err
		}
	}
	fmt.Println(len(programs), "schedules")
	return nil
}

// sources are the Python programs, by name.
func sources(folder string) (map[string]string, error) {
	programs := map[string]string{}
	for _, e := range examples.All() {
		programs[e.Name] = e.Python()
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.py"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		programs[strings.TrimSuffix(filepath.Base(file), ".py")] = string(text)
	}
	return programs, nil
}
