package page

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"
)

//go:embed web
var web embed.FS

// scripts are the page's sources, in the order in which they stand in it. The
// first ones, up to words.js, know nothing of a browser.
var scripts = []string{
	"trace.js", "heap.js", "state.js", "statejson.js", "history.js", "format.js", "words.js", "chinese.js", "sentence.js", "why.js", "cycle.js", "lanes.js", "compare.js", "steptext.js",
	"dom.js", "view.js", "highlight.js", "code.js", "load.js", "panels.js", "timers.js", "follow.js", "paint.js", "lanepaint.js", "lanesvg.js", "arrows.js", "lanesview.js", "compareview.js", "picture.js", "log.js", "scrubber.js", "quiz.js", "player.js", "share.js", "keys.js", "main.js",
}

// Script is the page's JavaScript, one module.
func Script() string {
	var b strings.Builder
	b.WriteString("\"use strict\";\n")
	for _, name := range scripts {
		b.WriteString(compactScript(source(name)))
	}
	return b.String()
}

// Style is the page's style sheet.
func Style() string { return compactStyle(source("page.css")) }

func source(name string) string {
	text, err := web.ReadFile("web/" + name)
	if err != nil {
		panic("page: " + err.Error()) // it is embedded: only a misspelt name comes here
	}
	return string(text)
}

// Render writes the page as one file that needs no other.
func Render(w io.Writer, d Document) error {
	script, style := Script(), Style()
	policy := fmt.Sprintf("default-src 'none'; script-src %s; style-src %s; img-src data: blob:; base-uri 'none'; form-action 'none'", hash(script), hash(style))
	return frame(w, d,
		`<meta http-equiv="Content-Security-Policy" content="`+policy+`">`,
		"<style>"+style+"</style>",
		`<script type="module">`+script+"</script>")
}

// RenderLinked writes the page for a server, which sends the security policy
// in a header, and script and style from these addresses.
func RenderLinked(w io.Writer, d Document, script, style string) error {
	return frame(w, d, "",
		`<link rel="stylesheet" href="`+html.EscapeString(style)+`">`,
		`<script type="module" src="`+html.EscapeString(script)+`"></script>`)
}

func frame(w io.Writer, d Document, policy, style, script string) error {
	if len(d.Runs) == 0 {
		return errors.New("page: a document without a run")
	}
	data, err := embedded(d)
	if err != nil {
		return err
	}
	// The data come before the script: what stands in the file when the
	// script begins is there.
	_, err = strings.NewReplacer(
		"{{policy}}", policy,
		"{{title}}", html.EscapeString(d.title()),
		"{{style}}", style,
		"{{data}}", data,
		"{{script}}", script,
	).WriteString(w, source("page.html"))
	return err
}

func (d *Document) title() string {
	if d.Lesson != nil {
		return d.Lesson.Title.In(d.Lang)
	}
	return d.Title
}

// embedded is the document as elements of the page that nothing runs.
func embedded(d Document) (string, error) {
	text, err := json.Marshal(d) // escapes <, > and &, so that no text can end the element
	if err != nil {
		return "", fmt.Errorf("page: %w", err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<script type=\"application/json\" id=\"document\">%s</script>\n", text)
	for i, run := range d.Runs {
		packed, err := pack(run.Trace)
		if err != nil {
			return "", fmt.Errorf("page: %w", err)
		}
		fmt.Fprintf(&b, "<script type=\"text/plain\" id=\"trace-%d\">%s</script>\n", i, packed)
	}
	return b.String(), nil
}

// pack compresses a recording, unless it is compressed already.
func pack(recording []byte) (string, error) {
	if bytes.HasPrefix(recording, []byte("\x1f\x8b")) {
		return base64.StdEncoding.EncodeToString(recording), nil
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return "", err
	}
	if _, err := z.Write(recording); err != nil {
		return "", err
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

// hash names a script or a style in a content security policy.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
