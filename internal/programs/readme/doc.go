// Package readme holds the README to the truth: its tests compile what it
// shows. It has no code of its own.
package readme
