// Package jpeg decodes parts of JPEG pictures (ITU-T T.81) into the planes of their colour components.
//
// It is made for reading random crops of photographs. Neither colours are converted nor chroma upsampled: a later
// stage resamples every plane straight from its own grid. Blocks outside the asked region are read but not
// transformed, rows below it are not read, and pictures can be decoded at 1/2, 1/4 or 1/8 of their size from the
// low frequencies alone.
//
// Baseline, extended sequential and progressive pictures of 8 bits with Huffman codes are read, of 1, 3 or 4
// components with any sampling factors. Arithmetic codes, 12 bits, lossless and hierarchical processes are refused.
//
// Invariants:
//   - Input that breaks the format gives an error that names the byte, never a panic.
//   - A Decoder that has grown to the size of its pictures no longer allocates.
//   - Memory is a copy of a scan's data, and values of the region (sequential) or coefficients of the rows down to the
//     region's end (progressive): never more blocks than the length of the data could fill.
//   - A region's values are exactly those of the whole picture.
package jpeg

import (
	"image"

	"github.com/reefml/reef/internal/pixel"
)

// Colour is what the components of a picture stand for.
type Colour int

// The colours of JPEG files. They follow from the number of components, their identifiers, and the JFIF and Adobe
// markers, as the JFIF specification and Adobe Technical Note 5116 say.
const (
	Grey Colour = iota
	YCbCr
	RGB
	CMYK
	YCCK
)

// String is the usual name of the colours.
func (c Colour) String() string {
	names := [...]string{"grey", "YCbCr", "RGB", "CMYK", "YCCK"}
	if c < 0 || int(c) >= len(names) {
		return "unknown colours"
	}
	return names[c]
}

// Sampling is the sampling factors of a component, 1 to 4: how many of its values there are, across and down, for
// as many pixels as the largest factor of the picture says.
type Sampling struct {
	Horizontal, Vertical int
}

// Header is what a file says of its picture.
type Header struct {
	Width, Height   int // pixels
	Colour          Colour
	Inverted        bool       // CMYK or YCCK of Adobe programs, where 255 is no ink
	Sampling        []Sampling // of the components, in the file's order
	LargestSampling Sampling   // the largest factor of each direction
	Progressive     bool
	Orientation     int // EXIF tag 0x0112: 1 to 8, or 0 if there is none
}

// Picture is the part of a picture that Decode was asked for.
type Picture struct {
	Header
	Shrink     int // the picture is decoded at 1/Shrink of its size: 1, 2, 4 or 8
	Components []Component
}

// Component is one plane of a Picture.
//
// In its own grid, the component's columns are the picture's, times Sampling.Horizontal, divided by
// LargestSampling.Horizontal*Shrink; rows likewise. Left and Top are where the plane's first value lies in that grid.
type Component struct {
	pixel.Plane
	Left, Top int
	Sampling  Sampling
}

// defaultMaxPixels is what MaxPixels of zero stands for.
const defaultMaxPixels = 100_000_000

// Decoder decodes pictures one after the other in the same memory. Its zero value is ready. Not for concurrent use.
type Decoder struct {
	// MaxPixels is the largest width times height that is accepted. 0 stands for 100 million.
	MaxPixels int

	segments        segmentReader
	metadata        metadata
	frame           frame
	quantisation    [4]quantisationTable
	dc, ac          [4]huffmanTable
	restartInterval int
	scans           int
	scan            scan
	bits            bitReader
	block           coefficients // all zeros between blocks
	shrink          int
	region          image.Rectangle

	planes   [4][]uint8
	stored   [4][][64]int16
	sampling [4]Sampling
	results  [4]Component
	picture  Picture
}
