package trace

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

// CallName is what a recording calls a function that somebody will call: its
// name, without its package and receiver, or, if it has none, that of the
// function in which it is written, with its line: "tick", "main:17". It is ""
// for what is no function.
func CallName(f any) string {
	v := reflect.ValueOf(f)
	if v.Kind() != reflect.Func || v.IsNil() {
		return ""
	}
	return CodeName(v.Pointer())
}

// CodeName is CallName of the function whose code begins there.
func CodeName(pc uintptr) string {
	code := runtime.FuncForPC(pc)
	if code == nil {
		return "func"
	}
	name, written := lastName(code.Name())
	if written {
		return name
	}
	_, line := code.FileLine(code.Entry())
	return fmt.Sprintf("%s:%d", name, line)
}

// lastName is the last part of a function's name that a person has written, and
// whether it is the function's own.
func lastName(function string) (name string, own bool) {
	function = strings.TrimSuffix(strings.ReplaceAll(function, "[...]", ""), "-fm")
	parts := strings.Split(strings.TrimPrefix(function, packageOf(function)+"."), ".")
	for i := len(parts) - 1; i > 0; i-- {
		if !closure(parts[i]) {
			return parts[i], i == len(parts)-1
		}
	}
	return parts[0], len(parts) == 1
}
