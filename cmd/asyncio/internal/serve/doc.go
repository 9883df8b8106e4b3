// Package serve shows the lessons in a browser, from a server on this machine
// and for this machine.
//
//	l, err := serve.Listen("127.0.0.1:8137")
//	err = serve.Serve(ctx, l, lessons)
//
// # What it must never do
//
// Every page of the web that is open in the same browser can send requests to
// a server on the reader's machine. So this one
//
//  1. listens on a loopback address only, and answers only requests that name
//     one in their Host, so that a foreign name that was made to point here
//     (DNS rebinding) gets nothing;
//  2. answers no request that another site's page sends, except that a link to
//     a lesson may be followed;
//  3. only reads: there is no address that changes anything, and none that runs
//     anything but the lessons it was given, by their ids; each runs once;
//  4. sends, with every answer, a policy under which the page can load nothing
//     from elsewhere and cannot be put into a frame;
//  5. has no files, no profiles and no variables to show: what it can send was
//     given to it or is compiled in.
package serve
