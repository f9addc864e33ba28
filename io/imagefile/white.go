package imagefile

import (
	"encoding/binary"
	"image/color"
)

// overWhite lays a value that is not multiplied by alpha over white, rounded to nearest.
func overWhite(value, alpha uint8) uint8 {
	return uint8((uint32(value)*uint32(alpha) + 255*(255-uint32(alpha)) + 127) / 255)
}

// over257 rounds 16 bits to 8.
func over257(value uint32) uint8 { return uint8((value + 128) / 257) }

// sixteen reads 16 bits as package image stores them.
func sixteen(bytes []uint8) uint32 { return uint32(binary.BigEndian.Uint16(bytes)) }

// deinterleaveRGBA64 takes pixels of 4 times 16 bits apart whose colours are multiplied by alpha, and lays them over white.
func deinterleaveRGBA64(red, green, blue, interleaved []uint8) {
	for x := range red {
		pixel := interleaved[8*x:][:8]
		white := 65535 - sixteen(pixel[6:])
		red[x] = over257(min(sixteen(pixel)+white, 65535))
		green[x] = over257(min(sixteen(pixel[2:])+white, 65535))
		blue[x] = over257(min(sixteen(pixel[4:])+white, 65535))
	}
}

// deinterleaveNRGBA64 takes pixels of 4 times 16 bits apart whose colours are not multiplied by alpha, and lays them over white.
func deinterleaveNRGBA64(red, green, blue, interleaved []uint8) {
	for x := range red {
		pixel := interleaved[8*x:][:8]
		alpha := sixteen(pixel[6:])
		red[x] = overWhite16(sixteen(pixel), alpha)
		green[x] = overWhite16(sixteen(pixel[2:]), alpha)
		blue[x] = overWhite16(sixteen(pixel[4:]), alpha)
	}
}

// overWhite16 lays 16 bits over white and rounds the sum once.
func overWhite16(value, alpha uint32) uint8 {
	const divisor = 65535 * 257
	return uint8((uint64(value)*uint64(alpha) + 65535*(65535-uint64(alpha)) + divisor/2) / divisor)
}

// paletteOverWhite returns tables of red, green and blue.
func paletteOverWhite(palette color.Palette) *[3][256]uint8 {
	var tables [3][256]uint8
	for i, entry := range palette[:min(len(palette), 256)] {
		if c, ok := entry.(color.NRGBA); ok { // of PNG files: multiplying by alpha would round
			tables[0][i], tables[1][i], tables[2][i] = overWhite(c.R, c.A), overWhite(c.G, c.A), overWhite(c.B, c.A)
			continue
		}
		red, green, blue, alpha := entry.RGBA()
		for channel, value := range [...]uint32{red, green, blue} {
			tables[channel][i] = over257(value + 65535 - alpha)
		}
	}
	return &tables
}
