package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/pkg/errors"
)

// drawn returns the decoded picture that a function writes.
func drawn(t *testing.T, write func(w io.Writer) error) *image.RGBA {
	t.Helper()
	var file bytes.Buffer
	if err := write(&file); err != nil {
		t.Fatal(err)
	}
	decoded, err := png.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	m, ok := decoded.(*image.RGBA)
	if !ok {
		t.Fatalf("the picture decodes to %T, want opaque colours", decoded)
	}
	return m
}

// at returns a pixel.
func at(m *image.RGBA, x, y float64) color.RGBA { return m.RGBAAt(int(x), int(y)) }

// blank tells whether all of r is paper.
func blank(m *image.RGBA, r image.Rectangle) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if at(m, float64(x), float64(y)) != paper {
				return false
			}
		}
	}
	return true
}

// expectError checks that an error names what was received and that nothing was written.
func expectError(t *testing.T, want string, write func(w io.Writer) error) {
	t.Helper()
	var file bytes.Buffer
	err := write(&file)
	if err == nil {
		t.Fatalf("got no error, want one with %q", want)
	}
	if !strings.Contains(err.Error(), want) {
		t.Errorf("error is %q, want it to say %q", err, want)
	}
	if file.Len() > 0 {
		t.Errorf("%d bytes were written in spite of the error %q", file.Len(), err)
	}
}

// samples are one picture of each kind.
var samples = map[string]func(w io.Writer) error{
	"curves": func(w io.Writer) error { return Curves(w, "title", ramp(12)) },
	"confusion": func(w io.Writer) error {
		return Confusion(w, "title", []string{"cat", "dog"}, [][]int{{98, 2}, {1, 99}})
	},
	"images": func(w io.Writer) error {
		return Images(w, "title", 3, []Image{noise(1, 28, 28), noise(3, 32, 32), noise(3, 300, 400)})
	},
}

// ramp returns a panel with one series, the points (i, i²) for i in [1, n].
func ramp(n int) Panel {
	s := Series{Name: "ramp"}
	for i := 1; i <= n; i++ {
		s.X = append(s.X, float64(i))
		s.Y = append(s.Y, float64(i*i))
	}
	return Panel{Title: "Ramp", X: "epoch", Y: "square", Series: []Series{s}}
}

// noise returns an image of random pixels.
func noise(channels, height, width int) Image {
	generator := rand.New(rand.NewPCG(1, 2))
	m := Image{Pixels: make([]float32, channels*height*width), Channels: channels, Height: height, Width: width, Caption: "noise"}
	for i := range m.Pixels {
		m.Pixels[i] = generator.Float32()
	}
	return m
}

func TestEqualInputGivesEqualBytes(t *testing.T) {
	for name, write := range samples {
		var first, second bytes.Buffer
		if err := write(&first); err != nil {
			t.Fatal(err)
		}
		if err := write(&second); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: two drawings of the same input differ", name)
		}
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestFailureToWriteIsReported(t *testing.T) {
	for name, write := range samples {
		if err := write(full{}); err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%s: error is %v, want the one of the writer", name, err)
		}
	}
}

func TestMarginsStayEmpty(t *testing.T) {
	for name, write := range samples {
		m := drawn(t, write)
		b := m.Bounds()
		// Only round letters may hang over the margin, by a dot or two.
		const border = margin - 4
		for _, side := range []image.Rectangle{
			{b.Min, image.Pt(b.Max.X, border)},
			{image.Pt(0, b.Max.Y-border), b.Max},
			{b.Min, image.Pt(border, b.Max.Y)},
			{image.Pt(b.Max.X-border, 0), b.Max},
		} {
			if !blank(m, side) {
				t.Errorf("%s: something is drawn in the margin %v of %v", name, side, b)
			}
		}
	}
}
