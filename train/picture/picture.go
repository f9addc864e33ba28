// Package picture draws the pictures of a run as PNG: curves of loss and accuracy, a confusion matrix, a contact sheet of images.
//
// The pictures are drawn on the canvas of gonum.org/v1/plot. Its Plot type is not used: it can neither keep a legend clear of the lines
// nor write in the right margin.
//
// Invariants:
//   - Equal input gives equal bytes.
//   - Input is checked before anything is drawn: after an error about the input, nothing has been written.
//   - Inside the package a length is in dots, the pixels of the finished picture, counted from its top left corner. Edges lie on whole
//     dots, so that they are sharp. Sizes of type alone are in points.
//
// Text is set in Liberation Sans, which covers the Latin, Greek and Cyrillic scripts; other characters show as empty boxes.
package picture

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// resolution is the number of dots an inch. It is twice that of a plain screen, so that the pictures are sharp on a dense one and in print.
const resolution = 192

// margin is the empty border of a picture.
const margin = 56

// The greys of everything that is not data.
var (
	ink    = color.RGBA{0x22, 0x26, 0x2b, 0xff} // titles and names
	pencil = color.RGBA{0x66, 0x6c, 0x73, 0xff} // labels and remarks
	rule   = color.RGBA{0xa8, 0xae, 0xb4, 0xff} // axes and frames
	grid   = color.RGBA{0xe6, 0xe8, 0xea, 0xff}
	paper  = color.RGBA{0xff, 0xff, 0xff, 0xff}
)

// palette holds the colours of series, in the order of use. They can be told apart by colour-blind readers: Okabe and Ito, "Color
// Universal Design", 2008. Its yellow is left out, being too pale on white.
var palette = []color.RGBA{
	{0x00, 0x72, 0xb2, 0xff}, // blue
	{0xd5, 0x5e, 0x00, 0xff}, // vermilion
	{0x00, 0x9e, 0x73, 0xff}, // bluish green
	{0xcc, 0x79, 0xa7, 0xff}, // reddish purple
	{0xe6, 0x9f, 0x00, 0xff}, // orange
	{0x56, 0xb4, 0xe9, 0xff}, // sky blue
	{0x22, 0x26, 0x2b, 0xff}, // black, softened to the ink of the text
}

// points returns the length of so many points (1/72 inch) in dots.
func points(n float64) float64 { return n * resolution / 72 }

// length returns a length in dots as the canvas wants it.
func length(dots float64) vg.Length { return vg.Length(dots) * vg.Inch / resolution }
