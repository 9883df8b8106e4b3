package serve_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/cmd/asyncio/internal/serve"
	"github.com/goasyncio/asyncio/loop/trace"
)

// A running server, and how often its lesson has run.
type running struct {
	*testing.T
	address string
	runs    atomic.Int32
}

func start(t *testing.T, more ...serve.Lesson) *running {
	t.Helper()
	s := &running{T: t}
	l, err := serve.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = l.Addr().String()
	lessons := append([]serve.Lesson{{ID: "one", Title: page.Text{EN: "The <first>", ZH: "第一课"}, Document: func() page.Document {
		s.runs.Add(1)
		d, err := page.FromRecording("one", trace.NewRecording(trace.Header{}, trace.Event{Kind: trace.LoopStart}))
		if err != nil {
			panic(err)
		}
		return d
	}}}, more...)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve.Serve(ctx, l, lessons) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return s
}

// ask sends a request on a connection of its own; headers are pairs.
func (s *running) ask(method, path, host string, headers ...string) (status int, header http.Header, body string) {
	s.Helper()
	c, err := net.Dial("tcp", s.address)
	if err != nil {
		s.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n", method, path, host)
	for i := 0; i+1 < len(headers); i += 2 {
		fmt.Fprintf(c, "%s: %s\r\n", headers[i], headers[i+1])
	}
	fmt.Fprint(c, "\r\n")
	answer, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		s.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		s.Fatal(err)
	}
	return answer.StatusCode, answer.Header, string(text)
}

func (s *running) get(path string, headers ...string) (int, string) {
	s.Helper()
	status, _, body := s.ask("GET", path, s.address, headers...)
	return status, body
}

var (
	routes  = []string{"/", "/lesson/one", "/page.js", "/page.css", "/index.css", "/lesson/none", "/nowhere", "/debug/pprof/", "/favicon.ico"}
	methods = []string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"}
)

func TestLessonsAreServed(t *testing.T) {
	s := start(t)
	status, body := s.get("/")
	if status != 200 || !strings.Contains(body, `<a href="/lesson/one">The &lt;first&gt;</a>`) || !strings.Contains(body, "第一课") {
		t.Errorf("index: %d %s", status, body)
	}
	status, body = s.get("/lesson/one")
	if status != 200 || !strings.Contains(body, `src="/page.js"`) || strings.Contains(body, "<style") {
		t.Errorf("lesson: %d %.300s", status, body)
	}
	if _, script := s.get("/page.js"); script != page.Script() {
		t.Error("the script is another one")
	}
}

func TestK1_LoopbackOnly(t *testing.T) {
	for _, address := range []string{":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "example.com:80", "10.0.0.1:8080", "127.0.0.1.example.com:1"} {
		if l, err := serve.Listen(address); !errors.Is(err, serve.ErrNotLoopback) {
			if err == nil {
				l.Close()
			}
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"127.0.0.1:0", "localhost:0"} {
		l, err := serve.Listen(address)
		if err != nil {
			t.Fatal(err)
		}
		if !l.Addr().(*net.TCPAddr).IP.IsLoopback() {
			t.Errorf("%s listens on %s", address, l.Addr())
		}
		l.Close()
	}
}

func TestK2_HostIsChecked(t *testing.T) {
	s := start(t)
	_, port, _ := net.SplitHostPort(s.address)
	for _, route := range routes {
		for _, method := range methods {
			for _, host := range []string{"evil.example", "evil.example:" + port, "localhost.evil.example:" + port, "127.0.0.1", "localhost", "127.0.0.1:1", "0.0.0.0:" + port, "localhost:" + port + ".evil.example", ""} {
				if status, _, _ := s.ask(method, route, host); status != http.StatusMisdirectedRequest && status != http.StatusForbidden && status != http.StatusBadRequest {
					t.Errorf("%s %s for host %q: %d", method, route, host, status)
				}
			}
		}
	}
	for _, host := range []string{"localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port} {
		if status, _, _ := s.ask("GET", "/", host); status != 200 {
			t.Errorf("host %s: %d", host, status)
		}
	}
}

func TestK3_CrossSitePostIsRefused(t *testing.T) {
	s := start(t)
	for _, route := range routes {
		for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "same-site"}} {
			if status, _, _ := s.ask("POST", route, s.address, headers...); status != http.StatusForbidden {
				t.Errorf("POST %s %v: %d", route, headers, status)
			}
		}
	}
}

