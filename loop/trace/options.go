package trace

import "io"

// Option sets up a [Recorder]; see [New].
type Option func(*Recorder)

// Ring keeps only the newest events, at least size of them. Without it a
// recorder keeps all.
func Ring(size int) Option {
	return func(r *Recorder) { r.ring = newRing(size) }
}

// WithHeader gives what the recorder cannot know by itself: the clock, the
// versions, the lesson, the loop's options. Schema, Unit, Files and Dropped
// are the recorder's own.
func WithHeader(h Header) Option {
	return func(r *Recorder) { r.header = h }
}

// Stream also writes each event to w, as JSON Lines, a moment after it
// happened; [Recorder.Close] ends it. See [Create] for files.
func Stream(w io.Writer) Option {
	return func(r *Recorder) { r.sink = w }
}

// Sources records where in the program events happen: [Recorder.Here] and
// [Recorder.Stack] then answer. This walks the stack, which costs about a
// microsecond each.
func Sources() Option {
	return func(r *Recorder) { r.places.on = true }
}

// Hide leaves out of the places of [Sources] the functions of these packages,
// given by import path. The library's own and the standard library's are
// always left out.
func Hide(packages ...string) Option {
	return func(r *Recorder) { r.places.hide(packages) }
}

// Embed carries the program's own files along in the recording. The function
// read is called once for each, with its path on this machine, and returns nil
// for what is not to be shown; os.ReadFile comes near it.
func Embed(read func(path string) []byte) Option {
	return func(r *Recorder) { r.places.read = read }
}

// Paths sets how the paths of files are shown. Without it they are cut to the
// last folder and the name, so that a recording tells nothing about the
// machine.
func Paths(show func(path string) string) Option {
	return func(r *Recorder) { r.places.show = show }
}
