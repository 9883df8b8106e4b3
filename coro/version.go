package coro

// Version is the version of this library, as recordings name it.
const Version = "v0.1.0"
