package safetensors

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
)

// tensor makes a tensor or fails the test.
func tensor[T Element](t testing.TB, name string, shape []int, values ...T) Tensor {
	t.Helper()
	made, err := Of(name, shape, values)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestValues(t *testing.T) {
	roundTrip(t, []float32{0, -1.5, math.MaxFloat32, float32(math.Inf(-1))}, "\x00\x00\x00\x00\x00\x00\xc0\xbf")
	roundTrip(t, []float64{-2, math.SmallestNonzeroFloat64}, "\x00\x00\x00\x00\x00\x00\x00\xc0\x01")
	roundTrip(t, []int64{-2, math.MaxInt64}, "\xfe\xff\xff\xff\xff\xff\xff\xff\xff")
	if got := math.Float32bits(tensorValues[float32](t, tensor(t, "a", nil, math.Float32frombits(0x7fc00123)))[0]); got != 0x7fc00123 {
		t.Errorf("the bits of a NaN became %#x, want them kept", got)
	}
}

func tensorValues[T Element](t *testing.T, tensor Tensor) []T {
	t.Helper()
	values, err := Values[T](tensor)
	if err != nil {
		t.Fatal(err)
	}
	return values
}

// roundTrip checks that values come back, and how the first of their bytes look.
func roundTrip[T Element](t *testing.T, values []T, start string) {
	t.Helper()
	made := tensor(t, "a", []int{len(values)}, values...)
	if !strings.HasPrefix(string(made.Data), start) || len(made.Data) != binary.Size(values) {
		t.Errorf("%v became %q, want %d bytes that start with %q", values, made.Data, binary.Size(values), start)
	}
	if got := tensorValues[T](t, made); !slices.Equal(got, values) {
		t.Errorf("%v came back as %v", values, got)
	}
}

func TestValuesErrors(t *testing.T) {
	if _, err := Of("a", []int{2, 2}, []float32{1, 2, 3}); err == nil || !strings.Contains(err.Error(), `"a" has 12 bytes, want 16`) {
		t.Errorf("too few values: error is %v", err)
	}
	_, err := Values[float64](tensor[float32](t, "a", nil, 1))
	if err == nil || !strings.Contains(err.Error(), `"a" is of type F32, want F64`) {
		t.Errorf("another type: error is %v", err)
	}
	_, err = Values[float32](Tensor{Name: "a", Type: Float32, Data: []byte{1}})
	if err == nil || !strings.Contains(err.Error(), "1 bytes, want 4") {
		t.Errorf("too few bytes: error is %v", err)
	}
}
