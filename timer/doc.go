// Package timer holds the clocks and the heap of deadlines of an event loop.
package timer
