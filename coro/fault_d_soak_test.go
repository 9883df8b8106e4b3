//go:build soak

package coro_test

import "testing"

func TestD7_SoakPanicsInThreads(t *testing.T) { panicsInThreads(t, 10_000) }
