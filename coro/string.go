package coro

import (
	"fmt"
	"strings"
	"unsafe"
)

// task is the task that a promise of that kind is the first field of.
func (p *promise) task() *task { return (*task)(unsafe.Pointer(p)) }

// String is as Python's repr: <Future pending>.
func (f *Future[T]) String() string { return f.describe("Future", f.shown()) }

func (f *Future[T]) shown() string { return showResult(&f.promise, f.value) }

// String is as Python's repr: <Task pending name='Task-1' wait_for=<Future
// pending>>.
func (t *Task[T]) String() string { return t.task.describe(showResult(&t.promise, t.value)) }

func showResult(p *promise, v any) string {
	if p.state != finished || p.err != nil {
		return ""
	}
	if p.showing { // a result that contains its own task: []AnyTask{t}
		return "result=..."
	}
	p.showing = true
	defer func() { p.showing = false }()
	return "result=" + show(v)
}

// show is a value, whatever the types of its user do in String.
func show(v any) (text string) {
	defer func() {
		if recover() != nil {
			text = "<panic in String>"
		}
	}()
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%q", s)
	}
	text = fmt.Sprintf("%v", v)
	if strings.Contains(text, "%!v(PANIC=") {
		return "<panic in String>"
	}
	return text
}

// string describes a promise without its type.
func (p *promise) string() string {
	if p.kind == kindTask {
		return p.task().describe("")
	}
	if p.kind == kindWaiter {
		return p.waiter().story()
	}
	return p.describe("Future", "")
}

func (p *promise) describe(kind, result string) string {
	parts := []string{"<" + kind, p.word()}
	if result != "" {
		parts = append(parts, result)
	}
	return strings.Join(append(parts, p.details()...), " ") + ">"
}

func (p *promise) word() string {
	return [...]string{"pending", "finished", "cancelled"}[p.state]
}

// details are the error and the callbacks.
func (p *promise) details() (parts []string) {
	if p.state == finished && p.err != nil {
		parts = append(parts, "exception="+safeError(p.err))
	}
	var calls []string
	for n := range p.callbacks {
		calls = append(calls, n.label(p.rt))
	}
	if n := len(calls); n > 2 {
		calls = []string{calls[0], fmt.Sprintf("<%d more>", n-2), calls[n-1]}
	}
	if len(calls) > 0 {
		parts = append(parts, "cb=["+strings.Join(calls, ", ")+"]")
	}
	return parts
}

func (t *task) describe(result string) string {
	word := t.word()
	if t.state == pending && t.cancels > 0 {
		word = "cancelling"
	}
	parts := []string{"<Task", word, "name='" + t.name() + "'"}
	if t.waiter != nil && t.state == pending {
		parts = append(parts, "wait_for="+t.waiter.short())
	}
	if result != "" {
		parts = append(parts, result)
	}
	return strings.Join(append(parts, t.details()...), " ") + ">"
}

// short names a promise without what hangs on it, which might lead back here.
func (p *promise) short() string {
	if p.kind == kindTask {
		return "<Task " + p.word() + " name='" + p.task().name() + "'>"
	}
	return "<Future " + p.word() + ">"
}
