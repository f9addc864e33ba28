package safetensors

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/pkg/errors"
)

// build makes a file of a header and data.
func build(header string, data ...byte) []byte {
	file := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(file, header...), data...)
}

// one makes a file with a tensor "a" that has the given entry and 8 bytes of data.
func one(entry string) []byte {
	return build(`{"a":`+entry+`}`, make([]byte, 8)...)
}

// two makes a file with tensors "a" and "b" of bytes at the given offsets, and 8 bytes of data.
func two(aBegin, aEnd, bBegin, bEnd int) []byte {
	const entry = `%q:{"dtype":"U8","shape":[%d],"data_offsets":[%d,%d]}`
	return build("{"+fmt.Sprintf(entry, "a", aEnd-aBegin, aBegin, aEnd)+","+fmt.Sprintf(entry, "b", bEnd-bBegin, bBegin, bEnd)+"}",
		make([]byte, 8)...)
}

// broken are files that the reader must reject, with a part of the error.
var broken = []struct {
	name string
	file []byte
	want string
}{
	{"empty", nil, "f, byte 0: the file ends after 0 of the 8 bytes of the header's length"},
	{"short length", []byte{1, 0, 0}, "f, byte 3: the file ends after 3 of the 8 bytes"},
	{"header too long", binary.LittleEndian.AppendUint64(nil, largestHeader+1), "f, byte 0: the header's length is 100000001 bytes"},
	{"absurd header", binary.LittleEndian.AppendUint64(nil, math.MaxUint64), "f, byte 0: the header's length is 18446744073709551615"},
	{"short header", build(`{"a":`)[:10], "f, byte 10: the file ends after 2 of the 5 bytes of the header"},
	{"no header", build(``), `f, byte 8: the header begins with "", want {`},
	{"space first", build(` {}`), `f, byte 8: the header begins with " {}", want {`},
	{"not UTF-8", build("{\"a\xff\":1}"), "f, byte 8: the header is not UTF-8"},
	{"not JSON", build(`{"a":1,x}`), "f, byte 15: the header is not valid JSON: invalid character 'x'"},
	{"JSON cut short", build(`{"a":{`), "the header is not valid JSON: unexpected EOF"},
	{"comma at the end", build(`{"a":{},}`), "the header is not valid JSON"},
	{"wrong bracket", build(`{]`), "the header is not valid JSON"},
	{"key not a string", build(`{1:2}`), "the header is not valid JSON"},
	{"text after the header", build(`{} {}`), "the header goes on after its object"},
	{"tensor twice", build(`{"a":{},"a":{}}`), `f, byte 20: the key "a" occurs twice`},
	{"tensor twice, escaped", build(`{"a":{},"\u0061":{}}`), `the key "a" occurs twice`},
	{"field twice", one(`{"dtype":"F32","dtype":"F64"}`), `f, byte 36: the key "dtype" occurs twice`},
	{"metadata twice", build(`{"__metadata__":{"k":"1","k":"2"}}`), `the key "k" occurs twice`},
	{"metadata not text", build(`{"__metadata__":{"k":1}}`), `"k" is 1, want a string`},
	{"metadata null", build(`{"__metadata__":{"k":null}}`), `"k" is null, want a string`},
	{"metadata not an object", build(`{"__metadata__":[]}`), "the header has [] where an object should be"},
	{"tensor not an object", one(`7`), "f, byte 13: the header has 7 where an object should be"},
	{"unknown field", one(`{"type":"F32"}`), `tensor "a" has an unknown field "type"`},
	{"field of another case", one(`{"Dtype":"F32"}`), `unknown field "Dtype"`},
	{"missing field", one(`{"dtype":"F32","shape":[2]}`), `tensor "a" has no field "data_offsets"`},
	{"unknown type", one(`{"dtype":"F4","shape":[2],"data_offsets":[0,8]}`), `f, byte 13: tensor "a": type "F4" is unknown`},
	{"type null", one(`{"dtype":null,"shape":[2],"data_offsets":[0,8]}`), `"dtype" is null, want a string`},
	{"shape null", one(`{"dtype":"F32","shape":null,"data_offsets":[0,8]}`), `"shape" is null, want an array`},
	{"length null", one(`{"dtype":"F32","shape":[null],"data_offsets":[0,8]}`), `"shape" is [null], want an array`},
	{"length negative", one(`{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}`), `"shape" is [-2], want an array`},
	{"length a fraction", one(`{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}`), `"shape" is [2.0], want an array`},
	{"length too large", one(`{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}`), `"shape" is [9223372036854775808]`},
	{"size overflows", one(`{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}`), "has more bytes than can be counted"},
	{"size overflows by the type", one(`{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]}`), "more bytes than can be counted"},
	{"size wrong", one(`{"dtype":"F32","shape":[3],"data_offsets":[0,8]}`), "data_offsets [0, 8], want 12 bytes for F32 of shape [3]"},
	{"one offset", one(`{"dtype":"F32","shape":[2],"data_offsets":[8]}`), "data_offsets of tensor \"a\" are [8]"},
	{"three offsets", one(`{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}`), "are [0 8 8]"},
	{"offsets reversed", one(`{"dtype":"F32","shape":[2],"data_offsets":[8,0]}`), "are [8 0]"},
	{"overlap", two(0, 5, 4, 8), `the data of tensor "b" begin at offset 4, but those of "a" end at 5: they overlap`},
	{"hole", two(0, 3, 4, 8), `the data of tensor "b" begin at offset 4, but those before end at 3`},
	{"hole at the start", two(1, 4, 4, 8), `the data of tensor "a" begin at offset 1, but those before end at 0`},
	{"short data", two(0, 4, 4, 9), `f, byte 121: the file ends after 4 of the 5 bytes of tensor "b"`},
	{"trailing bytes", two(0, 4, 4, 7), "f, byte 120: the file goes on after the data of its last tensor"},
}

