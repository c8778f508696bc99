package main

import (
	"io"
	"log/slog"
)

// logOptions say how the operator reads the log.
type logOptions struct {
	level  slog.Level
	format logFormat
}

func (o logOptions) logger(w io.Writer) *slog.Logger {
	opts := &slog.HandlerOptions{Level: o.level}
	if o.format == "json" {
		return slog.New(slog.NewJSONHandler(w, opts))
	}
	return slog.New(slog.NewTextHandler(w, opts))
}
