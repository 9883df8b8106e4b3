package executor

import (
	"path"
	"reflect"
	"runtime"
)

// Work is a call as an object. It is for those who make so many calls that the functions, the name and the job of each
// should be one allocation, theirs; see [Pool.SubmitWork].
type Work interface {
	// Run is the call itself.
	Run()

	// Ended is told how the call ended, with the errors and in the place that [Pool.Submit] promises to done.
	Ended(err error)

	// Name is what to call it in reports. Any goroutine may ask, also when the call has ended.
	Name() string
}

// call is the work of Submit.
type call struct {
	job  Job
	name string
	fn   func()
	done func(error)
}

// newCall checks what Submit is given.
func newCall(name string, fn func(), done func(error)) (*call, error) {
	if fn == nil {
		return nil, ErrNilFunc
	}
	if name == "" {
		name = nameOf(fn)
	}
	return &call{name: name, fn: fn, done: done}, nil
}

func (c *call) Name() string { return c.name }

func (c *call) Run() { c.fn() }

// Ended lets go of the functions: the owner may keep the job for long, and they may hold much.
func (c *call) Ended(err error) {
	done := c.done
	c.fn, c.done = nil, nil
	if done != nil {
		done(err)
	}
}

// nameOf is the name of a function as it stands in a stack trace, without the directories: main.load, main.main.func1.
func nameOf(fn func()) string {
	return path.Base(runtime.FuncForPC(reflect.ValueOf(fn).Pointer()).Name())
}
