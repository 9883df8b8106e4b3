// Package replay makes something of a recording that package trace has made:
// it tells what a loop looked like at any moment, why it did what it did, and
// whether it did it right.
//
//	rec, err := trace.Open("out.jsonl")
//	h := replay.New(rec)
//
// A [History] goes through the recording once. Then
//
//   - [History.State] and [Cursor] give the [State] after any event: what
//     runs, the ready queue with the boundary between this turn and the next,
//     the timers, who waits for what. Stepping back is as exact as forward.
//   - [History.AppendJSON] writes a state byte for byte as the page's reducer
//     does, so that the two can be held against each other.
//   - [History.Why] follows the causes of an event to the start of the loop,
//     [History.WhyNot] what a task waits for, [History.Sentence] says an event
//     in words: in English, or in Chinese after [History.In].
//   - [History.WriteSchedule] and [History.WriteGantt] draw the schedule for a
//     terminal, [History.WriteSVG], [History.WriteMermaid],
//     [History.WriteChrome] and [History.WriteCSV] for other programs.
//   - [History.Validate] checks what holds in every correct loop,
//     [History.Lint] looks for what programs do wrong, [Compare] finds where
//     two recordings part.
//
// All of it takes any recording that can be loaded, true or not: what does not
// fit is passed over, and told by Validate.
package replay
