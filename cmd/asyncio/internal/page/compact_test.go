package page_test

import (
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
)

// Spaces and comments go, but never what a text, a template or a regular
// expression holds, nor what keeps two signs or two statements apart. (That the
// page's own script stays what it was, all other tests show: they run it.)
func TestCompactScript(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"// all of it\nconst a = 1; // one\n\nconst b = a + 2;\n", "const a=1;const b=a+2;\n"},
		{"x = \"a  // b\" + `c  ${ d } // e`;\n", "x=\"a  // b\"+`c  ${ d } // e`;\n"},
		{"a = b / c / d;\n", "a=b/c/d;\n"},
		{"s.replace(/[/ ]  \\/ \"/g, \" \");\n", "s.replace(/[/ ]  \\/ \"/g,\" \");\n"},
		{"const f = (x) => /a  b/.test(x);\n", "const f=(x)=>/a  b/.test(x);\n"},
		{"return /  \"/;\n", "return/  \"/;\n"},
		{"a = b + +c - -d;\n", "a=b+ +c- -d;\n"},
		{"let x = 1\nlet y = 2\nf()\n(g)\n", "let x=1\nlet y=2\nf()\n(g)\n"},
		{"if (a) {\n  b();\n} else c();\n", "if(a){b();}else c();\n"},
		{"x = a\n  ? b\n  : c;\n", "x=a?b:c;\n"},
		{"a = '\"' + b + \"'\";\n", "a='\"'+b+\"'\";\n"},
		{"const 名 = \"\\\" //\"; // 注\nf();\n", "const 名=\"\\\" //\";f();\n"},
	} {
		if got := page.CompactScript(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}
