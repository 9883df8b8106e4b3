package page_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/examples"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// The first of the page's sources, which need no browser.
var reducer = []string{"trace.js", "heap.js", "state.js", "statejson.js", "history.js", "format.js", "words.js", "chinese.js", "sentence.js", "why.js", "cycle.js", "lanes.js", "compare.js", "steptext.js", "arrows.js"}

// node runs the reducer and this script once for each recording, in one
// process. The script finds the history in h, and calls print. What it printed
// is returned by recording.
func node(t *testing.T, recordings map[string]*trace.Recording, script string) map[string]string {
	t.Helper()
	tool, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("ASYNCIO_REQUIRE_NODE") != "" {
			t.Fatal("no node, and ASYNCIO_REQUIRE_NODE is set")
		}
		t.Skip("no node: only the browser tests hold the reducer to package replay")
	}
	dir := t.TempDir()
	var source strings.Builder
	for _, name := range reducer {
		text, err := os.ReadFile(filepath.Join("web", name))
		if err != nil {
			t.Fatal(err)
		}
		source.WriteString(page.CompactScript(string(text)))
	}
	fmt.Fprintf(&source, `
		const fs = await import("node:fs");
		for (const file of process.argv.slice(2)) {
			const lines = [], print = (line) => lines.push(line);
			const h = new History(parseTrace(fs.readFileSync(file, "utf8")));
			%s
			fs.writeFileSync(file + ".out", lines.join("\n"));
		}`, script)
	program := filepath.Join(dir, "reducer.mjs")
	if err := os.WriteFile(program, []byte(source.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{program}
	for name, rec := range recordings {
		var file bytes.Buffer
		if _, err := rec.WriteTo(&file); err != nil {
			t.Fatal(err)
		}
		args = append(args, filepath.Join(dir, name))
		if err := os.WriteFile(filepath.Join(dir, name), file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	deadline, limited := t.Deadline()
	if !limited {
		deadline = time.Now().Add(time.Hour)
	}
	ctx, cancel := context.WithDeadline(context.Background(), deadline.Add(-5*time.Second)) // so that it ends before the test does
	defer cancel()
	if _, err := exec.CommandContext(ctx, tool, args...).Output(); err != nil {
		t.Fatalf("node: %v: %s", err, stderr(err))
	}
	printed := map[string]string{}
	for name := range recordings {
		out, err := os.ReadFile(filepath.Join(dir, name) + ".out")
		if err != nil {
			t.Fatal(err)
		}
		printed[name] = string(out)
	}
	return printed
}

func stderr(err error) string {
	if exit, ok := err.(*exec.ExitError); ok {
		return string(exit.Stderr)
	}
	return ""
}

// same compares two texts line by line and shows the first that differs.
func same(t *testing.T, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range w {
		if i >= len(g) || g[i] != w[i] {
			t.Fatalf("line %d:\n%s", i, cmp.Diff(w[i], append(g, "")[min(i, len(g))]))
		}
	}
	t.Fatalf("%d lines, want %d", len(g), len(w))
}

// The state at each event is the same, byte for byte, as that of package
// replay: played forward, stepped back from the end, and jumped to.
func TestReducerIsThatOfReplay(t *testing.T) {
	all := recordings(t)
	got := node(t, all, `
		const [from, to] = [h.rec.first - 1, h.rec.last];
		const forward = [], again = (n, way) => stateJSON(h, h.seek(n)) === forward[n - from] || print(way + " " + n + " differs");
		const stride = to > 2000 ? 37 : 1;
		for (let n = from; n <= to; n += stride) print(forward[n - from] = stateJSON(h, h.seek(n)));
		const back = Object.keys(forward).map((i) => Number(i) + from).reverse();
		for (const n of back) again(n, "back to");
		for (let i = 0; i < back.length; i++) again(back[(i * 7919) % back.length], "jump to");`)
	for name, rec := range all {
		t.Run(name, func(t *testing.T) { same(t, got[name], strings.Join(states(rec), "\n")) })
	}
}

// states are those of package replay, at every event.
func states(rec *trace.Recording) (all []string) {
	h, stride := replay.New(rec), 1
	if rec.Last() > 2000 {
		stride = 37 // a crowd's states are long
	}
	for n := rec.First() - 1; n <= rec.Last(); n += stride {
		all = append(all, string(h.AppendJSON(nil, h.State(n))))
	}
	return all
}

// The sentences and the reasons are those that the command prints, in both
// languages.
func TestWordsAreThoseOfReplay(t *testing.T) {
	all := recordings(t)
	got := node(t, all, `
		for (const lang of [english, chinese]) for (let n = h.rec.first; n <= h.rec.last; n++) {
			print(n + " " + sentence(h, lang, n) + " <- " + h.cause(n));
			if (n % (h.rec.last > 2000 ? 370 : 5)) continue;
			const s = h.state(n);
			for (const t of tasksOf(s).slice(0, 9)) for (const r of whyNot(h, lang, s, t.task)) print("  " + r.n + " " + r.text);
		}`)
	for name, rec := range all {
		t.Run(name, func(t *testing.T) {
			h := replay.New(rec)
			want := append(spoken(h), spoken(h.In(replay.Chinese))...)
			same(t, got[name], strings.Join(want, "\n"))
		})
	}
}

// spoken is what package replay says of a recording.
func spoken(h *replay.History) (lines []string) {
	rec := h.Rec
	for n := rec.First(); n <= rec.Last(); n++ {
		lines = append(lines, fmt.Sprintf("%d %s <- %d", n, h.Sentence(n), h.Cause(n)))
		if every := map[bool]int{true: 370, false: 5}[rec.Last() > 2000]; n%every != 0 {
			continue
		}
		tasks := h.State(n).Tasks()
		for _, task := range tasks[:min(9, len(tasks))] {
			for _, r := range h.WhyNot(task.Task, n) {
				lines = append(lines, fmt.Sprintf("  %d %s", r.N, r.Text))
			}
		}
	}
	return lines
}

// The lanes are those of package replay.
func TestLanesAreThoseOfReplay(t *testing.T) {
	all := recordings(t)
	got := node(t, all, `
		for (const lane of weave(h).lanes) if (lane.kind === "task") for (const s of lane.spans)
			print([lane.task, s.doing, JSON.stringify(s.label), s.from + "-" + s.to, s.t0 + "-" + s.t1, lane.end || ""].join(" "));`)
	for name, rec := range all {
		if name == "odd" || name == "huge" {
			continue // no true life to draw
		}
		t.Run(name, func(t *testing.T) {
			var want []string
			for _, lane := range replay.New(rec).Lanes() {
				for _, s := range lane.Spans {
					want = append(want, fmt.Sprintf("%d %s %q %d-%d %d-%d %s", lane.Task, s.Doing, s.Label, s.From.N, s.To.N, s.From.T, s.To.T, lane.End))
				}
			}
			same(t, got[name], strings.Join(want, "\n"))
		})
	}
}

// All that is said in English is said in Chinese too.
func TestNothingIsUntranslated(t *testing.T) {
	got := node(t, map[string]*trace.Recording{"none": trace.NewRecording(trace.Header{})}, `
		const walk = (path, a, b) => {
			if (typeof a !== typeof b) return print(path + ": " + typeof a + ", " + typeof b);
			if (Array.isArray(a) && a.length !== b.length) return print(path + ": lists of different length");
			if (typeof a === "function" && a.length !== b.length) return print(path + ": different arguments");
			if (typeof a === "object") for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) walk(path + "." + key, a[key], b[key]);
			if (typeof a === "string" && a !== "" && !b) print(path + ": empty");
		};
		walk("words", english, chinese);`)
	if got["none"] != "" {
		t.Error(got["none"])
	}
}

// recordings are those of all examples, and some that no example makes.
func recordings(t *testing.T) map[string]*trace.Recording {
	t.Helper()
	recorded.once.Do(func() { recorded.all = recordAll(t) })
	if recorded.all == nil {
		t.Fatal("the programs could not be recorded")
	}
	return recorded.all
}

// recorded are the recordings, made by the first test that needs them.
var recorded struct {
	once sync.Once
	all  map[string]*trace.Recording
}

func recordAll(t *testing.T) map[string]*trace.Recording {
	t.Helper()
	all := map[string]*trace.Recording{"odd": odd(), "huge": huge(), "nameless": nameless()}
	for _, e := range examples.All() {
		all[e.Name] = example(t, e.Name)
	}
	for name, main := range programs {
		all[name] = record(t, name, main)
	}
	for name, rec := range all {
		all[name] = reloaded(t, rec) // as the page gets it
	}
	return all
}

func reloaded(t *testing.T, rec *trace.Recording) *trace.Recording {
	t.Helper()
	var b bytes.Buffer
	if _, err := rec.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	again, err := trace.Load(&b)
	if err != nil {
		t.Fatal(err)
	}
	return again
}
