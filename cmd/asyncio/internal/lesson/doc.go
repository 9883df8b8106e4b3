// Package lesson holds the lessons: what many believe about asyncio, programs
// that show what is true, and questions about their schedules.
//
// A [Lesson] has its words, each in both languages, in one file. All else comes
// from running its programs, which stand in examples/: [Record] runs one under
// the virtual clock, and everything that depends on the schedule is read off
// that recording. So the answer to a question is never written down: a question
// says at which place of which program it is asked, and what about; the answer
// is found in the recording, and changes with the program. Written down is only
// what somebody with the misconception would answer, and a test sees to it that
// this is wrong.
package lesson
