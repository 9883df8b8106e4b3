package bench

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// The tree: every inner node waits for six children, every leaf does
// something. It is the shape of pyperformance's async_tree; an operation is a
// whole tree, and its size is the depth.
const fanOut = 6

// mockIO is how long a leaf's call of something slow takes.
const mockIO = 50 * time.Millisecond

type (
	node func(ctx context.Context, level int, leaf leaf) error
	leaf func(ctx context.Context) error
)

func tree(inner node, makeLeaf func() leaf) func(*job) {
	return func(j *job) {
		j.each(func(ctx context.Context) error { return inner(ctx, j.Size, makeLeaf()) })
	}
}

func gathered(ctx context.Context, level int, do leaf) error {
	if level == 0 {
		return do(ctx)
	}
	children := make([]coro.Coro[struct{}], fanOut)
	for i := range children {
		children[i] = coro.Void(func(ctx context.Context) error { return gathered(ctx, level-1, do) })
	}
	_, err := coro.Gather(ctx, children...)
	return err
}

func grouped(ctx context.Context, level int, do leaf) error {
	if level == 0 {
		return do(ctx)
	}
	var group coro.TaskGroup
	return group.Do(ctx, func(ctx context.Context) error {
		for range fanOut {
			group.Go(ctx, func(ctx context.Context) error { return grouped(ctx, level-1, do) })
		}
		return nil
	})
}

// none, slow, memoization and mixed are the kinds of leaves.
func none() leaf { return empty }

func slow() leaf {
	return func(ctx context.Context) error { return coro.Sleep(ctx, mockIO) }
}

// memoization calls what is slow for a tenth of the leaves, and once for all
// the others.
func memoization() leaf {
	chance, cached := chances(), false
	return func(ctx context.Context) error {
		if chance() <= 0.9 {
			if cached {
				return nil
			}
			cached = true
		}
		return coro.Sleep(ctx, mockIO)
	}
}

// mixed computes in one half of the leaves, and waits in the other.
func mixed() leaf {
	chance := chances()
	return func(ctx context.Context) error {
		if chance() < 0.5 {
			factorial(500)
			return nil
		}
		return coro.Sleep(ctx, mockIO)
	}
}

// factorial multiplies what fits into a machine word before it touches the large
// number, as CPython's does.
func factorial(n uint64) *big.Int {
	product, factor := big.NewInt(1), new(big.Int)
	for i := uint64(2); i <= n; {
		word := uint64(1)
		for ; i <= n && word <= math.MaxUint64/i; i++ {
			word *= i
		}
		product.Mul(product, factor.SetUint64(word))
	}
	return product
}

// chances are the same every time.
func chances() func() float64 { return rand.New(rand.NewPCG(0, 0)).Float64 }
