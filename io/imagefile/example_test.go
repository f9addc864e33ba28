package imagefile_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// The left half of a picture, mirrored and at half its size.
func ExampleDecoder_DecodeView() {
	picture := image.NewGray(image.Rect(0, 0, 8, 4))
	for x := range 8 {
		for y := range 4 {
			picture.SetGray(x, y, color.Gray{uint8(20 * x)})
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		fmt.Println(err)
		return
	}
	var decoder imagefile.Decoder
	var left dataset.Image
	view := imagefile.View{Right: 4, Bottom: 4, Height: 2, Width: 2, Filter: imagefile.Area, Mirror: true}
	if err := decoder.DecodeView(file.Bytes(), 1, view, &left); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(imagefile.Format(file.Bytes()), left.Channels, left.Height, left.Width, left.Pixels)
	// Output: png 1 2 2 [50 10 50 10]
}
