package imagefile

import "encoding/binary"

// upright is the orientation of a picture that is stored as it is seen.
const upright = 1

// noOrientation is that of formats that cannot say one.
func noOrientation([]byte) int { return upright }

// exifOrientation returns the tag Orientation of the first directory of a TIFF structure (TIFF revision 6.0, section 2), which is what Exif
// data are. Anything that is damaged or out of range means upright: the pixels may still be good.
func exifOrientation(data []byte) int {
	const tagOrientation, typeShort, entrySize = 0x112, 3, 12
	if len(data) < 8 {
		return upright
	}
	var order binary.ByteOrder = binary.BigEndian
	if data[0] == 'I' {
		order = binary.LittleEndian
	}
	start := uint64(order.Uint32(data[4:]))
	if start+2 > uint64(len(data)) {
		return upright
	}
	entries := data[start+2:]
	for range order.Uint16(data[start:]) {
		if len(entries) < entrySize {
			return upright
		}
		if order.Uint16(entries) == tagOrientation && order.Uint16(entries[2:]) == typeShort {
			return validOrientation(int(order.Uint16(entries[8:])))
		}
		entries = entries[entrySize:]
	}
	return upright
}

func validOrientation(value int) int {
	if value < 1 || value > 8 {
		return upright
	}
	return value
}

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
