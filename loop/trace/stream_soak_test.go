//go:build soak

package trace_test

import "time"

// mayLose is how much of the last moment a program that is killed may lose.
// The writer's limit is 100 ms; the machine gets as much again.
const mayLose = 200 * time.Millisecond
