package bench

import (
	"context"
	"runtime"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// Request asks for a workload. It is a line of JSON to a contestant's process.
type Request struct {
	Work  string `json:"work"`
	Size  int    `json:"size"`            // how many at once
	Times int    `json:"times"`           // how many operations in all
	Eager bool   `json:"eager,omitempty"` // with eager tasks
	Pull  bool   `json:"pull,omitempty"`  // by the second engine
}

// Measure is the answer.
type Measure struct {
	Seconds float64 `json:"seconds"`
	CPU     float64 `json:"cpu"`    // seconds of all processors
	Allocs  float64 `json:"allocs"` // allocations, in Go
	Live    float64 `json:"live"`   // bytes in use while all were parked
	Peak    float64 `json:"peak"`   // the most memory that the process had, in bytes above its start
	Missing string  `json:"missing,omitempty"`
}

// job is a workload that runs.
type job struct {
	Request
	opts    []coro.RunOption
	begun   time.Time
	used    float64 // processor time before
	mallocs uint64
	stopped bool
	Measure
}

// Run runs a workload in this process.
func Run(r Request) Measure {
	work, known := workloads[r.Work]
	if !known {
		return Measure{Missing: "there is no workload " + r.Work}
	}
	j := &job{Request: r}
	if r.Eager {
		j.opts = append(j.opts, coro.EagerTasks())
	}
	if r.Pull {
		j.opts = append(j.opts, coro.PullEngine())
	}
	runtime.GC()
	before := status("VmRSS")
	work(j)
	j.Peak = max(status("VmHWM")-before, 0)
	return j.Measure
}

// start begins the measurement, anew if it has begun.
func (j *job) start() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	j.mallocs, j.used, j.begun = m.Mallocs, cpuTime(), time.Now()
}

// stop ends the measurement, unless it has ended.
func (j *job) stop() {
	if j.stopped {
		return
	}
	j.stopped = true
	j.Seconds, j.CPU = time.Since(j.begun).Seconds(), cpuTime()-j.used
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	j.Allocs = float64(m.Mallocs - j.mallocs)
}

// aside does what is not to be measured.
func (j *job) aside(f func()) {
	begun, used := time.Now(), cpuTime()
	f()
	j.begun, j.used = j.begun.Add(time.Since(begun)), j.used+cpuTime()-used
}

// run measures body as the main coroutine of a loop. Body may call start and
// stop around what matters.
func (j *job) run(body func(ctx context.Context) error) {
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		j.start()
		err := body(ctx)
		j.stop()
		return err
	}, j.opts...)
	if err != nil {
		panic(err)
	}
}

// together runs f in size tasks and waits for all.
func (j *job) together(f func(ctx context.Context) error) {
	j.run(func(ctx context.Context) error {
		tasks := make([]*coro.Task[struct{}], j.Size)
		for i := range tasks {
			tasks[i] = coro.Go(ctx, f)
		}
		return awaitAll(ctx, tasks)
	})
}

// rounds is how often size operations make up what was asked for.
func (j *job) rounds() int { return j.Times / j.Size }

// repeat measures body, which does size operations, rounds times.
func (j *job) repeat(body func(ctx context.Context) error) {
	j.run(func(ctx context.Context) error { return times(j.rounds(), func() error { return body(ctx) }) })
}

// each measures body, which is one operation.
func (j *job) each(body func(ctx context.Context) error) {
	j.run(func(ctx context.Context) error { return times(j.Times, func() error { return body(ctx) }) })
}

func times(n int, f func() error) error {
	for range n {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func awaitAll[T any](ctx context.Context, tasks []*coro.Task[T]) error {
	for _, t := range tasks {
		if _, err := t.Await(ctx); err != nil {
			return err
		}
	}
	return nil
}

// trivial is the coroutine that does nothing.
var trivial coro.Coro[int] = func(context.Context) (int, error) { return 1, nil }

// workloads are all of this package, by name.
var workloads = map[string]func(*job){
	"sleep0": sleep0, "bare": bare, "fib": fib, "generator": generator, "future": future, "wake": wake,
	"create": create, "create_many": createMany, "gather_many": gatherMany, "group_many": groupMany,
	"wait_many": waitMany, "completed_many": completedMany, "wait_for": waitFor, "timeout": timeout, "park": park,
	"soon_chain": soonChain, "soon_batch": soonBatch, "threadsafe": threadsafe, "threadsafe_wake": threadsafeWake,
	"timers_cancel": timersCancel, "timers_interleaved": timersInterleaved, "timers_fire": timersFire,
	"lock": lock, "semaphore": semaphore, "event": event, "condition": condition, "queue": queue, "pipe": pipe, "stream": stream,
	"thread": thread, "thread_many": threadMany,
	"tree_none": tree(gathered, none), "tree_io": tree(gathered, slow), "tree_memoization": tree(gathered, memoization),
	"tree_cpu_io_mixed": tree(gathered, mixed), "tree_group_none": tree(grouped, none), "tree_group_io": tree(grouped, slow),
	"tree_group_memoization": tree(grouped, memoization), "tree_group_cpu_io_mixed": tree(grouped, mixed),
	"raw_round_trip": rawRoundTrip, "raw_ring": rawRing, "raw_pull": rawPull, "raw_spawn": rawSpawn, "raw_park": rawPark, "raw_thread": rawThread,
}
