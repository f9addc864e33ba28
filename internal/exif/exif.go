// Package exif reads the one thing of Exif data that changes what a picture shows: its orientation.
package exif

import "encoding/binary"

const (
	tagOrientation = 0x0112
	typeShort      = 3
	entrySize      = 12
)

// Orientation returns the tag Orientation (CIPA DC-008-2019, section 4.6.4) of the first directory of a TIFF structure (TIFF revision 6.0,
// section 2), which is what Exif data are: 1 to 8. It returns 0 if there is none, if it is out of range, and if the data are damaged: the pixels
// may still be good.
func Orientation(tiff []byte) int {
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
	for range order.Uint16(tiff[start:]) {
		if len(entries) < entrySize {
			return 0
		}
		if order.Uint16(entries) == tagOrientation && order.Uint16(entries[2:]) == typeShort {
			if value := int(order.Uint16(entries[8:])); value >= 1 && value <= 8 {
				return value
			}
			return 0
		}
		entries = entries[entrySize:]
	}
	return 0
}
