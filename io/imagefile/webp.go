package imagefile

import (
	"bytes"
	"encoding/binary"

	"github.com/pkg/errors"
	"golang.org/x/image/webp"
)

// webpCodec decodes still WebP files.
type webpCodec struct{ library }

func newWebP() webpCodec { return webpCodec{library{webp.DecodeConfig, webp.Decode, webpOrientation}} }

// header refuses animations, of which the library only says that they are invalid.
func (w webpCodec) header(d *Decoder, encoded []byte) (header, error) {
	const flags, animation = 20, 2 // WebP container specification, "Extended File Format"
	if beginsWith(encoded, "RIFF????WEBPVP8X") && len(encoded) > flags && encoded[flags]&animation != 0 {
		return header{}, errors.New("it is an animation, expected a still picture: save one frame of it")
	}
	return w.library.header(d, encoded)
}

// webpOrientation looks for the chunk EXIF (WebP container specification, "Metadata"), which stands behind the pixels. A chunk is a name, a
// length and the data, padded to an even length. Some writers put the marker of JPEG files before the data.
func webpOrientation(encoded []byte) int {
	const riff, before = 12, 8
	for rest := encoded[min(riff, len(encoded)):]; len(rest) >= before; {
		size := uint64(binary.LittleEndian.Uint32(rest[4:]))
		if size > uint64(len(rest)-before) {
			break
		}
		if string(rest[:4]) == "EXIF" {
			return exifOrientation(bytes.TrimPrefix(rest[before:before+size], []byte("Exif\x00\x00")))
		}
		rest = rest[min(before+size+size%2, uint64(len(rest))):]
	}
	return upright
}

// WebP files hold colours as ITU-R BT.601 has them for video (RFC 6386, section 9.2): luma from 16 for black to 235 for white, and chroma
// from 16 to 240 around 128. Weights below are times 2^16: 255/219, and 255/224 times those of JFIF.
const (
	videoLuma      = 76309
	videoCrToRed   = 104597
	videoCbToGreen = -25675
	videoCrToGreen = -53279
	videoCbToBlue  = 132201
	videoHalf      = 1 << 15
)

// videoToRGB converts planes of luma, Cb and Cr to red, green and blue in place, rounded to nearest.
func videoToRGB(first, second, third []uint8) {
	for i, luma := range first {
		y, cb, cr := videoLuma*(int32(luma)-16)+videoHalf, int32(second[i])-128, int32(third[i])-128
		first[i] = clamp((y + videoCrToRed*cr) >> 16)
		second[i] = clamp((y + videoCbToGreen*cb + videoCrToGreen*cr) >> 16)
		third[i] = clamp((y + videoCbToBlue*cb) >> 16)
	}
}

// fullRange converts luma of video to grey in place.
func fullRange(values []uint8) {
	for i, luma := range values {
		values[i] = clamp((videoLuma*(int32(luma)-16) + videoHalf) >> 16)
	}
}

func clamp(value int32) uint8 { return uint8(min(max(value, 0), 255)) }