// There is nothing to guess: no method and no address changes anything.
func TestK4_NothingCanBeChanged(t *testing.T) {
	s := start(t)
	for _, route := range routes {
		for _, method := range methods[2:] {
			if status, _, _ := s.ask(method, route, s.address); status != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: %d", method, route, status)
			}
		}
	}
	for range 5 {
		s.get("/lesson/one")
	}
	if n := s.runs.Load(); n != 1 {
		t.Errorf("the lesson ran %d times", n)
	}
}

func TestK5_OtherPortsMayNotRead(t *testing.T) {
	s := start(t)
	for _, route := range routes {
		for _, headers := range [][]string{
			{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors"}, {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"},
			{"Origin", "http://localhost:1"}, {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"},
		} {
			status, header, _ := s.ask("GET", route, s.address, headers...)
			if status != http.StatusForbidden {
				t.Errorf("GET %s %v: %d", route, headers, status)
			}
			if cors := header.Get("Access-Control-Allow-Origin"); cors != "" {
				t.Errorf("GET %s allows %s", route, cors)
			}
		}
	}
	if status, _ := s.get("/lesson/one", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"); status != 200 {
		t.Errorf("a link cannot be followed: %d", status)
	}
}

func TestK6_PolicyOnEveryRoute(t *testing.T) {
	s := start(t)
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "no-referrer",
	}
	for _, route := range routes {
		for _, method := range methods {
			for _, host := range []string{s.address, "evil.example"} {
				_, header, _ := s.ask(method, route, host)
				for name, value := range want {
					if got := header.Get(name); got != value {
						t.Errorf("%s %s for %s: %s is %q", method, route, host, name, got)
					}
				}
			}
		}
	}
}

func TestK7_NoScriptOrStyleInThePage(t *testing.T) {
	s := start(t)
	for _, route := range routes[:2] {
		_, body := s.get(route)
		for _, part := range []string{"<style", "style=", `<script type="module">`, "onclick=", "onerror="} {
			if strings.Contains(strings.Split(body, `id="document"`)[0], part) {
				t.Errorf("%s has %s", route, part)
			}
		}
	}
}

func TestK11_NoFiles(t *testing.T) {
	s := start(t)
	for _, path := range []string{
		"/../serve.go", "/lesson/../../go.mod", "/lesson/..%2f..%2fgo.mod", "/lesson/%2e%2e/%2e%2e/go.mod", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/etc/passwd",
		"/lesson/%00", "/lesson/one/..", "/web/page.html", "/lesson/..%5c..%5cgo.mod", "/lesson/", "/lesson/one/", "/.git/config",
	} {
		status, header, body := s.ask("GET", path, s.address)
		moved := status/100 == 3 && strings.HasPrefix(header.Get("Location"), "/") && !strings.HasPrefix(header.Get("Location"), "//")
		if status != 404 && status != 400 && !moved {
			t.Errorf("%s: %d %.80s", path, status, body)
		}
		if moved {
			if status, _, _ := s.ask("GET", header.Get("Location"), s.address); status != 404 && header.Get("Location") != "/lesson/one" && header.Get("Location") != "/" {
				t.Errorf("%s leads to %s: %d", path, header.Get("Location"), status)
			}
		}
	}
}

