package imagefile

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
)

// jpegCodec decodes JPEG files.
type jpegCodec struct{}

func (jpegCodec) header(d *Decoder, encoded []byte) (header, error) {
	return library{jpeg.DecodeConfig, jpeg.Decode, jpegOrientation}.header(d, encoded)
}

func (jpegCodec) decode(d *Decoder, encoded []byte, head header, _ part, _ int) (picture, error) {
	d.reader.Reset(encoded)
	decoded, err := guarded(jpeg.Decode, &d.reader)
	if err != nil {
		return picture{}, err
	}
	if m, ok := decoded.(*image.YCbCr); ok {
		return fromYCbCr(m, yCbCr), nil
	}
	if m, ok := decoded.(*image.CMYK); ok {
		d.planar.Resize(4, head.height, head.width)
		made := picture{colours: cmyk}
		for channel := range 4 {
			plane := planeOf(&d.planar, channel)
			for i := range plane.Values {
				plane.Values[i] = m.Pix[i/head.width*m.Stride+i%head.width*4+channel]
			}
			made.components[channel] = fullSize(plane)
		}
		return made, nil
	}
	return d.planes(decoded, head)
}

// jpegOrientation looks for the segment APP1 with Exif data. A segment is 0xff, a marker, a length that counts itself, and the data.
func jpegOrientation(encoded []byte) int {
	for rest := encoded[2:]; len(rest) >= 4 && rest[0] == 0xff && rest[1] != 0xda; {
		size := int(binary.BigEndian.Uint16(rest[2:])) + 2
		if size > len(rest) {
			break
		}
		if data, ok := bytes.CutPrefix(rest[4:max(size, 4)], []byte("Exif\x00\x00")); ok && rest[1] == 0xe1 {
			return exifOrientation(data)
		}
		rest = rest[size:]
	}
	return upright
}
