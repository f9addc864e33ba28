package pixel

import "testing"

// The images are photographs of 500 x 375 with chroma of half the resolution, of which a region of 320 x 300 becomes 224 x 224.
const side = 224

var (
	lumaRegion   = Region{70, 40, 390, 340}
	chromaRegion = Region{35, 20, 195, 170}
)

func photograph() (y, cb, cr Plane) {
	plane := func(width, height int) Plane {
		return Plane{Values: randomBytes(generator(), width*height), Width: width, Height: height, Stride: width}
	}
	return plane(500, 375), plane(250, 188), plane(250, 188)
}

func square() Plane {
	return Plane{Values: make([]uint8, side*side), Width: side, Height: side, Stride: side}
}

func eachSet(b *testing.B, bench func(b *testing.B)) {
	for _, set := range sets() {
		b.Run(set.name, func(b *testing.B) {
			before := chosen
			chosen = func() *loops { return set }
			defer func() { chosen = before }()
			b.ReportAllocs()
			bench(b)
		})
	}
}

// BenchmarkResize has weights that are kept from the last image.
func BenchmarkResize(b *testing.B) {
	y, cb, _ := photograph()
	whole := y
	for _, c := range []struct {
		name   string
		src    Plane
		region Region
		filter Filter
	}{
		{"luma bilinear", y, lumaRegion, Bilinear}, {"luma bicubic", y, lumaRegion, Bicubic}, {"luma area", y, lumaRegion, Area},
		{"chroma bilinear", cb, chromaRegion, Bilinear}, {"whole bilinear", whole, whole.Whole(), Bilinear},
	} {
		b.Run(c.name, func(b *testing.B) {
			dst := square()
			eachSet(b, func(b *testing.B) {
				var resizer Resizer
				for b.Loop() {
					if err := resizer.Resize(dst, c.src, c.region, c.filter); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

// BenchmarkShrink has the picture of a large camera, at full size.
func BenchmarkShrink(b *testing.B) {
	src := Plane{Values: randomBytes(generator(), 4000*3000), Width: 4000, Height: 3000, Stride: 4000}
	dst := square()
	eachSet(b, func(b *testing.B) {
		var resizer Resizer
		for b.Loop() {
			if err := resizer.Resize(dst, src, src.Whole(), Bilinear); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkWeights has those of both sides of luma and chroma, as a region that is new for each image needs them.
func BenchmarkWeights(b *testing.B) {
	eachSet(b, func(b *testing.B) {
		var a axis
		for b.Loop() {
			for _, pixels := range []int{500, 375, 250, 188} {
				a.set(geometry{pixels, side, 3, float64(pixels) * 0.6, Bilinear})
				chosen().prepare(&a)
			}
		}
	})
}

func BenchmarkYCbCrToRGB(b *testing.B) {
	y, cb, cr := randomBytes(generator(), side*side), randomBytes(generator(), side*side), randomBytes(generator(), side*side)
	red, green, blue := square(), square(), square()
	eachSet(b, func(b *testing.B) {
		for b.Loop() {
			YCbCrToRGB(red.Values, green.Values, blue.Values, y, cb, cr)
		}
	})
}

func BenchmarkFloat(b *testing.B) {
	src, dst := randomBytes(generator(), 3*side*side), make([]float32, 3*side*side)
	eachSet(b, func(b *testing.B) {
		for b.Loop() {
			Float(dst, src, 124, 58)
		}
	})
}

func BenchmarkReverse(b *testing.B) {
	src, dst := randomBytes(generator(), side*side), make([]uint8, side*side)
	for b.Loop() {
		Reverse(dst, src)
	}
}

func BenchmarkOrient(b *testing.B) {
	src := Plane{Values: randomBytes(generator(), 500*375), Width: 500, Height: 375, Stride: 500}
	dst := Plane{Values: make([]uint8, 500*375), Width: 375, Height: 500, Stride: 375}
	for b.Loop() {
		if err := Orient(dst, src, 6); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkImage is all that happens to an image: three planes resampled from a region that is new for each image, colours, floats.
func BenchmarkImage(b *testing.B) {
	y, cb, cr := photograph()
	planes := []Plane{square(), square(), square()}
	numbers := make([]float32, 3*side*side)
	eachSet(b, func(b *testing.B) {
		var resizer Resizer
		n := 0
		for b.Loop() {
			n++
			shift := float64(n%997) / 997
			for i, src := range []Plane{y, cb, cr} {
				region := Region{35 + shift, 20, 195 + shift, 170}
				if i == 0 {
					region = Region{70 + 2*shift, 40, 390 + 2*shift, 340}
				}
				if err := resizer.Resize(planes[i], src, region, Bilinear); err != nil {
					b.Fatal(err)
				}
			}
			r, g, b := planes[0].Values, planes[1].Values, planes[2].Values
			YCbCrToRGB(r, g, b, r, g, b)
			for i, plane := range planes {
				Float(numbers[i*side*side:][:side*side], plane.Values, 124, 58)
			}
		}
	})
}
