package page

import "strings"

// The page has to stay small, and a third of a source that reads well is spaces
// and comments, which nobody reads in a page. So these are left out. It is no
// minifier: names stay, and so does every sign that means something.

// compactScript leaves comments and needless spaces out of JavaScript as it is
// written in web/: a regular expression follows a sign or return, and no
// template stands inside another.
func compactScript(source string) string {
	var b strings.Builder
	var last byte = '\n' // the last byte written
	for i := 0; i < len(source); {
		end, keep := token(source, i, last, endsWithWord(b.String(), "return"))
		if keep {
			b.WriteString(source[i:end])
			last = source[end-1]
		} else if gap := space(source[i:end], last, source, end); gap != "" {
			b.WriteString(gap)
			last = gap[0]
		}
		i = end
	}
	return b.String()
}

// token gives the end of the token at i, and whether to keep it.
func token(source string, i int, last byte, afterReturn bool) (end int, keep bool) {
	switch c := source[i]; {
	case c == ' ' || c == '\n':
		return i + 1 + len(source[i+1:]) - len(strings.TrimLeft(source[i+1:], " \n")), false
	case strings.HasPrefix(source[i:], "//"):
		return i + strings.IndexByte(source[i:], '\n'), false
	case c == '"' || c == '\'' || c == '`':
		return closing(source, i, c), true
	case c == '/' && (afterReturn || strings.IndexByte("(,=:[!&|?{};>\n", last) >= 0):
		return closing(source, i, c), true
	}
	return i + 1, true
}

// closing gives the place behind the sign that ends what begins at i. In a
// regular expression a class may hold that sign.
func closing(source string, i int, sign byte) int {
	class := false
	for i++; i < len(source); i++ {
		switch c := source[i]; {
		case c == '\\':
			i++
		case sign == '/' && (c == '[' || c == ']'):
			class = c == '['
		case c == sign && !class:
			return i + 1
		}
	}
	return i
}

// space is what is left of spaces or a comment: a new line where it may end a
// statement, a space between words or equal signs, else nothing.
func space(gap string, last byte, source string, end int) string {
	if end == len(source) {
		return "\n"
	}
	next := source[end]
	switch {
	case next == ' ' || next == '\n' || next == '/' && strings.HasPrefix(source[end:], "//"):
		return "" // more of it follows
	case strings.Contains(gap, "\n") && strings.IndexByte("{[(,;\n", last) < 0 && strings.IndexByte("})].?:", next) < 0:
		return "\n"
	case inWord(last) && inWord(next), last == next && strings.IndexByte("+-", last) >= 0:
		return " "
	}
	return ""
}

func inWord(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// endsWithWord tells whether a text ends with a word.
func endsWithWord(text, word string) bool {
	before, ok := strings.CutSuffix(text, word)
	return ok && (before == "" || !inWord(before[len(before)-1]))
}

// compactStyle leaves comments and needless spaces out of a style sheet.
func compactStyle(source string) string {
	var b strings.Builder
	for source != "" {
		before, rest, _ := strings.Cut(source, "/*")
		b.WriteString(before)
		_, source, _ = strings.Cut(rest, "*/")
	}
	var lines []string
	for _, line := range strings.Split(b.String(), "\n") {
		lines = append(lines, strings.TrimSpace(line))
	}
	return strings.NewReplacer(" { ", "{", " {", "{", "; }", "}", "; ", ";", ": ", ":", ", ", ",").Replace(strings.Join(lines, "\n"))
}
