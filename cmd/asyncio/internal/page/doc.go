// Package page makes the page that shows a recorded schedule: one HTML file
// that needs nothing else, no network, no server, no library.
//
//	err := page.Render(w, page.FromRecording("gather", rec))
//
// # How it is made
//
// A [Document] is all that the page knows: the words of a lesson in each
// language, and for each run its recording, its sources in Go and Python, the
// marks that tie their lines together, and the questions. It goes into the
// page as JSON, the recordings beside it, compressed.
//
// The page's own code is in web/: plain JavaScript in small files, which
// Render puts one behind the other into a single module, in the order of
// scripts; a style sheet; and the frame, page.html. There is no build step.
//
// The page has one state, the number n of the event at which it stands. All
// panels are drawn from reduce(events[0..n]), and the reducer, web/state.js,
// gives byte for byte what package replay gives; a test holds them together.
//
// # What holds it
//
// The reducer, the sentences, the reasons, the lanes, the comparison, the heap
// of timers, the rings of a deadlock, the arrows and a step as text are each
// held to Go: tests run the page's own script in node, for every example, and
// compare with packages replay and terminal and with container/heap. What needs
// a browser is tested in one: that each panel shows the state, the keys, the
// questions, the address and what is copied, two programs side by side, that
// nothing is asked for from a network, and the rules of axe.
//
// # What it must never do
//
// A recording may come from anybody, and names in it may be anything. So each
// text from it goes to the page through textContent, never as HTML; nothing is
// evaluated; and a content security policy, which allows the page's own script
// and style by their hashes and nothing else, stands guard should that fail.
package page
