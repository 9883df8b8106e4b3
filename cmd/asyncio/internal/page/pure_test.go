package page_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/terminal"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// The text of a step that the page copies is what the command prints for it.
func TestStepTextIsTheCommands(t *testing.T) {
	all := maps.Clone(recordings(t))
	delete(all, "crowd") // long, and all the same
	for _, lang := range []string{"en", "zh"} {
		got := node(t, all, fmt.Sprintf(`
			for (let n = h.rec.first - 1; n <= h.rec.last; n += h.rec.last > 400 ? 61 : 3)
				print(stepText(h, {en: english, zh: chinese}[%q], n, "program"));`, lang))
		for name, rec := range all {
			t.Run(name+" "+lang, func(t *testing.T) {
				h := replay.New(rec)
				var b strings.Builder
				s := terminal.Screen{Out: &b, Width: 80, Lang: lang}
				for n := rec.First() - 1; n <= rec.Last(); {
					if err := s.At("program", h, n); err != nil {
						t.Fatal(err)
					}
					b.WriteString("\n")
					if n += 3; rec.Last() > 400 {
						n += 58
					}
				}
				same(t, got[name]+"\n", b.String())
			})
		}
	}
}

// Two recordings are compared as package replay does it.
func TestComparisonIsThatOfReplay(t *testing.T) {
	all := maps.Clone(recordings(t))
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(all)), func(name string) bool {
		return name == "odd" || name == "huge" || name == "nameless" || all[name].Len() > 2000
	})
	got := node(t, all, `
		globalThis.all ??= [];
		all.push([file.split("/").pop(), h]);
		if (all.length === process.argv.length - 2) {
			const names = `+quotedList(names)+`, of = Object.fromEntries(all);
			names.forEach((name, i) => {
				const c = compare(of[name], of[names[(i + 1) % names.length]]);
				const fates = c.pairs.map((p) => p.name + ": " + fate(p.lanes[0], english) + ", " + fate(p.lanes[1], english));
				print(JSON.stringify([name, c.split, c.totals.map((t) => [t.turns, t.steps, t.tasks, t.time, t.late]), fates]));
			});
		}`)
	var want []string
	for i, name := range names {
		c := replay.Compare(replay.New(all[name]), replay.New(all[names[(i+1)%len(names)]]))
		var split []int
		if c.Split != nil {
			split = []int{c.Split.A, c.Split.B}
		}
		var totals [][]int
		for _, x := range c.Totals {
			totals = append(totals, []int{x.Turns, x.Steps, x.Tasks, int(x.Time), int(x.Late)})
		}
		fates := []string{}
		for _, p := range c.Tasks {
			fates = append(fates, p.Name+": "+fate(p.A)+", "+fate(p.B))
		}
		line, err := json.Marshal([]any{name, split, totals, fates})
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, string(line))
	}
	said := slices.Sorted(maps.Values(got))
	same(t, said[len(said)-1], strings.Join(want, "\n"))
}

// A recording and its beginning differ in the first event behind it that counts.
func TestComparisonKnowsWhatCounts(t *testing.T) {
	all := map[string]*trace.Recording{}
	for _, name := range []string{"scopes", "thread_cancel", "locks"} {
		all[name] = recordings(t)[name]
	}
	got := node(t, all, `
		const written = fs.readFileSync(file, "utf8").trimEnd().split("\n");
		const head = written.filter((line) => !line.startsWith('{"n":'));
		const events = written.filter((line) => line.startsWith('{"n":'));
		for (let k = 1; k <= events.length; k++) {
			const c = compare(h, new History(parseTrace([...head, ...events.slice(0, k)].join("\n") + "\n")));
			print(k + ": " + JSON.stringify([c.split, c.totals[1].turns, c.totals[1].steps]));
		}`)
	for name, rec := range all {
		var events []trace.Event
		for e := range rec.Events() {
			events = append(events, *e)
		}
		var want []string
		for k := 1; k <= len(events); k++ {
			c := replay.Compare(replay.New(rec), replay.New(trace.NewRecording(rec.Header, events[:k]...)))
			split := "null"
			if c.Split != nil {
				split = fmt.Sprintf("[%d,%d]", c.Split.A, c.Split.B)
			}
			want = append(want, fmt.Sprintf("%d: [%s,%d,%d]", k, split, c.Totals[1].Turns, c.Totals[1].Steps))
		}
		t.Run(name, func(t *testing.T) { same(t, got[name], strings.Join(want, "\n")) })
	}
}

