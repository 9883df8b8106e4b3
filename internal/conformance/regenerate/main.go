// Regenerate asks CPython 3.13 again for everything in internal/conformance/golden: the hashes of random
// programs' traces, and the traces of the directed programs. To add a directed program, write a file with its
// "about" and its "program" into golden/directed and run this. Run it from the top of the repository:
//
//	go run ./internal/conformance/regenerate
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/goasyncio/asyncio/internal/conformance"
)

func main() {
	n := flag.Int("n", 24_000, "how many random programs")
	seed := flag.Uint64("seed", 1, "the first seed")
	folder := flag.String("folder", "internal/conformance/golden", "where the golden files are")
	directedOnly := flag.Bool("directed", false, "leave the random programs as they are")
	flag.Parse()
	if *directedOnly {
		*n = 0
	}
	if err := regenerate(*n, *seed, *folder); err != nil {
		fmt.Fprintln(os.Stderr, "regenerate:", err)
		os.Exit(1)
	}
}

func regenerate(n int, seed uint64, folder string) error {
	path, reason := conformance.FindPython()
	if path == "" {
		return errors.New(reason)
	}
	version, err := exec.Command(path, "-c", "import platform; print(platform.python_version())").Output()
	if err != nil {
		return err
	}
	python, err := conformance.StartPython(context.Background(), path)
	if err != nil {
		return err
	}
	defer python.Close()
	directed, err := conformance.RemakeDirected(python, filepath.Join(folder, "directed"))
	if err != nil {
		return err
	}
	fmt.Println(directed, "directed programs")
	if n == 0 {
		return nil
	}
	golden, err := conformance.MakeGolden(python, strings.TrimSpace(string(version)), seed, n)
	if err != nil {
		return err
	}
	fmt.Println(len(golden.Hashes), "random programs")
	return writeGolden(golden, filepath.Join(folder, "random.txt"))
}

func writeGolden(golden conformance.Golden, path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(golden.Write(file), file.Close())
}
