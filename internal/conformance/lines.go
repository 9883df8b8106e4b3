package conformance

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
)

// errLineTooLong is what Lines gives in place of a line over MaxLine bytes.
var errLineTooLong = fmt.Errorf("the line has more than %d bytes", MaxLine)

// Lines yields the lines of r without their ends. A line over MaxLine bytes is passed over and yields an
// error, and the next one follows; a failure to read yields its error and ends the sequence. A line is
// valid until the next one is asked for.
func Lines(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		reader := bufio.NewReaderSize(r, MaxLine+2)
		for {
			line, err := reader.ReadSlice('\n')
			switch {
			case errors.Is(err, bufio.ErrBufferFull):
				if err := skipLine(reader); err != nil && err != io.EOF {
					yield(nil, err)
					return
				}
				line, err = nil, errLineTooLong
			case err == io.EOF && len(line) == 0:
				return
			case err == io.EOF:
				err = nil
			}
			if !yield(trimEnd(line), err) || (err != nil && err != errLineTooLong) {
				return
			}
		}
	}
}

// skipLine reads to the end of a line that did not fit into the buffer.
func skipLine(reader *bufio.Reader) error {
	for {
		_, err := reader.ReadSlice('\n')
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// trimEnd takes \n or \r\n off.
func trimEnd(line []byte) []byte {
	for _, end := range []byte{'\n', '\r'} {
		if n := len(line); n > 0 && line[n-1] == end {
			line = line[:n-1]
		}
	}
	return line
}
