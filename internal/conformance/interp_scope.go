package conformance

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// body is the block of an op that has one, as the body that scopes want.
func (m *machine) body(p place, ops Block) func(context.Context) error {
	return func(ctx context.Context) error {
		p.ctx = ctx
		return m.inside(p, ops)
	}
}

func opTimeout(m *machine, p place, op Op) (any, error) {
	scope := coro.NoTimeout()
	if d, limited := limit(op.Args[0]); limited {
		scope = coro.Timeout(d)
	}
	p.scope = scope
	if err := scope.Do(p.ctx, m.body(p, op.block(1))); err != nil {
		return nil, err
	}
	return []any{"expired", zeroOrOne(scope.Expired())}, nil
}

func opReschedule(m *machine, p place, op Op) (any, error) {
	if p.scope == nil {
		return "skip", nil
	}
	return nil, p.scope.Reschedule(m.loop.Time() + seconds(op.Args[0]))
}

func opGroup(m *machine, p place, op Op) (any, error) {
	depth := len(p.me.waits)
	defer func() { p.me.waits = p.me.waits[:depth] }()
	p.group, p.owner = &coro.TaskGroup{}, p.me
	return nil, p.group.Do(p.ctx, m.body(p, op.block(0)))
}
