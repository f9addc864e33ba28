package pixel

// Weights of the conversion from YCbCr, times 2^15.
const (
	crToRed   = 45941  // 1.402
	cbToGreen = -11277 // -0.344136
	crToGreen = -23401 // -0.714136
	cbToBlue  = 58065  // 1.772
	halfUnit  = 1 << 14
)

// YCbCrToRGB converts full-range YCbCr, as JFIF has it ("JPEG File Interchange Format", version 1.02, 1992), to RGB, rounded to nearest.
// Destinations may be the sources.
func YCbCrToRGB(red, green, blue, y, cb, cr []uint8) {
	chosen().yCbCrToRGB(red, green, blue, y, cb, cr)
}

func yCbCrToRGB(red, green, blue, y, cb, cr []uint8) {
	n := len(red)
	green, blue, y, cb, cr = green[:n], blue[:n], y[:n], cb[:n], cr[:n]
	for i := range red {
		luma, b, r := int32(y[i]), int32(cb[i])-128, int32(cr[i])-128
		red[i] = clamp(luma + (crToRed*r+halfUnit)>>15)
		green[i] = clamp(luma + (cbToGreen*b+crToGreen*r+halfUnit)>>15)
		blue[i] = clamp(luma + (cbToBlue*b+halfUnit)>>15)
	}
}

// CMYKToRGB multiplies what each ink lets through: (255 - c) * (255 - k) / 255, rounded to nearest. A file that stores inks inverted, as those
// of Adobe do, is turned round before. Destinations may be the sources.
func CMYKToRGB(red, green, blue, cyan, magenta, yellow, black []uint8) {
	n := len(red)
	green, blue, cyan, magenta, yellow, black = green[:n], blue[:n], cyan[:n], magenta[:n], yellow[:n], black[:n]
	for i := range red {
		light := 255 - uint32(black[i])
		red[i] = over255((255 - uint32(cyan[i])) * light)
		green[i] = over255((255 - uint32(magenta[i])) * light)
		blue[i] = over255((255 - uint32(yellow[i])) * light)
	}
}

// over255 divides by 255 and rounds to nearest. There are no ties: 255 is odd.
func over255(value uint32) uint8 { return uint8((value + 127) / 255) }

// RGBToGrey computes the luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B, with the weights over 2^16 that Pillow's mode L has. The
// destination may be a source.
func RGBToGrey(grey, red, green, blue []uint8) {
	n := len(grey)
	red, green, blue = red[:n], green[:n], blue[:n]
	for i := range grey {
		grey[i] = uint8((19595*uint32(red[i]) + 38470*uint32(green[i]) + 7471*uint32(blue[i]) + 1<<15) >> 16)
	}
}
