// Package corotest runs coroutines in tests: on a virtual clock, so that hours
// pass in milliseconds and every run is the same; with every check that asyncio
// has; and with the whole schedule at hand when something fails.
//
//	func TestRetry(t *testing.T) {
//		record := corotest.Run(t, func(ctx context.Context) error {
//			reply, err := retry(ctx, 3, time.Minute) // takes no time
//			if reply != "pong" {
//				t.Errorf("got %q, %v", reply, err)
//			}
//			return err
//		})
//		if n := record.Steps(); n > 10 {
//			t.Errorf("%d steps", n)
//		}
//	}
//
// A test fails, each time with the reason, if
//
//   - main returns an error or panics, or everything waits for ever
//     (coro.ErrDeadlock, with who waits for whom);
//   - an error reaches the loop's exception handler: a callback panicked, or
//     nobody ever looked at the error of a task. A test that expects that sets
//     a handler of its own, RunningLoop(ctx).SetExceptionHandler;
//   - a goroutine uses the ctx of a task whose turn it is not: debug mode
//     checks the goroutine at every call;
//   - an await has a Go context with a deadline: that runs on the wall clock,
//     which has nothing to do with the loop's. Use coro.Timeout;
//   - a goroutine that was started in the run is still there after it. Other
//     goroutines of the test do not count, so such tests may run in parallel.
//
// A schedule can be held to a file as well, record.Golden(t, "testdata/retry.txt"):
// then the test fails when anything runs in another turn or order.
//
// t.FailNow and t.Fatal work in coroutines: the tasks are cancelled, and the
// test ends. In a function in ToThread they only end that function, so use
// t.Error there.
package corotest
