package picture

// A header is the title of a picture and a remark under it. Either may be empty.
type header struct{ title, remark string }

func (h header) titleFace() typeface  { return bold(14, ink) }
func (h header) remarkFace() typeface { return regular(9.5, pencil) }

// headerGap is the space between the header and what is under it.
const headerGap = 28

// width is the width that shows all of the header, in dots.
func (h header) width() int {
	return max(h.titleFace().width(oneLine(h.title)), h.remarkFace().width(h.remark))
}

// height is the height of the header with the gap below it, in dots.
func (h header) height() int {
	height := 0
	if h.title != "" {
		height += h.titleFace().lineHeight()
	}
	if h.remark != "" {
		height += h.remarkFace().lineHeight()
	}
	if height > 0 {
		height += headerGap
	}
	return height
}

// draw writes the header at the top left of the picture, shortened to width.
func (h header) draw(c *canvas, width int) {
	y := margin
	for _, line := range []struct {
		face typeface
		text string
	}{{h.titleFace(), oneLine(h.title)}, {h.remarkFace(), h.remark}} {
		if line.text == "" {
			continue
		}
		c.text(line.face, margin, float64(y)+line.face.capHeight(), atStart, line.face.shorten(line.text, width))
		y += line.face.lineHeight()
	}
}