func quotedList(names []string) string {
	text, _ := json.Marshal(names)
	return string(text)
}

func fate(l *replay.Lane) string {
	switch {
	case l == nil:
		return "–"
	case l.End == "":
		return "not done"
	case l.End == replay.StatusResult:
		return "done " + short(l.Done.T)
	case l.End == replay.StatusException:
		return "failed " + short(l.Done.T)
	}
	return string(l.End) + " " + short(l.Done.T)
}

// A ring of tasks that wait for each other is the one that the lint finds.
func TestCyclesAreThoseOfTheLint(t *testing.T) {
	all := maps.Clone(recordings(t))
	delete(all, "odd")
	delete(all, "crowd")
	got := node(t, all, `
		const found = new Set();
		for (let n = h.rec.first; n <= h.rec.last; n++) {
			const s = h.seek(n);
			found.add(cycleText(s, cycleOf(s), english));
		}
		found.delete("");
		print([...found].join("\n"));`)
	rings := 0
	for name, rec := range all {
		var want []string
		for _, f := range replay.New(rec).Lint(replay.Thresholds{}) {
			if f.Code == "await-cycle" && strings.HasSuffix(f.Text, "nothing can wake them") {
				want = append(want, f.Text)
				rings++
			}
		}
		if got[name] != strings.Join(want, "\n") {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
	if rings == 0 {
		t.Error("no recording has a ring")
	}
}

// The arrows go from cause to cause, each in the lane of the task whose step
// it was, or else of the loop.
func TestArrowsFollowTheCauses(t *testing.T) {
	all := maps.Clone(recordings(t))
	for _, name := range []string{"odd", "huge", "nameless", "crowd"} {
		delete(all, name)
	}
	got := node(t, all, `
		const shown = { h, rec: h.rec, loom: weave(h) };
		for (let n = h.rec.first; n <= h.rec.last; n++) print(arrowsOf(shown, n, english).map((m) => m.n + "@" + (shown.loom.lanes[m.row].task || "loop")).join(" "));`)
	for name, rec := range all {
		h := replay.New(rec)
		var want []string
		for n := rec.First(); n <= rec.Last(); n++ {
			want = append(want, strings.Join(arrows(h, n), " "))
		}
		t.Run(name, func(t *testing.T) { same(t, got[name], strings.Join(want, "\n")) })
	}
}

// arrows are the last twelve links of the chain of causes, without the push
// before a step and without the start of the loop.
func arrows(h *replay.History, n int) (places []string) {
	pushed := 0
	for _, r := range h.Why(n) {
		e := h.Rec.At(r.N)
		if r.N == pushed && e.Kind == trace.ReadyPush {
			continue
		}
		pushed = 0
		if e.Kind == trace.StepBegin {
			pushed = h.Cause(r.N)
		}
		own := e
		if e.Kind != trace.StepBegin && e.Kind != trace.StepEnd {
			own = h.Rec.At(h.Cause(r.N))
		}
		lane := "loop"
		if own != nil && (own == e || own.Kind == trace.StepBegin) && own.Task != 0 {
			lane = fmt.Sprint(own.Task)
		}
		places = append(places, fmt.Sprintf("%d@%s", r.N, lane))
	}
	places = places[:min(13, len(places))]
	if last := len(places) - 1; strings.HasPrefix(places[last], "1@") {
		places = places[:last]
	}
	return places
}
