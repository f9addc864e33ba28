package shards

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"

	"github.com/klauspost/compress/zstd"
)

// What files begin with: RFC 1952, section 2.3.1, and RFC 8878, section 3.1.1.
var (
	gzipMagic = []byte{0x1f, 0x8b}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

// largestWindow is how far back the data of zstd may refer, and so the memory that decompressing takes. It is what the zstd program
// accepts unless it is told otherwise.
const largestWindow = 128 << 20

// A peeker is a reader whose next bytes can be seen before they are read.
type peeker interface {
	io.Reader
	Peek(n int) ([]byte, error)
}

// decompress returns the content of a shard. plain is true if it is not compressed; close ends the decompressing, but not the reader.
func decompress(reader peeker) (content io.Reader, plain bool, close func(), err error) {
	nothing := func() {}
	head, err := reader.Peek(4)
	if err != nil && err != io.EOF { // fewer bytes are no error
		return nil, false, nothing, err
	}
	switch {
	case bytes.HasPrefix(head, gzipMagic):
		unzip, err := gzip.NewReader(bufio.NewReaderSize(reader, 64<<10))
		return unzip, false, nothing, err
	case bytes.HasPrefix(head, zstdMagic):
		unzip, err := zstd.NewReader(reader, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(largestWindow))
		if err != nil {
			return nil, false, nothing, err
		}
		return unzip, false, unzip.Close, nil
	default:
		return reader, true, nothing, nil
	}
}
