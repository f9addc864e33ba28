package pixel

// DeinterleaveRGBA takes pixels of 4 bytes apart whose colours are multiplied by alpha, as those of image.RGBA, and lays them over white.
// Colours larger than alpha, which no such pixel has, are clipped.
func DeinterleaveRGBA(red, green, blue, interleaved []uint8) {
	n := len(red)
	green, blue, interleaved = green[:n], blue[:n], interleaved[:4*n]
	for i := range red {
		pixel := interleaved[4*i:][:4]
		white := 255 - uint32(pixel[3])
		red[i] = uint8(min(uint32(pixel[0])+white, 255))
		green[i] = uint8(min(uint32(pixel[1])+white, 255))
		blue[i] = uint8(min(uint32(pixel[2])+white, 255))
	}
}

// DeinterleaveNRGBA takes pixels of 4 bytes apart whose colours are not multiplied by alpha, as those of image.NRGBA and of PNG files, and lays
// them over white, rounded to nearest.
func DeinterleaveNRGBA(red, green, blue, interleaved []uint8) {
	n := len(red)
	green, blue, interleaved = green[:n], blue[:n], interleaved[:4*n]
	for i := range red {
		pixel := interleaved[4*i:][:4]
		alpha := uint32(pixel[3])
		white := 255 * (255 - alpha)
		red[i] = over255(uint32(pixel[0])*alpha + white)
		green[i] = over255(uint32(pixel[1])*alpha + white)
		blue[i] = over255(uint32(pixel[2])*alpha + white)
	}
}
