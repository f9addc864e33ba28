package pixel

import (
	"fmt"
	"math"
	"testing"
)

// Every colour with every alpha.
func TestDeinterleaveOverWhite(t *testing.T) {
	premultiplied := func(colour, alpha float64) float64 { return min(colour+255-alpha, 255) }
	straight := func(colour, alpha float64) float64 { return math.Round((colour*alpha + 255*(255-alpha)) / 255) }
	cases := []struct {
		name         string
		deinterleave func(red, green, blue, interleaved []uint8)
		over         func(colour, alpha float64) float64
	}{{"RGBA", DeinterleaveRGBA, premultiplied}, {"NRGBA", DeinterleaveNRGBA, straight}}
	r := generator()
	for _, c := range cases {
		for alpha := range 256 {
			interleaved := randomBytes(r, 4*256)
			for i := range 256 {
				interleaved[4*i], interleaved[4*i+3] = uint8(i), uint8(alpha)
			}
			var red, green, blue [256]uint8
			c.deinterleave(red[:], green[:], blue[:], interleaved)
			for i := range 256 {
				var want [3]uint8
				for k := range want {
					want[k] = uint8(c.over(float64(interleaved[4*i+k]), float64(alpha)))
				}
				equalBytes(t, fmt.Sprintf("%s, pixel %v", c.name, interleaved[4*i:][:4]), []uint8{red[i], green[i], blue[i]}, want[:])
			}
		}
	}
}
