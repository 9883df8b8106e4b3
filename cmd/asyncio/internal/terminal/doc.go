// Package terminal shows recordings and lessons as text: the panels that the
// page has, one event at a time, and the questions of a lesson.
//
// It reads keys from a stream and writes text to another. Whether these are a
// terminal is the caller's business: what is written is the same, but for
// colours and for clearing the screen in between.
package terminal
