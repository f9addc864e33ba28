package mnist

import (
	"bytes"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/pkg/errors"
)

func TestReadImages(t *testing.T) {
	for name, file := range map[string][]byte{"plain": smallImages, "gzipped": compress(t, smallImages)} {
		stack, err := ReadImages(iotest.OneByteReader(bytes.NewReader(file)), name)
		if err != nil {
			t.Fatal(err)
		}
		if stack.Count != 2 || stack.Height != 2 || stack.Width != 3 || !bytes.Equal(stack.Pixels, smallImages[16:]) {
			t.Errorf("%s: read %+v, want 2 images of 2 × 3 with pixels %v", name, *stack, smallImages[16:])
		}
	}
}

func TestReadLabels(t *testing.T) {
	for name, file := range map[string][]byte{"plain": smallLabels, "gzipped": compress(t, smallLabels)} {
		labels, err := ReadLabels(iotest.DataErrReader(bytes.NewReader(file)), name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(labels, []byte{7, 0}) {
			t.Errorf("%s: labels are %v, want [7 0]", name, labels)
		}
	}
}

func TestReadImagesErrors(t *testing.T) {
	gzipped := compress(t, smallImages)
	badChecksum := bytes.Clone(gzipped)
	badChecksum[len(badChecksum)-8] ^= 1 // the checksum and the length, of 4 bytes each, end the stream
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "f, byte 0: the file ends within its header, where the magic number"},
		{"one byte", []byte{0}, "f, byte 1: the file ends within its header, where the magic number"},
		{"labels", smallLabels, "f, byte 0: the magic number is 0x00000801, want 0x00000803"},
		{"no count", smallImages[:6], "f, byte 6: the file ends within its header, where the number of images"},
		{"no height", smallImages[:8], "f, byte 8: the file ends within its header, where the height"},
		{"no width", smallImages[:15], "f, byte 15: the file ends within its header, where the width"},
		{"height of zero", idx([]uint32{imagesMagic, 2, 0, 3}), "f, byte 8: the height of the images is 0"},
		{"width too large", idx([]uint32{imagesMagic, 2, 2, 1 << 15}), "f, byte 12: the width of the images is 32768"},
		{"too many pixels", idx([]uint32{imagesMagic, math.MaxUint32, largestSide, largestSide}),
			"f, byte 0: the header promises 1152921504338411520 bytes"},
		{"no body", smallImages[:16], "f, byte 16: the file ends after 0 of the 12 bytes"},
		{"short body", smallImages[:27], "f, byte 27: the file ends after 11 of the 12 bytes"},
		{"trailing byte", append(bytes.Clone(smallImages), 0), "f, byte 28: the file goes on after the last byte"},
		{"gzip without header", gzipped[:5], "f, byte 0: cannot read on: unexpected EOF"},
		{"gzip cut short", gzipped[:len(gzipped)-9], "cannot read on: unexpected EOF"},
		{"gzip without checksum", gzipped[:len(gzipped)-8], "cannot read on: unexpected EOF"},
		{"gzip with a wrong checksum", badChecksum, "f, byte 28: cannot read on: gzip: invalid checksum"},
		{"gzip with bytes after it", append(bytes.Clone(gzipped), 0), "f, byte 28: cannot read on"},
		{"trailing byte within gzip", compress(t, append(bytes.Clone(smallImages), 0)), "f, byte 28: the file goes on"},
	} {
		stack, err := ReadImages(bytes.NewReader(c.file), "f")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want one that contains %q", c.name, err, c.want)
		}
		if stack != nil {
			t.Errorf("%s: images came with the error", c.name)
		}
	}
}

func TestReadLabelsErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"images", smallImages, "f, byte 0: the magic number is 0x00000803, want 0x00000801"},
		{"no count", smallLabels[:7], "f, byte 7: the file ends within its header, where the number of labels"},
		{"too many", idx([]uint32{labelsMagic, math.MaxUint32}), "f, byte 0: the header promises 4294967295 bytes"},
		{"short body", smallLabels[:9], "f, byte 9: the file ends after 1 of the 2 bytes"},
		{"trailing byte", append(bytes.Clone(smallLabels), 0), "f, byte 10: the file goes on after the last byte"},
	} {
		if _, err := ReadLabels(bytes.NewReader(c.file), "f"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want one that contains %q", c.name, err, c.want)
		}
	}
}

// An error of the disk must be found by its cause, wherever in the file it occurs.
func TestReadKeepsTheCause(t *testing.T) {
	broken := errors.New("disk on fire")
	for n := range len(smallImages) + 1 {
		r := io.MultiReader(bytes.NewReader(smallImages[:n]), iotest.ErrReader(broken))
		if _, err := ReadImages(r, "f"); !errors.Is(err, broken) {
			t.Errorf("broken after %d bytes: error is %v, want one caused by %q", n, err, broken)
		}
	}
}

// allocated returns the number of bytes that f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// A header that promises 2 GB must not cost 2 GB before they arrive.
func TestMemoryGrowsWithTheData(t *testing.T) {
	file := idx([]uint32{imagesMagic, largestBody / (28 * 28), 28, 28}, make([]byte, 1000)...)
	size := allocated(func() {
		if _, err := ReadImages(bytes.NewReader(file), "f"); err == nil {
			t.Error("a short file gives no error")
		}
	})
	if limit := uint64(1 << 20); size > limit {
		t.Errorf("reading %d bytes allocates %d, want at most %d", len(file), size, limit)
	}
}
