//go:build soak

package coro_test

import (
	"testing"
	"time"
)

func TestC2_SoakPostsRaceWithClose(t *testing.T) { postsRaceWithClose(t, 1000, 64, 10_000) }

func TestC4_SoakInterruptedAtAnyTime(t *testing.T) { interruptedAtAnyTime(t, 1000) }

func TestC6_SoakPendingTasksAtTheEnd(t *testing.T) {
	took := stopwatch()
	pendingAtTheEnd(t, 100_000)
	within(t, "for all", took(), 5*time.Second)
}

func TestC11_SoakManyLoops(t *testing.T) { manyLoops(t, 1000, 100) }
