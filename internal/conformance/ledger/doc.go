// Package ledger is the account of CPython's own tests of asyncio: what became
// here of each test method of Lib/test/test_asyncio that concerns this project.
//
// methods.txt lists the methods: file, class, method. Each stands in exactly
// one of the *.tsv files, with two columns more:
//
//   - ported, and the name of the Go test that asserts the same. Its comment
//     names the method, like `test_tasks.py BaseTaskTests.test_cancel`, or
//     `test_cancel` alone where it is plain which one is meant. One Go test may
//     stand for several methods that are variants of one behaviour.
//   - n/a, and the reason why it has no meaning here.
//   - later, and the feature that it waits for.
//
// The package's test fails on a method without a decision, on a Go test that
// does not exist or does not name the method, on a method that stands there
// twice, and on an empty reason.
package ledger
