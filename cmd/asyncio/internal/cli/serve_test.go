package cli_test

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/cli"
)

// The command says where it serves, serves all lessons there, and ends when it
// is interrupted.
func TestServe(t *testing.T) {
	read, write := io.Pipe()
	code := make(chan int)
	go func() {
		code <- cli.Main([]string{"serve", "--address", "localhost:0", "--lang", "zh"},
			cli.World{In: strings.NewReader(""), Out: write, Err: io.Discard, Getenv: func(string) string { return "" }})
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url := strings.TrimSpace(line)
	if index := get(t, url); strings.Count(index, `href="/lesson/`) != 25 {
		t.Errorf("the index: %s", index)
	}
	if page := get(t, url+"lesson/gather-order"); !strings.Contains(page, "gather 的顺序") {
		t.Error("the lesson is not there")
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if got := <-code; got != 0 {
		t.Errorf("exit code %d", got)
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, response.Status, err)
	}
	return string(body)
}
