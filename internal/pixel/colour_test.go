package pixel

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"testing"
)

// Every triple of a luma and chromas, against float64 rounded to nearest and against the standard library, whose weights are 16-bit and whose
// result it truncates.
func TestYCbCrToRGB(t *testing.T) {
	forEachSet(t, func(t *testing.T) {
		var y, cb, cr, red, green, blue [256]uint8
		for i := range y {
			y[i] = uint8(i)
		}
		for n := range 1 << 16 {
			for i := range y {
				cb[i], cr[i] = uint8(n>>8), uint8(n)
			}
			YCbCrToRGB(red[:], green[:], blue[:], y[:], cb[:], cr[:])
			b, r := float64(cb[0])-128, float64(cr[0])-128
			for i := range y {
				got := [3]uint8{red[i], green[i], blue[i]}
				l := float64(i)
				exact := [3]float64{l + 1.402*r, l - 0.344136*b - 0.714136*r, l + 1.772*b}
				var library [3]uint8
				library[0], library[1], library[2] = color.YCbCrToRGB(y[i], cb[i], cr[i])
				for c := range got {
					// Weights of 15 bits are off by 2^-16 each, for chromas of up to 128.
					if math.Abs(float64(got[c])-min(max(exact[c], 0), 255)) > 0.5+2*128.0/(1<<16) {
						t.Fatalf("y %d, cb %d, cr %d: component %d is %d, want %v", y[i], cb[i], cr[i], c, got[c], exact[c])
					}
					if difference := int(got[c]) - int(library[c]); difference < -1 || difference > 1 {
						t.Fatalf("y %d, cb %d, cr %d: component %d is %d, image/color has %d", y[i], cb[i], cr[i], c, got[c], library[c])
					}
				}
			}
		}
	})
}

func TestYCbCrToRGBInPlace(t *testing.T) {
	r := generator()
	for n := range 100 {
		y, cb, cr := randomBytes(r, n), randomBytes(r, n), randomBytes(r, n)
		red, green, blue := make([]uint8, n), make([]uint8, n), make([]uint8, n)
		yCbCrToRGB(red, green, blue, y, cb, cr)
		for _, set := range sets() {
			use(t, set)
			a, b, c := slices.Clone(y), slices.Clone(cb), slices.Clone(cr)
			YCbCrToRGB(a, b, c, a, b, c)
			what := fmt.Sprintf("%s, %d pixels", set.name, n)
			equalBytes(t, what, a, red)
			equalBytes(t, what, b, green)
			equalBytes(t, what, c, blue)
		}
	}
}

func TestCMYKToRGB(t *testing.T) {
	r := generator()
	for ink := range 256 {
		for black := range 256 {
			cyan, magenta, yellow := []uint8{uint8(ink)}, randomBytes(r, 1), randomBytes(r, 1)
			var want []uint8
			for _, value := range []uint8{cyan[0], magenta[0], yellow[0]} {
				want = append(want, uint8(math.Round(float64(255-int(value))*float64(255-black)/255)))
			}
			CMYKToRGB(cyan, magenta, yellow, cyan, magenta, yellow, []uint8{uint8(black)})
			equalBytes(t, fmt.Sprintf("ink %d, black %d", ink, black), []uint8{cyan[0], magenta[0], yellow[0]}, want)
		}
	}
}

func TestRGBToGrey(t *testing.T) {
	r := generator()
	red, green, blue := randomBytes(r, 10001), randomBytes(r, 10001), randomBytes(r, 10001)
	grey := make([]uint8, len(red))
	RGBToGrey(grey, red, green, blue)
	for i, got := range grey {
		// Three weights of 16 bits are off by 2^-17 each.
		want := 0.299*float64(red[i]) + 0.587*float64(green[i]) + 0.114*float64(blue[i])
		if math.Abs(float64(got)-want) > 0.5+3*255.0/(1<<17) {
			t.Fatalf("(%d, %d, %d) has luma %d, want %v", red[i], green[i], blue[i], got, want)
		}
	}
	RGBToGrey(red, red, green, blue)
	equalBytes(t, "in place", red, grey)
	white := []uint8{255}
	RGBToGrey(white, white, white, white)
	equalBytes(t, "white", white, []uint8{255})
}
