package bench

import (
	"math/big"
	"testing"
)

func TestFactorial(t *testing.T) {
	for _, n := range []uint64{0, 1, 2, 20, 21, 500} {
		if got, want := factorial(n), new(big.Int).MulRange(1, int64(n)); got.Cmp(want) != 0 {
			t.Errorf("%d!: got %v, want %v", n, got, want)
		}
	}
}
