package jpeg

import (
	"encoding/binary"
	"image"
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestReadHeader(t *testing.T) {
	colours := map[string]Colour{
		"grey": Grey, "4:4:4": YCbCr, "4:2:0": YCbCr, "progressive": YCbCr, "RGB by identifiers": RGB, "RGB by Adobe": RGB,
		"CMYK": CMYK, "CMYK by Adobe": CMYK, "YCCK": YCCK,
	}
	var decoder Decoder
	for name, colour := range colours {
		e := kinds()[name]
		e.width, e.height = 45, 23
		data, _ := e.encode(rand.New(rand.NewPCG(1, 1)))
		want := Header{Width: 45, Height: 23, Colour: colour, Inverted: e.adobe && len(e.sampling) == 4,
			Sampling: e.sampling, LargestSampling: e.frame.largest, Progressive: e.progressive}
		got, err := ReadHeader(data)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v, want %+v", name, got, err, want)
		}
		picture, err := decoder.Decode(data, image.Rectangle{}, 8)
		if err != nil || !reflect.DeepEqual(picture.Header, want) {
			t.Errorf("%s: Decode got %+v, %v, want %+v", name, picture, err, want)
		}
	}
}

// exifData is a TIFF structure with an entry for the width before that of the orientation.
func exifData(order binary.AppendByteOrder, mark string, orientation uint16) []byte {
	tiff := order.AppendUint32(order.AppendUint16([]byte(mark), 42), 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, entry := range [][2]uint16{{0x0100, 45}, {0x0112, orientation}} {
		tiff = order.AppendUint16(order.AppendUint16(tiff, entry[0]), 3)
		tiff = order.AppendUint16(order.AppendUint16(order.AppendUint32(tiff, 1), entry[1]), 0)
	}
	return order.AppendUint32(tiff, 0)
}

func TestOrientation(t *testing.T) {
	little, big := exifData(binary.LittleEndian, "II", 6), exifData(binary.BigEndian, "MM", 3)
	tests := []struct {
		name string
		exif []byte
		want int
	}{
		{"little-endian", little, 6},
		{"big-endian", big, 3},
		{"none", nil, 0},
	}
	for _, test := range tests {
		e := encoder{width: 3, height: 2, sampling: []Sampling{{1, 1}}, exif: test.exif}
		data, _ := e.encode(rand.New(rand.NewPCG(1, 1)))
		got, err := ReadHeader(data)
		if err != nil || got.Orientation != test.want {
			t.Errorf("%s: got %d, %v, want %d", test.name, got.Orientation, err, test.want)
		}
	}
}
