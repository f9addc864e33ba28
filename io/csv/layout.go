package csv

import (
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

// A layout says what is in which column, counted from 0. -1 is none.
type layout struct {
	columns                 []string // their names, or nothing if the table has no header
	fields                  int      // in a row
	path, label, split      int
	pixels                  []int // unless there is a path
	channels, height, width int   // of pixels
}

// findLayout looks for the columns in the first row of a table, and reports whether the row is a header.
func findLayout(first []string, settings Settings) (found layout, isHeader bool, err error) {
	if found, ok := bareLayout(first, settings); ok {
		return found, false, nil
	}
	found = layout{columns: clean(first), fields: len(first)}
	if found.label, err = found.find("Label", settings.Label, "label", "class", "class_name", "category", "target"); err != nil {
		return found, true, err
	}
	if found.label < 0 {
		return found, true, errors.Errorf("the first row has no column of labels (want one named label, or the one that Settings.Label names), "+
			"and cannot be a row of data without a header either: it has %d fields, %q", len(first), shorten(found.columns))
	}
	found.path, err = found.find("Path", settings.Path, "path", "filepath", "file_path", "file", "filename", "file_name", "image", "image_path")
	if err != nil {
		return found, true, err
	}
	if found.split, err = found.find("Split", settings.Split, "split", "subset", "partition"); err != nil || found.path >= 0 {
		return found, true, err
	}
	for column, name := range found.columns {
		if isPixel(name) {
			found.pixels = append(found.pixels, column)
		}
	}
	if len(found.pixels) == 0 {
		return found, true, errors.Errorf("there is a column of labels, but none of paths (want one named path, or the one that Settings.Path names) "+
			"and none of pixels (pixel0, pixel1, …): the columns are %q", shorten(found.columns))
	}
	return found, true, found.shape(settings)
}

// bareLayout is the layout of a table that begins with a row of data, if the row can be only that.
func bareLayout(first []string, settings Settings) (found layout, ok bool) {
	if settings.Path != "" || settings.Label != "" || settings.Split != "" {
		return found, false // names want a header
	}
	found = layout{fields: len(first), path: -1, label: 0, split: -1}
	if len(first) == 2 && isImage(first[0]) != isImage(first[1]) {
		if found.path = 1; isImage(first[0]) {
			found.path, found.label = 0, 1
		}
		return found, true
	}
	if len(first) < 5 { // two numbers, say, may be anything
		return found, false
	}
	for column, field := range first {
		if _, ok := parseInteger(field); !ok {
			return found, false
		}
		if column > 0 {
			found.pixels = append(found.pixels, column)
		}
	}
	return found, found.shape(settings) == nil
}

// find returns the column that the settings name, or else the one that has one of the usual names; -1 if there is none.
func (l *layout) find(setting, wanted string, usual ...string) (column int, err error) {
	names := usual
	if wanted != "" {
		names = []string{strings.ToLower(wanted)}
	}
	column = -1
	for i, name := range l.columns {
		if !slices.Contains(names, strings.ToLower(name)) {
			continue
		}
		if column >= 0 {
			return -1, errors.Errorf("columns %d (%s) and %d (%s) both have a fitting name: rename one, or choose with Settings.%s",
				column+1, l.columns[column], i+1, name, setting)
		}
		column = i
	}
	if column < 0 && wanted != "" {
		return -1, errors.Errorf("there is no column named %q, as Settings.%s says: the columns are %q", wanted, setting, shorten(l.columns))
	}
	return column, nil
}

// shape finds the shape of images in rows of pixels.
func (l *layout) shape(settings Settings) error {
	l.channels, l.height, l.width = settings.Channels, settings.Height, settings.Width
	if l.channels == 0 && l.height == 0 && l.width == 0 {
		side := int(math.Sqrt(float64(len(l.pixels))))
		l.channels, l.height, l.width = 1, side, side
	}
	if min(l.channels, l.height, l.width) < 1 || l.channels*l.height*l.width != len(l.pixels) {
		return errors.Errorf("a row has %d pixels, want channels × height × width = %d × %d × %d: set Settings.Channels, Height and Width",
			len(l.pixels), l.channels, l.height, l.width)
	}
	return nil
}

// describe names a column to people, who count from 1.
func (l *layout) describe(column int) string {
	if l.columns == nil {
		return "column " + strconv.Itoa(column+1)
	}
	return "column " + strconv.Itoa(column+1) + " (" + l.columns[column] + ")"
}

// clean returns the names of columns without the spaces around them, in memory of their own.
func clean(first []string) []string {
	names := make([]string, len(first))
	for i, name := range first {
		names[i] = strings.Clone(strings.TrimSpace(name))
	}
	return names
}

// shorten keeps an error readable that lists the columns of a table of pixels.
func shorten(columns []string) []string { return columns[:min(len(columns), 10)] }

// isPixel reports whether a column holds a pixel by its name: pixel7, or 2x5 for row 2, column 5.
func isPixel(name string) bool {
	number, found := strings.CutPrefix(strings.ToLower(name), "pixel")
	if row, column, cut := strings.Cut(name, "x"); !found && cut {
		return isDigits(row) && isDigits(column)
	}
	return found && isDigits(strings.Trim(number, "_ "))
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isImage reports whether a field is the path of an image.
func isImage(field string) bool {
	return slices.Contains([]string{".bmp", ".gif", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"}, strings.ToLower(path.Ext(field)))
}
