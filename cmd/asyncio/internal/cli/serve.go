package cli

import (
	"context"
	"fmt"
	"os/signal"
	"syscall"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/cmd/asyncio/internal/serve"
)

type serveCommand struct {
	Address string `default:"127.0.0.1:8137" placeholder:"HOST:PORT" help:"Where to listen; only this machine can be served."`
	Language
}

// Help is the long help text.
func (serveCommand) Help() string {
	return `It serves until it is interrupted.

Examples:
  asyncio serve
  asyncio serve --address localhost:0 --lang zh`
}

// Run serves the lessons.
func (c *serveCommand) Run(w *World) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	listener, err := serve.Listen(c.Address)
	if err != nil {
		return usageError{err}
	}
	var lessons []serve.Lesson
	for _, l := range lesson.All() {
		lessons = append(lessons, serve.Lesson{ID: l.ID, Title: l.Title, Document: func() page.Document {
			d, err := l.Document(c.Lang)
			if err != nil {
				panic(err) // the server reports it
			}
			return d
		}})
	}
	fmt.Fprintf(w.Out, "http://%s/\n", listener.Addr())
	return serve.Serve(ctx, listener, lessons)
}