// A client that sends its request a byte at a time is dropped, and headers
// that are too long are refused; others are served meanwhile.
func TestK12_SlowAndLongRequests(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the server's patience to end")
	}
	s := start(t)
	slow, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	fmt.Fprint(slow, "GET / HTTP/1.1\r\nHost: ")
	if status, _, _ := s.ask("GET", "/", s.address, "X-Long", strings.Repeat("x", 80<<10)); status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("80 KiB of headers: %d", status)
	}
	if status, _ := s.get("/"); status != 200 {
		t.Errorf("beside a slow client: %d", status)
	}
	_ = slow.SetReadDeadline(time.Now().Add(9 * time.Second))
	if _, err := io.ReadAll(slow); err != nil {
		t.Errorf("the slow client was not dropped: %v", err)
	}
}

// Only lessons run, by id, each once, and at most eight at a time.
func TestK13_AtMostEightRuns(t *testing.T) {
	var now, most atomic.Int32
	free := make(chan struct{})
	var lessons []serve.Lesson
	for i := range 20 {
		lessons = append(lessons, serve.Lesson{ID: fmt.Sprint("l", i), Document: func() page.Document {
			n := now.Add(1)
			for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
			}
			<-free
			now.Add(-1)
			return page.Document{Runs: []page.Run{{}}}
		}})
	}
	s := start(t, lessons...)
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			answer, err := c.Get(fmt.Sprintf("http://%s/lesson/l%d", s.address, i%20))
			if err != nil {
				t.Error(err)
				return
			}
			answer.Body.Close()
			if answer.StatusCode != 200 {
				t.Errorf("lesson %d: %d", i%20, answer.StatusCode)
			}
		})
	}
	for now.Load() < 8 {
		time.Sleep(time.Millisecond)
	}
	close(free)
	all.Wait()
	if most.Load() != 8 {
		t.Errorf("%d lessons ran at the same time", most.Load())
	}
}

func TestK13_ABrokenLessonIsAnError(t *testing.T) {
	s := start(t, serve.Lesson{ID: "broken", Document: func() page.Document { panic("secret/path") }})
	if status, body := s.get("/lesson/broken"); status != 500 || strings.Contains(body, "secret") {
		t.Errorf("%d %s", status, body)
	}
}

func TestK14_NothingLeaks(t *testing.T) {
	s := start(t)
	var said strings.Builder
	for _, route := range routes {
		status, header, body := s.ask("GET", route, s.address)
		fmt.Fprintln(&said, status, header, body)
		if strings.HasPrefix(route, "/debug") && status != 404 {
			t.Errorf("%s: %d", route, status)
		}
	}
	home, _ := os.UserHomeDir()
	dir, _ := os.Getwd()
	secrets := []string{home + "/", dir}
	for _, pair := range os.Environ() {
		if _, value, _ := strings.Cut(pair, "="); len(value) > 12 && strings.ContainsAny(value, "/:.-_") {
			secrets = append(secrets, value)
		}
	}
	for _, secret := range secrets {
		if len(secret) > 3 && strings.Contains(said.String(), secret) {
			t.Errorf("an answer has %q", secret)
		}
	}
}

func TestK15_BusyPort(t *testing.T) {
	s := start(t)
	_, err := serve.Listen(s.address)
	if err == nil || !strings.Contains(err.Error(), s.address) || !strings.Contains(err.Error(), "another server") {
		t.Errorf("the error is %v", err)
	}
}

// A browser that goes away in the middle of an answer leaves nothing behind;
// TestMain sees to it. Afterwards the server can be started again.
func TestK15_BrowserGoesAway(t *testing.T) {
	s := start(t)
	for range 10 {
		c, err := net.Dial("tcp", s.address)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(c, "GET /page.js HTTP/1.1\r\nHost: %s\r\n\r\n", s.address)
		c.Close()
	}
	if status, _ := s.get("/"); status != 200 {
		t.Errorf("afterwards: %d", status)
	}
}
