package picture

import (
	"image"
	"image/color"
	stddraw "image/draw"
	"io"
	"math"

	"github.com/pkg/errors"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// A canvas is a white sheet measured in dots from its top left corner.
type canvas struct {
	sheet  *vgimg.Canvas
	area   draw.Canvas
	height float64
}

// newCanvas returns an empty canvas of width × height dots.
func newCanvas(width, height int) *canvas {
	sheet := vgimg.NewWith(
		vgimg.UseWH(length(float64(width)), length(float64(height))),
		vgimg.UseDPI(resolution),
		vgimg.UseBackgroundColor(paper),
	)
	return &canvas{sheet: sheet, area: draw.New(sheet), height: float64(height)}
}

// point turns dots counted from the top left into the library's coordinates, which start at the bottom left.
func (c *canvas) point(x, y float64) vg.Point { return vg.Point{X: length(x), Y: length(c.height - y)} }

// fill paints a rectangle.
func (c *canvas) fill(r image.Rectangle, colour color.Color) {
	stddraw.Draw(c.sheet.Image(), r, image.NewUniform(colour), image.Point{}, stddraw.Src)
}

// frame paints a border of the given thickness just outside r.
func (c *canvas) frame(r image.Rectangle, thickness int, colour color.Color) {
	outer := r.Inset(-thickness)
	c.fill(image.Rect(outer.Min.X, outer.Min.Y, outer.Max.X, r.Min.Y), colour)
	c.fill(image.Rect(outer.Min.X, r.Max.Y, outer.Max.X, outer.Max.Y), colour)
	c.fill(image.Rect(outer.Min.X, r.Min.Y, r.Min.X, r.Max.Y), colour)
	c.fill(image.Rect(r.Max.X, r.Min.Y, outer.Max.X, r.Max.Y), colour)
}

// place copies an image so that its top left corner lies at p.
func (c *canvas) place(p image.Point, m image.Image) {
	stddraw.Draw(c.sheet.Image(), m.Bounds().Sub(m.Bounds().Min).Add(p), m, m.Bounds().Min, stddraw.Over)
}

// line strokes a polygonal line through points given by point.
func (c *canvas) line(style draw.LineStyle, path ...vg.Point) { c.area.StrokeLines(style, path) }

// disc paints a disc.
func (c *canvas) disc(centre vg.Point, radius float64, colour color.Color) {
	c.area.DrawGlyphNoClip(draw.GlyphStyle{Color: colour, Radius: length(radius), Shape: draw.CircleGlyph{}}, centre)
}

// text writes one line from left to right. (x, y) is the point of the baseline named by anchor.
func (c *canvas) text(t typeface, x, y float64, anchor anchor, line string) {
	start := x - float64(anchor)*float64(t.width(line))
	c.sheet.SetColor(t.colour)
	c.sheet.FillString(t.face, c.point(start, y), line)
}

// textUpwards writes one line from bottom to top. (x, y) is the point of the baseline named by anchor.
func (c *canvas) textUpwards(t typeface, x, y float64, anchor anchor, line string) {
	start := y + float64(anchor)*float64(t.width(line))
	c.sheet.Push()
	defer c.sheet.Pop()
	c.sheet.SetColor(t.colour)
	c.sheet.Translate(c.point(x, start))
	c.sheet.Rotate(math.Pi / 2)
	c.sheet.FillString(t.face, vg.Point{}, line)
}

// encode writes the finished picture.
func (c *canvas) encode(w io.Writer) error {
	_, err := vgimg.PngCanvas{Canvas: c.sheet}.WriteTo(w)
	return errors.Wrap(err, "write picture as PNG")
}
