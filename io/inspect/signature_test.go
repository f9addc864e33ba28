package inspect

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
)

// The outline is the same, the colours are not.
func TestSignaturesTellColoursApart(t *testing.T) {
	m := photograph(rand.New(rand.NewPCG(1, 1)), 0, 64, 64)
	other := image.NewRGBA(m.Rect)
	for i := range 64 * 64 {
		c := m.RGBAAt(i%64, i/64)
		other.SetRGBA(i%64, i/64, color.RGBA{c.B, c.R, c.G, 255})
	}
	a, b := measured(t, asPNG(t, m)), measured(t, asPNG(t, other))
	if a.signature.like(&b.signature) {
		t.Error("images of other colours have like signatures")
	}
}

// The colours and the outline are much the same: a dark square on grey, here and there.
func TestSignaturesTellPlacesApart(t *testing.T) {
	square := func(x, y int) *measurement {
		m := plain(color.Gray{120}, 64, 64)
		for i := range 16 * 16 {
			m.Set(x+i%16, y+i/16, color.Gray{90})
		}
		return measured(t, asPNG(t, m))
	}
	here, same, there := square(8, 8), square(9, 8), square(40, 40)
	if !here.signature.like(&same.signature) {
		t.Error("squares that are one pixel apart have signatures that are not alike")
	}
	if here.signature.like(&there.signature) {
		t.Error("squares at other places have like signatures")
	}
}
