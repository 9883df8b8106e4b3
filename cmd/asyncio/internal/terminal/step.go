package terminal

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/goasyncio/asyncio/internal/columns"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// Step shows a recording one event at a time, forward and back, as keys tell,
// until there are no more of them or one says to stop.
func (s *Screen) Step(title string, h *replay.History) error {
	h = h.In(replay.Lang(s.Lang)) // for the reasons
	keys := bufio.NewReader(s.In)
	n, note := h.Rec.First(), ""
	for {
		if err := s.show(title, h, n, note); err != nil {
			return err
		}
		key, ok := s.key(keys)
		if !ok || key == "q" {
			return nil
		}
		n, note = s.move(h, n, key)
	}
}

// At shows what Step shows at one event, and no more. An event that there is
// not stands for the nearest one.
func (s *Screen) At(title string, h *replay.History, n int) error {
	n = max(h.Rec.First()-1, min(n, h.Rec.Last()))
	_, err := fmt.Fprintln(s.Out, strings.Join(s.panels(title, h, n), "\n"))
	return err
}

// show writes the panels and the line of help.
func (s *Screen) show(title string, h *replay.History, n int, note string) error {
	lines := s.panels(title, h, n)
	var below []string
	for line := range strings.Lines(note) {
		below = append(below, s.fold(strings.TrimRight(line, "\n"), "")...)
	}
	if room := s.Lines - 2; s.Clear && room > 2 { // the last rows are for the help and the cursor
		below = below[:min(len(below), room-2)]
		lines = lines[:min(len(lines), room-len(below))]
	}
	lines = append(lines, below...)
	text := strings.Join(lines, "\n") + "\n" + s.style(faint, s.cut(s.help())) + "\n"
	if s.Clear {
		text = clear + text
	} else {
		text += "\n"
	}
	_, err := fmt.Fprint(s.Out, text)
	return err
}

// help is what the keys do; on a narrow screen only the most needed.
func (s *Screen) help() string {
	all := s.say("n next  p back  t next turn  T turn back  g first  G last  w why  q quit",
		"n 下一步  p 上一步  t 下一轮  T 上一轮  g 开头  G 结尾  w 为什么  q 退出")
	if columns.Of(all) <= s.Width {
		return all
	}
	return s.say("n next  p back  w why  q quit", "n 下一步  p 上一步  w 为什么  q 退出")
}

// move gives the event to which a key leads.
func (s *Screen) move(h *replay.History, n int, key string) (to int, note string) {
	first, last := h.Rec.First(), h.Rec.Last()
	switch key {
	case "n", " ", "right":
		n++
	case "p", "left":
		n--
	case "t", "down":
		n = turn(h, n, 1)
	case "T", "up":
		n = turn(h, n, -1)
	case "g":
		n = first
	case "G":
		n = last
	case "w":
		return n, h.WhyText(n)
	default:
		return n, s.say("there is no key ", "没有这个键：") + fmt.Sprintf("%q\n", key)
	}
	return max(first, min(n, last)), ""
}

// turn finds the next begin of a turn in a direction.
func turn(h *replay.History, n, step int) int {
	for m := n + step; m >= h.Rec.First() && m <= h.Rec.Last(); m += step {
		if h.Rec.At(m).Kind == trace.TickBegin {
			return m
		}
	}
	if step < 0 {
		return h.Rec.First()
	}
	return h.Rec.Last()
}

// key reads the next key. In lines, each letter is one; an empty line means "n".
func (s *Screen) key(keys *bufio.Reader) (key string, ok bool) {
	r, _, err := keys.ReadRune()
	if err != nil {
		return "", false
	}
	if r == 0x03 || r == 0x04 { // Ctrl-C, Ctrl-D
		return "q", true
	}
	if r == 0x1b {
		return arrow(keys), true
	}
	if r == '\r' || r == '\n' {
		return "n", true
	}
	if !s.Keys { // the end of the line belongs to the key
		if next, err := keys.Peek(1); err == nil && next[0] == '\n' {
			_, _ = keys.ReadByte()
		}
	}
	return string(r), true
}

// arrow reads what follows the escape of an arrow key.
func arrow(keys *bufio.Reader) string {
	if keys.Buffered() < 2 {
		return "q" // the key Esc by itself
	}
	var b [2]byte
	_, _ = keys.Read(b[:])
	switch b {
	case [2]byte{'[', 'A'}:
		return "up"
	case [2]byte{'[', 'B'}:
		return "down"
	case [2]byte{'[', 'C'}:
		return "right"
	case [2]byte{'[', 'D'}:
		return "left"
	}
	return "?"
}
