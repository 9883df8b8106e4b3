package page

// Text is something said to people, in the two languages of the project.
type Text struct {
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// In gives the text in a language, "zh" or else English; English too if there
// is no translation.
func (t Text) In(lang string) string {
	if lang == "zh" && t.ZH != "" {
		return t.ZH
	}
	return t.EN
}

// Document is what a page shows. Its zero value with one [Run] is enough for a
// recording without a lesson.
type Document struct {
	Title    string  `json:"title"`              // what the page is called if there is no lesson
	Lang     string  `json:"lang,omitempty"`     // the language to begin with: "en", "zh", or "" for what the reader chose before, or else the browser's
	Lesson   *Lesson `json:"lesson,omitempty"`   // nil: no lesson texts
	Runs     []Run   `json:"runs"`               // at least one
	Exercise *Text   `json:"exercise,omitempty"` // what to change in the program
}

// Lesson is what is said about the runs.
type Lesson struct {
	ID            string `json:"id"`            // "gather-order"; the score is kept under it
	Number        int    `json:"number"`        // its place among the lessons
	Title         Text   `json:"title"`         //
	Misconception Text   `json:"misconception"` // what many believe
	Intro         Text   `json:"intro"`         // what to look at
	Reveal        Text   `json:"reveal"`        // what is true, shown at the end
}

// Run is one recorded program.
type Run struct {
	Name      string     `json:"name"`    // "bad", "good" or ""
	Program   string     `json:"program"` // what the command calls it; the document's title if empty
	Label     Text       `json:"label"`   // what its tab says
	Trace     []byte     `json:"-"`       // the recording, as trace.Recording.WriteTo writes it
	Go        Source     `json:"go"`
	Py        Source     `json:"py"`
	Marks     []Mark     `json:"marks"`
	Questions []Question `json:"questions"` // in the order of At
	Notes     []Note     `json:"notes"`     // what the lints found
	Output    string     `json:"output"`    // what CPython prints, if it is known
}

// Source is a file of a program. One without a text is not shown.
type Source struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// Mark ties a line of the Go program to the line of the Python program that
// means the same. Lines count from 1.
type Mark struct {
	Name   string `json:"name"`
	GoLine int    `json:"goLine"`
	PyLine int    `json:"pyLine"`
}

// Question stops the reader after event At and asks what comes.
type Question struct {
	At      int    `json:"at"`
	Prompt  Text   `json:"prompt"`
	Choices []Text `json:"choices"`
	Answer  int    `json:"answer"` // the place of the right one in Choices
	Why     Text   `json:"why"`    // said afterwards
}

// Note is a remark at an event: a finding of a lint.
type Note struct {
	At   int    `json:"at"`
	Code string `json:"code"` // "blocked-loop"
	Text Text   `json:"text"`
}
