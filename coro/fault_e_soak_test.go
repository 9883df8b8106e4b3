//go:build soak

package coro_test

import "testing"

func TestE1_SoakMisusesInDebugMode(t *testing.T) { misusesInDebugMode(t, 64, 10_000) }

func TestE7_SoakLockOSThreadInCoroutines(t *testing.T) { lockedThreads(t, 10_000) }

func TestE8_SoakGOMAXPROCS(t *testing.T) { processors(t, 10_000) }
