// Package trace records what happens on a loop: every turn, every entry that
// joined or left the ready queue, every timer, every step of every task, each
// with the event that caused it.
package trace
