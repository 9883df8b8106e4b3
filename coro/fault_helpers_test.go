package coro_test

import (
	"io"
	"log/slog"
)

// quiet is a logger that formats everything and writes nothing.
func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }
