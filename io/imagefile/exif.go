package imagefile

import (
	"cmp"
	"encoding/binary"

	"github.com/reefml/reef/internal/exif"
)

// upright is the orientation of a picture that is stored as it is seen.
const upright = 1

// noOrientation is that of formats that cannot say one.
func noOrientation([]byte) int { return upright }

// exifOrientation returns the orientation in Exif data, or in a TIFF file, which begins as they do.
func exifOrientation(data []byte) int { return cmp.Or(exif.Orientation(data), upright) }

// pngOrientation looks for the chunk eXIf (PNG third edition, section 11.3.4.5), which may stand before or after the pixels. A chunk is a
// length, a name, the data and a checksum.
func pngOrientation(encoded []byte) int {
	const signature, around = 8, 12
	for rest := encoded[min(signature, len(encoded)):]; len(rest) >= around; {
		size := uint64(binary.BigEndian.Uint32(rest))
		if size > uint64(len(rest)-around) {
			break
		}
		if string(rest[4:8]) == "eXIf" {
			return exifOrientation(rest[8 : 8+size])
		}
		rest = rest[around+size:]
	}
	return upright
}