func TestReadErrors(t *testing.T) {
	for _, c := range broken {
		tensors, metadata, err := Read(bytes.NewReader(c.file), "f")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want one that contains %s", c.name, err, c.want)
		}
		if tensors != nil || metadata != nil {
			t.Errorf("%s: tensors or metadata came with the error", c.name)
		}
	}
}

// An error of the disk must be found by its cause, wherever in the file it occurs.
func TestReadKeepsTheCause(t *testing.T) {
	onFire := errors.New("disk on fire")
	file := two(0, 4, 4, 8)
	for n := range len(file) + 1 {
		r := io.MultiReader(bytes.NewReader(file[:n]), iotest.ErrReader(onFire))
		if _, _, err := Read(r, "f"); !errors.Is(err, onFire) {
			t.Errorf("broken after %d bytes: error is %v, want one caused by %q", n, err, onFire)
		}
	}
}

func TestReadTakesAnyOrderAndEmptyTensors(t *testing.T) {
	tensors, metadata, err := Read(iotest.OneByteReader(bytes.NewReader(build(`{"z":{"data_offsets":[1,2],"shape":[],"dtype":"BOOL"},
		"none":{"dtype":"F64","shape":[3,0],"data_offsets":[1,1]}, "__metadata__":{}, "y":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}   `,
		7, 8))), "f")
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(tensors, metadata)
	if want := "[{none F64 [3 0] []} {y U8 [1] [7]} {z BOOL [] [8]}] map[]"; got != want {
		t.Errorf("read %s, want %s", got, want)
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

// Headers that promise much must not cost much before it arrives.
func TestMemoryGrowsWithTheData(t *testing.T) {
	for name, file := range map[string][]byte{
		"header": binary.LittleEndian.AppendUint64(nil, largestHeader),
		"data":   one(`{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}`),
	} {
		size := allocated(func() {
			if _, _, err := Read(bytes.NewReader(file), "f"); err == nil {
				t.Errorf("%s: a short file gives no error", name)
			}
		})
		if limit := uint64(1 << 16); size > limit {
			t.Errorf("%s: reading %d bytes allocates %d, want at most %d", name, len(file), size, limit)
		}
	}
}
