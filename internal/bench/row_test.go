package bench_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/internal/bench"
)

// small is the least that a row's workload can do.
func small(row bench.Row) bench.Request {
	size := min(row.Size, 20)
	if row.Nested() {
		size = 2
	}
	return bench.Request{Work: row.Work, Size: size, Times: 20 * size, Eager: row.Eager, Pull: row.Pull}
}

func TestEveryWorkloadRunsHere(t *testing.T) {
	for _, row := range bench.Rows() {
		t.Run(row.Name, func(t *testing.T) {
			r := small(row)
			if row.Raw != "" {
				limit := r
				limit.Work = row.Raw
				if m := bench.Run(limit); m.Missing != "" || m.Seconds <= 0 {
					t.Errorf("the raw limit: %+v", m)
				}
			}
			if strings.HasPrefix(row.Name, "tree/") {
				r.Times = 1
			}
			if m := bench.Run(r); m.Missing != "" || m.Seconds <= 0 {
				t.Errorf("%+v", m)
			}
		})
	}
}

// TestEveryWorkloadRunsInPython needs a python3, and does not wait for sleeps.
func TestEveryWorkloadRunsInPython(t *testing.T) {
	path, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	if exec.Command(path, "-I", "-c", "import asyncio; asyncio.TaskGroup").Run() != nil {
		t.Skip("this python3 has no TaskGroup")
	}
	var requests bytes.Buffer
	var asked []string
	for _, row := range bench.Rows() {
		r := small(row)
		if strings.HasPrefix(row.Name, "tree/") {
			r.Times = 1
		}
		line, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		requests.Write(append(line, '\n'))
		asked = append(asked, row.Name)
	}
	cmd := exec.Command(path, "-I", "-c", bench.Script)
	cmd.Stdin = &requests
	out, err := cmd.CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(lines) != len(asked) {
		t.Fatalf("%v: %d answers to %d requests; the last: %s", err, len(lines), len(asked), lines[len(lines)-1])
	}
	for i, line := range lines {
		var m bench.Measure
		if err := json.Unmarshal([]byte(line), &m); err != nil || m.Missing == "" && m.Seconds <= 0 {
			t.Errorf("%s: %v in %s", asked[i], err, line)
		}
	}
}

func TestNamesAreUnique(t *testing.T) {
	seen := make(map[string]bool)
	for _, row := range bench.Rows() {
		if seen[row.Name] {
			t.Errorf("%s stands twice", row.Name)
		}
		seen[row.Name] = true
	}
}

func TestServe(t *testing.T) {
	in := strings.NewReader(`{"work":"sleep0","size":2,"times":20}` + "\n" + `{"work":"no such","size":1,"times":1}` + "\n")
	var out bytes.Buffer
	if err := bench.Serve(in, &out); err != nil {
		t.Fatal(err)
	}
	answers := json.NewDecoder(&out)
	var did, missing, none bench.Measure
	if err := answers.Decode(&did); err != nil || did.Seconds <= 0 {
		t.Errorf("%+v, %v", did, err)
	}
	if err := answers.Decode(&missing); err != nil || missing.Missing != "there is no workload no such" {
		t.Errorf("%+v, %v", missing, err)
	}
	if err := answers.Decode(&none); err != io.EOF {
		t.Errorf("a third answer: %+v, %v", none, err)
	}
}

func TestReportNamesNoPath(t *testing.T) {
	var text strings.Builder
	result := bench.Compare(t.Context(), bench.Find("no-such-command"), nil, bench.Options{Rounds: 1, Shown: io.Discard})
	if err := bench.Markdown(&text, result, time.Unix(0, 0).UTC()); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(text.String(), "\n") {
		if strings.Contains(line, "/home") || strings.Contains(line, "/root") || strings.Contains(line, "/usr") {
			t.Errorf("a path of this machine: %s", line)
		}
	}
	if !strings.Contains(text.String(), "- Date: 1970-01-01\n") {
		t.Errorf("no date in:\n%s", &text)
	}
}
