package trace

// Why says what made a handle join the ready queue.
type Why uint8

// The reasons of a ReadyPush.
const (
	WhyNone       Why = iota
	WhyStart          // the first step of a new task
	WhyWakeup         // what the task awaited is done
	WhyTimer          // a timer fired
	WhyCallSoon       // CallSoon
	WhyThreadsafe     // CallSoonThreadsafe, from another goroutine
	WhyDoneCb         // a done callback
	WhyCancel         // a cancelled task must hear of it
	WhyYield          // the task yielded for one turn: Sleep(0)
)

// Out says how a step ended.
type Out uint8

// The ends of a step.
const (
	OutNone      Out = iota
	OutAwait         // the task waits for a future
	OutYield         // the task runs again in the next turn
	OutReturn        // the coroutine returned
	OutRaise         // the coroutine failed
	OutCancelled     // the coroutine ended cancelled
	OutCallback      // the handle was no task's step
)

// State says how a task, a future or a scope ended.
type State uint8

// The ends of a future.
const (
	StateNone State = iota
	StateResult
	StateException
	StateCancelled
)

// Woke says what ended a poll.
type Woke uint8

// The ends of a poll.
const (
	WokeNone   Woke = iota // it did not wait, or waited in vain
	WokeTimer              // a deadline came
	WokeThread             // another goroutine called
	WokeIO                 // a socket is ready
)

var (
	whyWords   = words{"", "start", "wakeup", "timer", "call_soon", "threadsafe", "done_cb", "cancel", "yield"}
	outWords   = words{"", "await", "yield", "return", "raise", "cancelled", "callback"}
	stateWords = words{"", "result", "exception", "cancelled"}
	wokeWords  = words{"none", "timer", "thread", "io"}
)

// String gives the reason as it stands in the file: "done_cb".
func (w Why) String() string { return whyWords.text(uint8(w)) }

// String gives the end as it stands in the file: "await".
func (o Out) String() string { return outWords.text(uint8(o)) }

// String gives the state as it stands in the file: "result".
func (s State) String() string { return stateWords.text(uint8(s)) }

// String gives the cause as it stands in the file: "timer".
func (w Woke) String() string { return wokeWords.text(uint8(w)) }

// words is a closed vocabulary; a word's number is its place. A word that is
// not in it, from a newer file, counts as none.
type words []string

func (w words) text(i uint8) string {
	if int(i) < len(w) {
		return w[i]
	}
	return w[0]
}

func (w words) index(text string) uint8 {
	for i, word := range w {
		if word == text {
			return uint8(i)
		}
	}
	return 0
}
