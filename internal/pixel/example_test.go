package pixel_test

import (
	"fmt"

	"github.com/reefml/reef/internal/pixel"
)

// The left two columns of an image of 4 x 2, mirrored and twice as wide.
func ExampleResizer_Resize() {
	src := pixel.Plane{Values: []uint8{10, 20, 30, 40, 50, 60, 70, 80}, Width: 4, Height: 2, Stride: 4}
	dst := pixel.Plane{Values: make([]uint8, 8), Width: 4, Height: 2, Stride: 4}
	var resizer pixel.Resizer
	if err := resizer.Resize(dst, src, pixel.Region{Left: 2, Right: 0, Bottom: 2}, pixel.Area); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(dst.Row(0), dst.Row(1))
	// Output: [20 20 10 10] [60 60 50 50]
}
