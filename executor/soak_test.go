//go:build soak

package executor_test

import (
	"testing"
	"time"
)

func TestF1_SoakMillionQueuedCalls(t *testing.T) { manyQueuedCalls(t, 1_000_000) }

func TestSoakCancelInALongQueue(t *testing.T) {
	start := time.Now()
	cancelInALongQueue(t, 1_000_000)
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestSoakEveryCallIsReportedOnce(t *testing.T) { everyCallIsReportedOnce(t, 64, 10_000) }
