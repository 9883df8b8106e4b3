package trace

import (
	"compress/gzip"
	"errors"
	"io"
	"os"
	"strings"
)

// Create makes a file for a recording. If its name ends in .gz it is
// compressed, and has a Flush method, which [Stream] calls.
func Create(path string) (io.WriteCloser, error) {
	f, err := os.Create(path)
	if err != nil || !strings.HasSuffix(path, ".gz") {
		return f, err
	}
	return &packedFile{gzip.NewWriter(f), f}, nil
}

type packedFile struct {
	*gzip.Writer
	file *os.File
}

func (p *packedFile) Close() error {
	return errors.Join(p.Writer.Close(), p.file.Close())
}
