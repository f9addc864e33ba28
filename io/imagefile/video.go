package imagefile

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
