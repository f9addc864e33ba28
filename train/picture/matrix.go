package picture

import (
	"image"
	"math"
)

// Lengths of a confusion matrix, in dots.
const (
	matrixSide   = 1200 // about the side of the matrix, where the limits of its cells allow
	smallestCell = 18   // a cell's side while each is to have a name
	largestCell  = 120
	longestName  = 340 // names are cut at this width
	blockSide    = 10  // cells between the lines of the grid, where there are too many to part each
)

// A matrix is a laid-out confusion matrix.
type matrix struct {
	header        header
	classes       []string // shortened
	recalls       []string
	counts        [][]int
	cell          int             // side of a cell
	stride        int             // each stride-th class is named
	upwards       bool            // the names of columns run upwards, as they are wider than a cell
	body          image.Rectangle // the cells
	nameRow       int             // height of the names of columns
	width, height int
}

// cellSide returns the side of one of n × n cells, in dots.
func cellSide(n int) int {
	if side := matrixSide / n; side >= smallestCell {
		return min(side, largestCell)
	}
	// The matrix grows to twice its side, which is enough to name 133 classes, before cells become too small for names.
	return max(1, min(smallestCell, 2*matrixSide/n))
}

// nameFace sets the names of classes and the recalls: as large as a row allows, up to 10 points.
func (m *matrix) nameFace() typeface {
	size := 0.8 * float64(m.cell) / points(1)
	return regular(max(5.5, min(10, size)), ink)
}

// axisFace sets what is written beside the matrix.
func (m *matrix) axisFace() typeface { return regular(10, pencil) }

// layOutMatrix decides where everything goes. It expects arguments that were checked.
func layOutMatrix(title string, classes []string, counts [][]int) matrix {
	n := len(classes)
	m := matrix{header: header{title, accuracyRemark(counts)}, recalls: recalls(counts), counts: counts, cell: cellSide(n)}
	face := m.nameFace()
	for _, name := range classes {
		m.classes = append(m.classes, face.shorten(oneLine(name), longestName))
	}
	names := face.widest(m.classes)
	m.stride = int(math.Ceil(face.capHeight() * 1.2 / float64(m.cell)))
	m.upwards = names > m.cell-labelGap
	m.nameRow = face.lineHeight()
	if m.upwards {
		m.nameRow = names
	}
	left := margin + m.axisFace().lineHeight() + labelGap + names + labelGap
	top := margin + m.header.height() + m.axisFace().lineHeight()
	m.body = image.Rect(left, top, left+n*m.cell, top+n*m.cell)
	recallColumn := labelGap + max(face.widest(m.recalls), m.axisFace().width(recallTitle))
	m.width = margin + max(m.body.Max.X+recallColumn, min(margin+m.header.width(), figureWidth-margin), left+scaleWidth())
	m.height = m.scaleTop() + scaleHeight() + margin
	return m
}

// scaleTop is where the scale of colours begins, below the names of the columns and of their axis.
func (m *matrix) scaleTop() int {
	return m.body.Max.Y + labelGap + m.nameRow + labelGap + m.axisFace().lineHeight() + panelGap
}

// at returns the cell of row i and column j.
func (m *matrix) at(i, j int) image.Rectangle {
	corner := m.body.Min.Add(image.Pt(j*m.cell, i*m.cell))
	return image.Rectangle{corner, corner.Add(image.Pt(m.cell, m.cell))}
}
