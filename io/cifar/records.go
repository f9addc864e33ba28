package cifar

import (
	"bufio"
	"io"

	"github.com/pkg/errors"
)

// pixels is the number of values of an image.
const pixels = Channels * Height * Width

// chunk is the number of records that memory is allocated for at a time: files are of any length, and growing one slice would copy it.
const chunk = 256

// records is the content of a file of images.
type records struct {
	name    string
	version Version
	count   int
	chunks  [][]byte
}

// at returns record i.
func (r *records) at(i int) []byte {
	size := r.version.labels() + pixels
	return r.chunks[i/chunk][i%chunk*size:][:size]
}

// readRecords parses a file of images to its end.
func readRecords(source io.Reader, name string, version Version) (*records, error) {
	r := &records{name: name, version: version}
	size := version.labels() + pixels
	buffered := bufio.NewReaderSize(source, 1<<16)
	for {
		if _, err := buffered.Peek(1); err == io.EOF {
			break
		}
		if r.count%chunk == 0 {
			r.chunks = append(r.chunks, make([]byte, chunk*size))
		}
		record := r.at(r.count)
		n, err := io.ReadFull(buffered, record)
		if err == io.ErrUnexpectedEOF {
			return nil, errors.Errorf("it ends at byte %d, within record %d, want a multiple of %d bytes: the file was cut off",
				r.count*size+n, r.count, size)
		}
		if err != nil {
			return nil, errors.Wrapf(err, "at byte %d", r.count*size+n)
		}
		for place, limit := range version.limits() {
			if int(record[place]) >= limit {
				return nil, errors.Errorf("byte %d, a label of record %d, is %d, want 0 to %d: this is not %v, or the file is damaged",
					r.count*size+place, r.count, record[place], limit-1, version)
			}
		}
		r.count++
	}
	if r.count == 0 {
		return nil, errors.Errorf("it ends at byte 0, want records of %d bytes", size)
	}
	return r, nil
}
