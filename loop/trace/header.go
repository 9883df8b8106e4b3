package trace

// Schema names the file format. The number changes only when the meaning of
// something changes; kinds and fields may be added without.
const Schema = "asynciotrace/1"

// Header tells where a recording comes from: the first line of the file.
type Header struct {
	Schema  string // always [Schema]
	Clock   string // "virtual" or "real"
	Unit    string // of all times: "ns"
	Lib     string // the version of the library
	Lesson  string // the lesson that was recorded, if one was
	Loop    int    // the loop's number, if a program has several
	Dropped int    // events that a ring has forgotten: the first one kept has N = Dropped+1
	Files   []File // the program's files that events point into
	Opts    Opts
}

// Opts are the options of the recorded loop that a reader should know.
type Opts struct {
	Workers int  // threads for blocking calls
	Eager   bool // tasks start eagerly
	Debug   bool // debug mode
}

// File is a file of the recorded program.
type File struct {
	ID     int    // what [Frame.File] refers to
	Path   string // as shown, without the directories of the machine it ran on
	SHA256 string // of Text, in hex, if there is a text
	Text   string // the file itself, if the recording carries it
}

// Path gives the path of the file with this id, "" if there is none.
func (h *Header) Path(id int) string {
	for i := range h.Files {
		if h.Files[i].ID == id {
			return h.Files[i].Path
		}
	}
	return ""
}
