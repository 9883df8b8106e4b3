package terminal

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
)

// Quiz asks the questions of a lesson, and tells how many were answered right.
func (s *Screen) Quiz(l lesson.Lesson) error {
	runs, err := l.Runs()
	if err != nil {
		return err
	}
	answers := bufio.NewReader(s.In)
	asked, right := 0, 0
	s.Heading(fmt.Sprintf("%d. %s", l.Number, l.Title.In(s.Lang)))
	for _, r := range runs {
		questions, err := l.Answers(r)
		if err != nil {
			return err
		}
		if len(questions) == 0 {
			continue
		}
		s.line("")
		s.Heading(r.Program.Name + ": " + r.Program.Label.In(s.Lang))
		s.Source(r.Program.Example().Go())
		for _, q := range questions {
			score, more := s.ask(answers, r, q)
			if !more {
				return s.score(right, asked)
			}
			asked++
			right += score
		}
	}
	s.line("")
	s.Text(l.Reveal.In(s.Lang), "")
	return s.score(right, asked)
}

func (s *Screen) score(right, asked int) error {
	_, err := fmt.Fprintf(s.Out, s.say("\n%d of %d right\n", "\n答对 %d 题，共 %d 题\n"), right, asked)
	return err
}

// ask asks one question until it is answered or skipped.
func (s *Screen) ask(answers *bufio.Reader, r *lesson.Run, q lesson.Answered) (score int, more bool) {
	s.line("")
	for _, line := range s.panels(r.Program.Name, r.History, q.N) {
		s.line(line)
	}
	s.line("")
	s.Text(q.Prompt.In(s.Lang), "")
	for i, choice := range q.Choices {
		s.line(s.cut(fmt.Sprintf("  %c) %s", 'a'+i, lesson.Words(choice).In(s.Lang))))
	}
	for {
		fmt.Fprint(s.Out, s.say("your answer (a, b, …; s skips, q quits): ", "你的答案（a、b……；s 跳过，q 退出）："))
		line, err := answers.ReadString('\n')
		line = strings.ToLower(strings.TrimSpace(line))
		s.line("")
		switch {
		case line == "q" || err != nil && line == "":
			return 0, false
		case line == "s":
			s.explain(s.say("It is: ", "正确答案："), q)
			return 0, true
		case len(line) != 1 || int(line[0])-'a' < 0 || int(line[0])-'a' >= len(q.Choices):
			continue
		case int(line[0])-'a' == slices.Index(q.Choices, q.Answer):
			s.explain(s.say("Right: ", "对了："), q)
			return 1, true
		default:
			s.explain(s.say("No, it is: ", "不对，正确答案是："), q)
			return 0, true
		}
	}
}

func (s *Screen) explain(verdict string, q lesson.Answered) {
	s.Heading(verdict + lesson.Words(q.Answer).In(s.Lang))
	s.Text(q.Why.In(s.Lang), "")
}

// Source writes a program with the numbers of its lines, from behind the imports
// on, without the marks that lessons point at.
func (s *Screen) Source(text string) {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i := preamble(lines); i < len(lines); i++ {
		s.Item(fmt.Sprintf("%4d  ", i+1), strings.ReplaceAll(unmarked(lines[i]), "\t", "    "))
	}
}

// preamble counts the lines up to the imports and the empty lines behind them.
func preamble(lines []string) int {
	n := 0
	for i, line := range lines {
		if line == ")" || strings.HasPrefix(line, "import ") && !strings.HasSuffix(line, "(") {
			n = i + 1
		}
		if strings.HasPrefix(line, "func ") || strings.HasPrefix(line, "def ") || strings.HasPrefix(line, "async ") {
			break
		}
	}
	for n < len(lines) && lines[n] == "" {
		n++
	}
	return n
}

// unmarked cuts the mark off a line.
func unmarked(line string) string {
	for _, sign := range []string{"// L:", "# L:"} {
		if before, _, ok := strings.Cut(line, sign); ok {
			return strings.TrimRight(before, " \t")
		}
	}
	return line
}
