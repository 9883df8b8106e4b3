package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// Language is what people are spoken to in.
type Language struct {
	Lang string `enum:"en,zh," default:"${language}" placeholder:"en|zh" help:"The language of texts: en, or zh for Simplified Chinese; the environment's LANG if not given."`
}

// spoken is the language that the environment asks for, "" if that is none of
// those here: a page then asks the browser.
func spoken(getenv func(string) string) string {
	locale := cmp.Or(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"))
	place, _, _ := strings.Cut(locale, ".")
	switch place {
	case "zh", "zh_CN", "zh_SG":
		return "zh"
	}
	return ""
}

// speak is the language for package replay.
func (l Language) speak() replay.Lang { return replay.Lang(l.Lang) }

// say picks a text by language.
func (l Language) say(en, zh string) string {
	if l.speak() == replay.Chinese {
		return zh
	}
	return en
}

type lessonsCommand struct{ Language }

// Help is the long help text.
func (lessonsCommand) Help() string {
	return `Each lesson is about something that many believe of asyncio, and that is not so.

Examples:
  asyncio lessons
  asyncio lessons --lang zh`
}

// Run lists the lessons, by topic.
func (c lessonsCommand) Run(w *World) error {
	s := w.screen(c.Lang)
	topic := lesson.Topic{}
	for _, l := range lesson.All() {
		if l.Topic != topic {
			if l.Number > 1 {
				fmt.Fprintln(w.Out)
			}
			topic = l.Topic
			s.Heading(topic.In(c.Lang))
		}
		s.Item(fmt.Sprintf("%2d  %-16s ", l.Number, l.ID), l.Misconception.In(c.Lang))
	}
	fmt.Fprintln(w.Out)
	s.Text(c.say("Begin with: ", "从这里开始：")+"asyncio lesson run", "")
	return nil
}
