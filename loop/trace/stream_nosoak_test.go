//go:build !soak

package trace_test

import "time"

// mayLose is held to the clock by the soak only: here it is enough that the
// file can be read and holds events, although nobody closed it.
const mayLose = time.Minute
