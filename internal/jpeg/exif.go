package jpeg

import "encoding/binary"

const (
	exifTagOrientation = 0x0112
	exifTypeShort      = 3
	exifEntrySize      = 12
)

// exifOrientation finds the orientation in the TIFF structure of an EXIF segment (TIFF 6.0 section 2): 1 to 8, or 0
// if it has none or does not hold together, as a picture is readable without it.
func exifOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder
	switch string(tiff[:2]) {
	case "II":
		order = binary.LittleEndian
	case "MM":
		order = binary.BigEndian
	default:
		return 0
	}
	start := uint64(order.Uint32(tiff[4:]))
	if order.Uint16(tiff[2:]) != 42 || start+2 > uint64(len(tiff)) {
		return 0
	}
	entries := tiff[start+2:]
	count := int(order.Uint16(tiff[start:]))
	for i := 0; i < count && len(entries) >= exifEntrySize; i++ {
		if order.Uint16(entries) == exifTagOrientation && order.Uint16(entries[2:]) == exifTypeShort {
			if value := int(order.Uint16(entries[8:])); value >= 1 && value <= 8 {
				return value
			}
			return 0
		}
		entries = entries[exifEntrySize:]
	}
	return 0
}
