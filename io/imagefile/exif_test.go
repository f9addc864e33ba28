package imagefile_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"slices"
	"testing"

	"golang.org/x/image/tiff"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// exif returns a TIFF structure with two tags, the second of which is the orientation.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	block := []byte("MM\x00*")
	if order.AppendUint16(nil, 1)[0] == 1 {
		block = []byte("II*\x00")
	}
	block = order.AppendUint32(block, 8)
	block = order.AppendUint16(block, 2)
	for _, tag := range [...][2]uint16{{0x10f, 7}, {0x112, orientation}} {
		block = order.AppendUint16(block, tag[0])
		block = order.AppendUint16(block, 3)
		block = order.AppendUint32(block, 1)
		block = order.AppendUint16(block, tag[1])
		block = order.AppendUint16(block, 0)
	}
	return order.AppendUint32(block, 0)
}

func jpegWithExif(file []byte, exif []byte) []byte {
	data := append([]byte("Exif\x00\x00"), exif...)
	segment := binary.BigEndian.AppendUint16([]byte("\xff\xe1"), uint16(len(data)+2))
	return slices.Concat(file[:2], segment, data, file[2:])
}

// pngWithExif puts the chunk behind the header, or before the end.
func pngWithExif(file, exif []byte, atEnd bool) []byte {
	const signature, header, end = 8, 25, 12
	at := signature + header
	if atEnd {
		at = len(file) - end
	}
	chunk := append([]byte("eXIf"), exif...)
	return slices.Concat(file[:at], binary.BigEndian.AppendUint32(nil, uint32(len(exif))), chunk,
		binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(chunk)), file[at:])
}

// webpWithExif makes a file of the extended kind of one of the simple kind.
func webpWithExif(file, exif []byte, width, height int) []byte {
	const before = 12
	body := []byte("WEBPVP8X\x0a\x00\x00\x00\x08\x00\x00\x00")
	body = append(body, byte(width-1), byte((width-1)>>8), 0, byte(height-1), byte((height-1)>>8), 0)
	body = append(body, file[before:]...)
	body = binary.LittleEndian.AppendUint32(append(body, "EXIF"...), uint32(len(exif)))
	body = append(body, exif...)
	if len(exif)%2 == 1 {
		body = append(body, 0)
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// tiffWithOrientation appends a directory with one more tag to a little-endian file.
func tiffWithOrientation(file []byte, orientation uint16) []byte {
	order := binary.LittleEndian
	start := order.Uint32(file[4:])
	count := int(order.Uint16(file[start:]))
	entries := slices.Collect(slices.Chunk(file[start+2:][:12*count], 12))
	entry := order.AppendUint32(order.AppendUint16(order.AppendUint16(nil, 0x112), 3), 1)
	entries = append(entries, order.AppendUint32(entry, uint32(orientation)))
	slices.SortFunc(entries, func(a, b []byte) int { return int(order.Uint16(a)) - int(order.Uint16(b)) })
	turned := slices.Clone(file)
	order.PutUint32(turned[4:], uint32(len(file)))
	turned = order.AppendUint16(turned, uint16(len(entries)))
	return append(append(turned, bytes.Join(entries, nil)...), 0, 0, 0, 0)
}

// turn makes a stored picture stand upright, as the specification words it: on which side the first row and the first column are seen.
func turn(stored dataset.Image, orientation int) dataset.Image {
	type sides struct{ row, column string }
	seen := [...]sides{
		1: {"top", "left"}, {"top", "right"}, {"bottom", "right"}, {"bottom", "left"},
		{"left", "top"}, {"right", "top"}, {"right", "bottom"}, {"left", "bottom"},
	}[orientation]
	width, height := stored.Width, stored.Height
	if orientation > 4 {
		width, height = height, width
	}
	place := func(side string, i int) (x, y int) {
		return map[string]int{"left": i, "right": width - 1 - i}[side], map[string]int{"top": i, "bottom": height - 1 - i}[side]
	}
	var upright dataset.Image
	upright.Resize(stored.Channels, height, width)
	for channel := range stored.Channels {
		for v := range stored.Height {
			for u := range stored.Width {
				x1, y1 := place(seen.row, v)
				x2, y2 := place(seen.column, u)
				upright.Channel(channel)[(y1+y2)*width+x1+x2] = stored.Channel(channel)[v*stored.Width+u]
			}
		}
	}
	return upright
}

func TestPicturesStandUpright(t *testing.T) {
	picture := formula(false)
	photograph := encodeJPEG(t, smooth(45, 27), 90)
	portable, flat, web := encodePNG(t, picture), encodeTIFF(t, picture, tiff.Deflate), read(t, "lossless.webp")
	for orientation := 1; orientation <= 8; orientation++ {
		little, big := exif(binary.LittleEndian, uint16(orientation)), exif(binary.BigEndian, uint16(orientation))
		tests := []struct {
			name           string
			stored, turned []byte
		}{
			{"JPEG", photograph, jpegWithExif(photograph, little)},
			{"PNG", portable, pngWithExif(portable, big, false)},
			{"PNG, at the end", portable, pngWithExif(portable, little, true)},
			{"TIFF", flat, tiffWithOrientation(flat, uint16(orientation))},
			{"WebP", web, webpWithExif(web, big, picture.Rect.Dx(), picture.Rect.Dy())},
			{"WebP, with the marker of JPEG", web, webpWithExif(web, append([]byte("Exif\x00\x00"), little...), picture.Rect.Dx(), picture.Rect.Dy())},
		}
		for _, test := range tests {
			t.Run(fmt.Sprintf("%s, orientation %d", test.name, orientation), func(t *testing.T) {
				for _, channels := range []int{1, 3} {
					want := turn(decode(t, test.stored, channels), orientation)
					equal(t, decode(t, test.turned, channels), want)
					height, width, err := new(imagefile.Decoder).Size(test.turned)
					if err != nil || height != want.Height || width != want.Width {
						t.Errorf("received size %d x %d and error %v, want %d x %d", height, width, err, want.Height, want.Width)
					}
				}
			})
		}
	}
}

// Exif data that make no sense do not make a picture unreadable.
func TestDamagedExifMeansUpright(t *testing.T) {
	file := encodePNG(t, formula(false))
	want := decode(t, file, 3)
	good := exif(binary.LittleEndian, 6)
	far := slices.Clone(good)
	binary.LittleEndian.PutUint32(far[4:], 1<<32-1)
	long := slices.Clone(good)
	long[8+2+12+2] = 4 // a type that orientation does not have
	for name, block := range map[string][]byte{
		"empty": {}, "cut": good[:len(good)-10], "no directory": good[:8], "far directory": far, "another type": long,
		"orientation 0": exif(binary.LittleEndian, 0), "orientation 9": exif(binary.BigEndian, 9),
	} {
		t.Run(name, func(t *testing.T) { equal(t, decode(t, pngWithExif(file, block, false), 3), want) })
	}
}
