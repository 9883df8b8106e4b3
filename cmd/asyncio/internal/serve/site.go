package serve

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
)

// What may be asked of the machine.
const (
	mostRuns = 8                // lessons that run at the same time
	longest  = 60 * time.Second // how long a request waits for one
)

// A site holds the lessons and the pages that have been made of them.
type site struct {
	lessons []Lesson
	pages   map[string]*made
	runs    chan struct{} // a place for each lesson that runs
}

// made is the page of a lesson: being made since once was used, finished when
// done is closed. A lesson gives the same page each time it runs, so it need
// not run twice.
type made struct {
	lesson Lesson
	once   sync.Once
	done   chan struct{}
	html   []byte
	err    error
}

func newSite(lessons []Lesson) *site {
	s := &site{lessons: lessons, pages: map[string]*made{}, runs: make(chan struct{}, mostRuns)}
	for _, lesson := range lessons {
		s.pages[lesson.ID] = &made{lesson: lesson, done: make(chan struct{})}
	}
	return s
}

func (s *site) lesson(w http.ResponseWriter, r *http.Request) {
	p, ok := s.pages[r.PathValue("id")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	p.once.Do(func() { go s.run(p) })
	late := time.NewTimer(longest)
	defer late.Stop()
	select {
	case <-p.done:
	case <-r.Context().Done():
		return
	case <-late.C:
		w.Header().Set("Retry-After", "5")
		http.Error(w, "the lesson is still running", http.StatusServiceUnavailable)
		return
	}
	if p.err != nil {
		slog.Error("a lesson cannot be shown", "lesson", p.lesson.ID, "error", p.err)
		http.Error(w, "this lesson cannot be shown", http.StatusInternalServerError)
		return
	}
	send(w, "text/html; charset=utf-8", p.html)
}

// run makes the page of a lesson, when there is a place for it.
func (s *site) run(p *made) {
	defer close(p.done)
	s.runs <- struct{}{}
	defer func() { <-s.runs }()
	defer func() {
		if v := recover(); v != nil {
			p.err = fmt.Errorf("the lesson panicked: %v", v)
		}
	}()
	var b bytes.Buffer
	p.err = errors.Join(page.RenderLinked(&b, p.lesson.Document(), "/page.js", "/page.css"))
	p.html = b.Bytes()
}

// asset answers with a text that is compiled in.
func (s *site) asset(kind, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { send(w, kind, []byte(text)) }
}

func (s *site) index(w http.ResponseWriter, _ *http.Request) {
	var b bytes.Buffer
	if err := indexPage.Execute(&b, s.lessons); err != nil {
		http.Error(w, "the list cannot be shown", http.StatusInternalServerError)
		return
	}
	send(w, "text/html; charset=utf-8", b.Bytes())
}

func send(w http.ResponseWriter, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // whoever asked may be gone
}

var indexPage = template.Must(template.New("index").Parse(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>asyncio: lessons</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/index.css"></head>
<body><main><h1>Lessons <span lang="zh-CN">课程</span></h1>
<ol>{{range .}}<li><a href="/lesson/{{.ID}}">{{.Title.EN}}</a>{{with .Title.ZH}} <span lang="zh-CN">{{.}}</span>{{end}}</li>
{{else}}<li>none</li>{{end}}</ol></main></body></html>
`))

const indexStyle = `:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; margin: 0; background: light-dark(#f4f5f7, #14171c); color: light-dark(#1b1f24, #e6e8eb); }
main { max-width: 720px; margin: 40px auto; padding: 20px 32px; background: light-dark(#fff, #1b1f26); border: 1px solid light-dark(#dde1e6, #323945); border-radius: 12px; }
h1 { font-size: 22px; } li { padding: 4px 0; } a { color: light-dark(#0072b2, #56b4e9); } span { color: light-dark(#59616b, #a3acb8); }
`
