package picture

import "image"

// Lengths of a contact sheet, in dots.
const (
	columnGap   = 32
	rowGap      = 36
	captionGap  = 12
	leastColumn = 200 // so that captions under narrow images have room
)

// captionLines is the number of lines that a caption may take.
const captionLines = 2

// A contactSheet is a laid-out grid of images.
type contactSheet struct {
	header        header
	images        []Image
	captions      [][]string // broken into lines
	columns       int
	origin, pitch image.Point // of the first column and row, and from one to the next
	column        int         // width of a column
	tallest       int         // height of the tallest image
	width, height int
}

// captionFace sets the captions.
func captionFace() typeface { return regular(8.5, ink) }

// layOutSheet decides where everything goes. It expects arguments that were checked.
func layOutSheet(title string, columns int, images []Image) contactSheet {
	s := contactSheet{header: header{title: title}, images: images, columns: min(columns, len(images)), column: leastColumn}
	for _, m := range images {
		size := m.shownSize()
		s.column = max(s.column, size.X)
		s.tallest = max(s.tallest, size.Y)
	}
	lines := 0
	for _, m := range images {
		caption := captionFace().wrap(m.Caption, s.column, captionLines)
		s.captions = append(s.captions, caption)
		lines = max(lines, len(caption))
	}
	rows := (len(images) + s.columns - 1) / s.columns
	s.origin = image.Pt(margin, margin+s.header.height())
	s.pitch = image.Pt(s.column+columnGap, s.tallest+lines*captionFace().lineHeight()+rowGap)
	if lines > 0 {
		s.pitch.Y += captionGap
	}
	s.width = max(2*margin+s.columns*s.pitch.X-columnGap, min(2*margin+s.header.width(), figureWidth))
	s.height = s.origin.Y + rows*s.pitch.Y - rowGap + margin
	return s
}

// at returns where image i is shown: centred in its column, standing on its caption.
func (s *contactSheet) at(i int) image.Rectangle {
	size := s.images[i].shownSize()
	corner := s.origin.Add(image.Pt(i%s.columns*s.pitch.X+(s.column-size.X)/2, i/s.columns*s.pitch.Y+s.tallest-size.Y))
	return image.Rectangle{corner, corner.Add(size)}
}

// draw draws everything.
func (s *contactSheet) draw(c *canvas) {
	s.header.draw(c, s.width-2*margin)
	face := captionFace()
	for i, m := range s.images {
		place := s.at(i)
		c.place(place.Min, m.shown())
		c.frame(place, 1, grid)
		x, _ := centre(place)
		y := float64(place.Max.Y+captionGap) + face.capHeight()
		for _, line := range s.captions[i] {
			c.text(face, x, y, atCentre, line)
			y += float64(face.lineHeight())
		}
	}
}
