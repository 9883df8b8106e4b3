package page_test

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// No test of this package may leave a goroutine behind, once the browser that
// they share is closed.
func TestMain(m *testing.M) {
	code := m.Run()
	if shared.end != nil {
		shared.end()
	}
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}
