package csv

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/internal/names"
)

// rows are what a table holds.
type rows struct {
	lines  []int32       // where each begins, from 1
	words  []int32       // the label of each in the vocabulary; of a bad row, -1
	paths  names.List    // unless the rows hold pixels
	pixels []uint8       // unless the rows hold paths
	bad    map[int]error // what is wrong with a row
}

// A problem is what is wrong with a field.
type problem struct {
	column int // -1 for the whole row
	text   string
}

// add appends a row. An error means that there is no room for it.
func (r *rows) add(record []string, line int, layout *layout, words *vocabulary, outside bool) (wrong *problem, err error) {
	path := ""
	if len(record) != layout.fields {
		wrong = &problem{-1, "the row has " + strconv.Itoa(len(record)) + " fields, want " + strconv.Itoa(layout.fields)}
	} else if layout.path >= 0 {
		path = record[layout.path]
		wrong = checkPath(path, layout.path, outside)
	}
	pixels := len(r.pixels) + len(layout.pixels)
	if wrong == nil {
		wrong = r.addPixels(record, layout)
	}
	for len(r.pixels) < pixels { // a bad row keeps the place of its pixels
		r.pixels = append(r.pixels, 0)
	}
	word := int32(-1)
	if wrong == nil {
		label := strings.TrimSpace(record[layout.label])
		if word = words.add(label); label == "" {
			word, wrong = -1, &problem{layout.label, "the label is empty"}
		}
	}
	if wrong != nil {
		path = ""
	}
	if layout.path >= 0 {
		err = r.paths.Add(path)
	}
	r.lines, r.words = append(r.lines, int32(line)), append(r.words, word)
	return wrong, err
}

// addPixels appends the pixels of a row, up to the first that is none.
func (r *rows) addPixels(record []string, layout *layout) *problem {
	for _, column := range layout.pixels {
		value, err := strconv.ParseUint(strings.TrimSpace(record[column]), 10, 8)
		if err != nil {
			return &problem{column, "the pixel is " + strconv.Quote(record[column]) + ", want a whole number from 0 to 255"}
		}
		r.pixels = append(r.pixels, uint8(value))
	}
	return nil
}

// checkPath says what is wrong with a path.
func checkPath(path string, column int, outside bool) *problem {
	if path == "" {
		return &problem{column, "the path is empty"}
	}
	if strings.IndexByte(path, 0) >= 0 {
		return &problem{column, "the path " + strconv.Quote(path) + " has a zero byte in it"}
	}
	if !outside && !filepath.IsLocal(filepath.FromSlash(path)) {
		return &problem{column, "the path " + strconv.Quote(path) + " leads out of the table's folder: Settings.Outside allows that"}
	}
	return nil
}

// fail makes row i bad.
func (r *rows) fail(i int, err error) {
	if r.bad == nil {
		r.bad = map[int]error{}
	}
	r.bad[i] = err
}

// wrap says where a problem is.
func (t *table) wrap(wrong *problem, line int, layout *layout) error {
	if wrong.column < 0 {
		return errors.Errorf("%s, line %d: %s", t.place, line, wrong.text)
	}
	return errors.Errorf("%s, line %d, %s: %s", t.place, line, layout.describe(wrong.column), wrong.text)
}
