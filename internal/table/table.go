// Package table lays out rows of words and numbers for people to read.
package table

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Table is a list of rows of the same number of cells. The first is the header.
type Table struct {
	Rows [][]string
	Left int // columns that begin at the left; those after end at the right, as numbers do
}

// Add appends a row.
func (t *Table) Add(cells ...string) { t.Rows = append(t.Rows, cells) }

// String lays the rows out with spaces, one a line.
func (t *Table) String() string {
	return t.lines(func(_ int, cells []string) string { return strings.TrimRight(strings.Join(cells, "  "), " ") })
}

// Markdown lays the rows out as a table of Markdown.
func (t *Table) Markdown() string {
	return t.lines(func(i int, cells []string) string {
		line := "| " + strings.Join(cells, " | ") + " |"
		if i > 0 {
			return line
		}
		line += "\n|"
		for column := range cells {
			if column < t.Left {
				line += "---|"
			} else {
				line += "---:|"
			}
		}
		return line
	})
}

// lines pads the cells of each row to the width of their column and writes what join makes of them.
func (t *Table) lines(join func(i int, cells []string) string) string {
	var widths []int
	for _, row := range t.Rows {
		for column, cell := range row {
			if column == len(widths) {
				widths = append(widths, 0)
			}
			widths[column] = max(widths[column], utf8.RuneCountInString(cell))
		}
	}
	var text strings.Builder
	for i, row := range t.Rows {
		cells := make([]string, len(row))
		for column, cell := range row {
			if column < t.Left {
				cells[column] = fmt.Sprintf("%-*s", widths[column], cell)
			} else {
				cells[column] = fmt.Sprintf("%*s", widths[column], cell)
			}
		}
		text.WriteString(join(i, cells) + "\n")
	}
	return text.String()
}
