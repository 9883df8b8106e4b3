package lesson_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"runtime"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/google/go-cmp/cmp"
)

// times is how often each program is run; the soak test runs them more often.
var times = 3

// One program, one trace: byte for byte, however many processors there are.
func TestRecordingsAreTheSameEveryTime(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, l := range lesson.All() {
		t.Run(l.ID, func(t *testing.T) {
			for _, p := range l.Programs {
				var first []byte
				for i := range times {
					runtime.GOMAXPROCS(1 + i%8)
					text := written(t, p)
					if first == nil {
						first = text
					}
					if !bytes.Equal(first, text) {
						t.Fatalf("%s, run %d: first -, now +\n%s", p.Name, i+1, cmp.Diff(string(first), string(text)))
					}
				}
			}
		})
	}
}

func written(t *testing.T, p lesson.Program) []byte {
	t.Helper()
	r, err := lesson.Record(p)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := r.Rec.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRecordingsAreValidAndShowTheSource(t *testing.T) {
	for _, l := range lesson.All() {
		for _, r := range runs(t, l) {
			for _, broken := range r.Validate() {
				t.Errorf("%s: %s", r.Program.Name, broken)
			}
			e := r.Program.Example()
			files := r.Rec.Header.Files
			if len(files) != 1 || files[0].Text != e.Go() || files[0].Path != e.Name+"/"+e.Name+".go" {
				for _, f := range files {
					t.Errorf("%s: has the file %s", r.Program.Name, f.Path)
				}
			}
			if sum := sha256.Sum256([]byte(e.Go())); files[0].SHA256 != hex.EncodeToString(sum[:]) {
				t.Errorf("%s: the hash of the source is %s", r.Program.Name, files[0].SHA256)
			}
			lines := bytes.Count([]byte(e.Go()), []byte("\n"))
			for event := range r.Rec.Events() {
				if src := event.Src; src != nil && (src.File != 1 || src.Line < 1 || src.Line > lines) {
					t.Errorf("%s: event %d is at %+v", r.Program.Name, event.N, src)
				}
				if why := r.Why(event.N); event.Kind == trace.StepBegin && why[len(why)-1].N != 1 {
					t.Errorf("%s: step %d has no way back to the start", r.Program.Name, event.N)
				}
			}
		}
	}
}
