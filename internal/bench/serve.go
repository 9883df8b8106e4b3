package bench

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
)

// Serve answers requests, a line of JSON each, until there are no more.
func Serve(in io.Reader, out io.Writer) error {
	requests, answers := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var r Request
		switch err := requests.Decode(&r); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := answers.Encode(Run(r)); err != nil {
			return err
		}
	}
}

// server is a process that serves workloads, begun at the first request.
type server struct {
	command []string
	running *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// ask has the process run a workload; with fresh, a process of its own.
func (s *server) ask(r Request, fresh bool) (Measure, error) {
	if fresh {
		s = &server{command: s.command}
		defer s.close()
	}
	if s.running == nil {
		if err := s.begin(); err != nil {
			return Measure{}, err
		}
	}
	line, err := json.Marshal(r)
	if err != nil {
		return Measure{}, err
	}
	if _, err := s.in.Write(append(line, '\n')); err != nil {
		return Measure{}, errors.Join(err, s.close())
	}
	answer, err := s.out.ReadBytes('\n')
	if err != nil {
		return Measure{}, errors.Join(err, s.close())
	}
	var m Measure
	return m, json.Unmarshal(answer, &m)
}

func (s *server) begin() error {
	cmd := exec.Command(s.command[0], s.command[1:]...)
	var last tail
	cmd.Stderr = &last
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	s.running, s.in, s.out = cmd, in, bufio.NewReader(out)
	return cmd.Start()
}

// close lets the process end, and tells what it said if it failed.
func (s *server) close() error {
	if s.running == nil {
		return nil
	}
	_ = s.in.Close()
	said, _ := s.running.Stderr.(*tail)
	err := s.running.Wait()
	s.running = nil
	if err != nil {
		return errors.Join(err, errors.New(string(*said)))
	}
	return nil
}

// tail keeps the end of what is written.
type tail []byte

func (t *tail) Write(p []byte) (int, error) {
	*t = append(*t, p...)
	if over := len(*t) - 2000; over > 0 {
		*t = (*t)[over:]
	}
	return len(p), nil
}
