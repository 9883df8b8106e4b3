// Package replay makes something of a recording.
package replay
