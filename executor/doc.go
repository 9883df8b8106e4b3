// Package executor runs blocking calls on a bounded pool of worker goroutines.
package executor
