package jpeg

import (
	"bytes"
	"image"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestDecodeRefuses breaks a good file in one place.
func TestDecodeRefuses(t *testing.T) {
	e := encoder{width: 40, height: 30, sampling: []Sampling{{2, 2}, {1, 1}, {1, 1}}, restart: 2}
	good, _ := e.encode(rand.New(rand.NewPCG(1, 1)))
	e = encoder{width: 40, height: 30, sampling: []Sampling{{2, 2}, {1, 1}, {1, 1}}, progressive: true}
	progressive, _ := e.encode(rand.New(rand.NewPCG(1, 1)))
	frame := bytes.Index(good, []byte{0xff, markerSOF0})
	start := bytes.Index(good, []byte{0xff, markerSOS})
	change := func(offset int, values ...byte) []byte {
		data := bytes.Clone(good)
		copy(data[offset:], values)
		return data
	}
	end := append(bytes.Clone(good[:start]), 0xff, markerEOI)
	dnl := append(bytes.Clone(good[:start]), 0xff, markerDNL, 0, 4, 0, 30)
	scans := bytes.SplitAfter(progressive, []byte{0xff, markerSOS})
	many := bytes.Join([][]byte{scans[0], bytes.Repeat(scans[1], maxScans+1)}, nil)
	tests := []struct {
		name  string
		data  []byte
		wants string
	}{
		{"PNG", []byte("\x89PNG"), "byte 0: got 89 50, expected ff d8"},
		{"empty", nil, "byte 0"},
		{"arithmetic codes", change(frame+1, 0xc9), "process SOF9 (lossless, hierarchical or arithmetic codes) is not read"},
		{"lossless", change(frame+1, 0xc3), "process SOF3"},
		{"12 bits", change(frame+4, 12), "values of 12 bits, expected 8"},
		{"height in DNL", change(frame+5, 0, 0), "a height given later (DNL) is not read"},
		{"DNL", dnl, "DNL"},
		{"65500 by 65500", change(frame+5, 0xff, 0xdc, 0xff, 0xdc), "65500 by 65500 pixels, expected 100000000 pixels or fewer: raise MaxPixels"},
		{"9000 by 9000 in no data", change(frame+5, 0x23, 0x28, 0x23, 0x28), "the file is cut short"},
		{"2 components", change(frame+2, 0, 14, 8, 0, 30, 0, 40, 2), "2 components, expected 1, 3 or 4"},
		{"sampling factor 0", change(frame+11, 0x02), "sampling factors 0 by 2, expected 1 to 4"},
		{"sampling factor 5", change(frame+11, 0x25), "sampling factors 2 by 5, expected 1 to 4"},
		{"no quantisation table", change(frame+12, 3), "quantisation table 3 is not defined"},
		{"no Huffman table", change(start+6, 0x10), "DC Huffman table 1 is not defined"},
		{"no such component", change(start+5, 9), "component 9, which the frame does not have"},
		{"component twice", change(start+7, 1), "component 1 twice"},
		{"band", change(start+11, 1), "expected 0 to 63"},
		{"other restart marker", bytes.Replace(good, []byte{0xff, markerRST0}, []byte{0xff, markerRST0 + 3}, 1), "got marker ff d3, expected restart marker ff d0"},
		{"no scan", end, "ends before every component had a scan"},
		{"too many scans", many, "more than 200 scans"},
	}
	for _, test := range tests {
		var decoder Decoder
		_, err := decoder.Decode(test.data, image.Rectangle{}, 1)
		if err == nil || !strings.Contains(err.Error(), test.wants) || !strings.HasPrefix(err.Error(), "jpeg: ") {
			t.Errorf("%s: got error %v, want %q", test.name, err, test.wants)
		}
	}
}

func TestDecodeRefusesArguments(t *testing.T) {
	data := standardEncoding(t, image.NewGray(image.Rect(0, 0, 20, 10)), 75)
	decoder := Decoder{MaxPixels: 199}
	if _, err := decoder.Decode(data, image.Rectangle{}, 1); err == nil || !strings.Contains(err.Error(), "expected 199 pixels or fewer") {
		t.Errorf("MaxPixels: %v", err)
	}
	decoder.MaxPixels = 200
	if _, err := decoder.Decode(data, image.Rectangle{}, 1); err != nil {
		t.Error(err)
	}
	if _, err := decoder.Decode(data, image.Rectangle{}, 3); err == nil || !strings.Contains(err.Error(), "shrink is 3, expected 1, 2, 4 or 8") {
		t.Errorf("shrink: %v", err)
	}
	for _, region := range []image.Rectangle{image.Rect(0, 0, 21, 10), image.Rect(-1, 0, 5, 5), image.Rect(5, 5, 5, 9)} {
		if _, err := decoder.Decode(data, region, 1); err == nil || !strings.Contains(err.Error(), "expected one of a pixel or more within (0,0)-(20,10)") {
			t.Errorf("region %v: %v", region, err)
		}
	}
}

// TestTruncation cuts files at every byte.
func TestTruncation(t *testing.T) {
	for _, name := range []string{"4:2:2", "restarts", "progressive"} {
		e := kinds()[name]
		e.width, e.height = 33, 18
		data, _ := e.encode(rand.New(rand.NewPCG(1, 1)))
		var decoder Decoder
		for n := range len(data) - 2 { // a sequential picture is whole without its end marker
			_, err := decoder.Decode(data[:n], image.Rectangle{}, 1)
			if err == nil {
				t.Fatalf("%s: no error of %d of %d bytes", name, n, len(data))
			}
			if !strings.Contains(err.Error(), "byte ") {
				t.Fatalf("%s: the error of %d bytes names no byte: %v", name, n, err)
			}
		}
	}
}
