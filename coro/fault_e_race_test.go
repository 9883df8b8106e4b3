//go:build race

package coro_test

// raceDetector tells whether these tests run under the race detector.
const raceDetector = true
