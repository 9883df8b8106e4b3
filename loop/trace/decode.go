package trace

import "time"

// event reads a line into e, and into file what an event does not have: the
// line may turn out to describe a file.
func (s *scanner) event(e *Event, file *File) {
	s.object(func(key string) {
		switch key {
		case "n":
			e.N = s.id()
		case "t":
			e.T = s.duration()
		case "k":
			name := s.name()
			e.Kind = KindOf(name)
			if name == "file" {
				file.ID = -1
			}
		case "by":
			e.By = s.id()
		case "src":
			e.Src = s.place()
		case "path":
			file.Path = s.name()
		case "sha256":
			file.SHA256 = s.name()
		default:
			s.field(key, e)
		}
	})
	s.end()
}

// field reads the value of a key that has a place, and skips others.
func (s *scanner) field(key string, e *Event) {
	f := fieldsByName[key]
	if f == nil {
		s.skip()
		return
	}
	if f.cold && e.More == nil {
		e.More = new(More)
	}
	s.value(f.at(e))
}

func (s *scanner) value(place any) {
	switch p := place.(type) {
	case *int:
		*p = s.id()
	case *time.Duration:
		*p = s.duration()
	case *signed:
		*p = signed(s.integer())
	case *toField:
		s.integer()
	case *string:
		*p = s.name()
	case *prose:
		*p = prose(s.text())
	case *msgField:
		p.Msg, p.HasMsg = s.text(), true
	case *bool:
		*p = s.boolean()
	case *[]int:
		s.array(func() { *p = append(*p, s.id()) })
	case *[]Frame:
		s.array(func() { *p = append(*p, s.frame()) })
	case *onField:
		s.on((*Event)(p))
	default:
		s.word(place)
	}
}

// word reads a value of a closed vocabulary.
func (s *scanner) word(place any) {
	text := s.name()
	switch p := place.(type) {
	case *Why:
		*p = Why(whyWords.index(text))
	case *Out:
		*p = Out(outWords.index(text))
	case *State:
		*p = State(stateWords.index(text))
	case *Woke:
		*p = Woke(wokeWords.index(text))
	}
}

func (s *scanner) on(e *Event) {
	s.object(func(key string) {
		switch key {
		case "fut":
			e.Fut = s.id()
		case "what":
			e.What = s.name()
		case "label":
			e.Label = s.name()
		default:
			s.skip()
		}
	})
}

// duration reads a time that is not negative.
func (s *scanner) duration() time.Duration {
	d := s.integer()
	if d < 0 {
		s.fail("column %d: a negative time", s.i)
	}
	return time.Duration(d)
}

// place reads a frame that many events share.
func (s *scanner) place() *Frame {
	f := s.frame()
	if old := s.frames[f]; old != nil {
		return old
	}
	if len(s.frames) < 1<<16 {
		s.frames[f] = &f
	}
	return &f
}

// frame reads [file, line, function].
func (s *scanner) frame() (f Frame) {
	part := 0
	s.array(func() {
		switch part++; part {
		case 1:
			f.File = s.id()
		case 2:
			f.Line = s.id()
		case 3:
			f.Func = s.name()
		default:
			s.skip()
		}
	})
	if part < 3 {
		s.fail("column %d: a place is [file, line, function]", s.i)
	}
	return f
}
