//go:build soak

package lesson_test

func init() { times = 100 }
