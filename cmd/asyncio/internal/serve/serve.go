package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
)

// Lesson is a page to serve.
type Lesson struct {
	ID       string // in the address: /lesson/ID
	Title    page.Text
	Document func() page.Document // runs the lesson's programs; called once, when the page is asked for first
}

// ErrNotLoopback is returned for an address that other machines could reach.
var ErrNotLoopback = errors.New("serve: not a loopback address: lessons are served to this machine only")

// Listen opens a listener on a loopback address, such as "127.0.0.1:8137" or
// "localhost:0". Any other address is refused.
func Listen(address string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	if host == "localhost" {
		host = "127.0.0.1" // whatever the machine says that localhost is
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("%w: %q", ErrNotLoopback, host)
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, fmt.Errorf("serve: %w; is another server running there?", err)
	}
	return l, nil
}

// Serve serves the lessons until ctx ends, and then waits a moment for the
// requests that are being answered. It closes the listener. An end of ctx is
// no error.
func Serve(ctx context.Context, l net.Listener, lessons []Lesson) error {
	server := &http.Server{
		Handler:           Handler(l.Addr(), lessons),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      70 * time.Second, // a lesson may run for a minute
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    64 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		_ = server.Close() // who has not read its answer by now does not get it
	}
	<-ended
	return nil
}

// Handler answers all requests for the lessons. The address is that of the
// listener: requests must name its port.
func Handler(address net.Addr, lessons []Lesson) http.Handler {
	s := newSite(lessons)
	mux := http.NewServeMux() // its own: the default one is open to every package
	mux.HandleFunc("GET /{$}", s.index)
	mux.HandleFunc("GET /lesson/{id}", s.lesson)
	mux.HandleFunc("GET /page.js", s.asset("text/javascript; charset=utf-8", page.Script()))
	mux.HandleFunc("GET /page.css", s.asset("text/css; charset=utf-8", page.Style()))
	mux.HandleFunc("GET /index.css", s.asset("text/css; charset=utf-8", indexStyle))
	return headers(hosts(address, sameSite(http.NewCrossOriginProtection().Handler(readOnly(mux)))))
}
