package conformance

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// item is the result of a get.
func item(value int64, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return value, nil
}

func queuePut(ctx context.Context, q *coro.Queue[int64], op Op) (any, error) {
	return nil, q.Put(ctx, op.number(1))
}

func queueGet(ctx context.Context, q *coro.Queue[int64], _ Op) (any, error) { return item(q.Get(ctx)) }

func queuePutNow(_ context.Context, q *coro.Queue[int64], op Op) (any, error) {
	return nil, q.PutNowait(op.number(1))
}

func queueGetNow(_ context.Context, q *coro.Queue[int64], _ Op) (any, error) {
	return item(q.GetNowait())
}

func queueDone(_ context.Context, q *coro.Queue[int64], _ Op) (any, error) {
	return nil, valueError(q.TaskDone())
}

func queueJoin(ctx context.Context, q *coro.Queue[int64], _ Op) (any, error) { return nil, q.Join(ctx) }

func queueShutdown(_ context.Context, q *coro.Queue[int64], op Op) (any, error) {
	return nil, q.Shutdown(op.yes(1))
}
