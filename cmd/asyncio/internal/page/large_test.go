package page_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A recording of 100,000 events opens, and stepping and jumping in it keep the
// browser free. The bounds are generous, because tests share the machine; the
// figures are in the log.
func TestLargeRecording(t *testing.T) {
	rec := record(t, "large", rounds(300, 40))
	if rec.Len() < 100_000 {
		t.Fatalf("only %d events", rec.Len())
	}
	d := document(t, "large", rec)
	b, address := openDocument(t, d, 1280, 900)
	opened := eval[string](b, `document.documentElement.dataset.ready`)
	took, err := time.ParseDuration(opened)
	if err != nil || took > 15*time.Second {
		t.Errorf("opened after %s", opened)
	}
	steps := measure(b, rec.Len()/2, 1, 20)
	back := measure(b, rec.Len()/2, -1, 10)
	jumps := measure(b, 5, rec.Len()/11, 10)
	t.Logf("%d events: open %v; frames (median, worst): 20 steps %v, 10 steps back %v, 10 jumps %v", rec.Len(), took, steps, back, jumps)
	for _, times := range [][]time.Duration{steps, back, jumps} {
		if times[0] > time.Second {
			t.Errorf("most frames take longer than %v", times[0])
		}
	}
	if got := b.text("#place"); !strings.Contains(got, fmt.Sprint(rec.Len())) {
		t.Errorf("the page shows %s", got)
	}
	b.clean(address)
}

// measure moves from an event on by so many events, so often, and gives the
// median and the longest time that the page took to draw one, layout included.
func measure(b *browser, from, by, times int) []time.Duration {
	b.Helper()
	ms := eval[[]float64](b, fmt.Sprintf(`(async () => {
		const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
		location.hash = "#n=%d"; await frame(); await frame();
		const box = document.getElementById("scrubber");
		const all = [];
		for (let i = 1; i <= %d; i++) {
			let start = 0;
			requestAnimationFrame(() => (start = performance.now())); // before the page draws
			box.value = String(%d + i * %d);
			box.dispatchEvent(new Event("input"));
			await frame(); // after it has drawn
			all.push(performance.now() - start);
		}
		all.sort((a, b) => a - b);
		return [all[all.length >> 1], all.at(-1)];
	})()`, from, times, from, by))
	return []time.Duration{time.Duration(ms[0] * float64(time.Millisecond)), time.Duration(ms[1] * float64(time.Millisecond))}
}
