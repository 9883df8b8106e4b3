//go:build soak

package coro_test

import (
	"testing"
	"time"
)

func TestC2_SoakPostsRaceWithClose(t *testing.T) { postsRaceWithClose(t, 1000, 64, 10_000) }

func TestC4_SoakInterruptedAtAnyTime(t *testing.T) { interruptedAtAnyTime(t, 1000) }

func TestC6_SoakPendingTasksAtTheEnd(t *testing.T) {
	start := time.Now()
	pendingAtTheEnd(t, 100_000)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestC11_SoakManyLoops(t *testing.T) { manyLoops(t, 1000, 100) }
