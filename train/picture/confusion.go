package picture

import (
	"fmt"
	"io"

	"github.com/pkg/errors"
)

// maxClasses bounds a confusion matrix to a picture that can still be opened.
const maxClasses = 2000

// Confusion draws a confusion matrix and writes it to w as PNG. counts[i][j] is the number of samples of class i, the rows of the
// picture, that were taken for class j, the columns.
//
// A cell is coloured by its share of the row: blue on the diagonal, where the answer is right, and vermilion elsewhere, both growing
// with the cube root of the share, so that a mistake made with 0.2 % of a class shows beside 99 %. Counts are written in the cells
// where they fit, which is up to about 30 classes, and the recall of each class, the share of its samples that were recognised, at the
// right margin. From about 130 classes on, some names are left out.
//
// The title may be empty. It is an error if classes is empty or has more than 2000 names, if counts is not square with a row for each
// class, or if a count is negative.
func Confusion(w io.Writer, title string, classes []string, counts [][]int) error {
	if err := checkCounts(classes, counts); err != nil {
		return err
	}
	m := layOutMatrix(title, classes, counts)
	c := newCanvas(m.width, m.height)
	m.draw(c)
	return c.encode(w)
}

// checkCounts reports the first reason why the matrix cannot be drawn.
func checkCounts(classes []string, counts [][]int) error {
	n := len(classes)
	if n == 0 || n > maxClasses {
		return errors.Errorf("confusion: received %d classes, expected between 1 and %d; to draw more, merge or select classes", n, maxClasses)
	}
	if len(counts) != n {
		return errors.Errorf("confusion: received %d rows of counts for %d classes, expected a row for each class", len(counts), n)
	}
	for i, row := range counts {
		if len(row) != n {
			return errors.Errorf("confusion: row %d (%q) has %d counts, expected %d, one for each class", i, classes[i], len(row), n)
		}
		for j, count := range row {
			if count < 0 {
				return errors.Errorf("confusion: row %d (%q), column %d (%q) is %d, expected a count of 0 or more",
					i, classes[i], j, classes[j], count)
			}
		}
	}
	return nil
}

// sum returns the number of samples in a row.
func sum(row []int) int {
	total := 0
	for _, count := range row {
		total += count
	}
	return total
}

// recalls returns for each class the share of its samples that were recognised, as text; a dash where there are none.
func recalls(counts [][]int) []string {
	texts := make([]string, len(counts))
	for i, row := range counts {
		texts[i] = percentage(row[i], sum(row))
	}
	return texts
}

// accuracyRemark says how many samples of all classes were recognised.
func accuracyRemark(counts [][]int) string {
	right, total := 0, 0
	for i, row := range counts {
		right += row[i]
		total += sum(row)
	}
	return fmt.Sprintf("%d of %d correct: %s", right, total, percentage(right, total))
}

// percentage writes part / whole as 97.3 %, or a dash if whole is 0. It does not round up to 100 %, which is kept for perfection.
func percentage(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	if part == whole {
		return "100 %"
	}
	return fmt.Sprintf("%.1f %%", min(99.9, 100*float64(part)/float64(whole)))
}
