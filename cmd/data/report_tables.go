package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/reefml/reef/internal/table"
	"github.com/reefml/reef/io/inspect"
)

// splitTable describes the splits, one a column.
func splitTable(splits []inspect.SplitReport) *table.Table {
	t := &table.Table{Left: 1}
	row := func(name string, cell func(s *inspect.SplitReport) string) {
		cells := []string{name}
		for i := range splits {
			cells = append(cells, cell(&splits[i]))
		}
		t.Add(cells...)
	}
	row("", func(s *inspect.SplitReport) string { return s.Name })
	row("samples", func(s *inspect.SplitReport) string { return strconv.Itoa(s.Samples) })
	row("readable", func(s *inspect.SplitReport) string { return strconv.Itoa(s.Readable) })
	row("classes", func(s *inspect.SplitReport) string { return strconv.Itoa(len(s.Classes)) })
	row("largest / smallest class", func(s *inspect.SplitReport) string { return fmt.Sprintf("%.2f", s.Imbalance) })
	row("size", func(s *inspect.SplitReport) string { return bytesOf(s.Bytes) })
	row("formats", func(s *inspect.SplitReport) string { return formats(s.Formats) })
	row("width (least, median, most)", func(s *inspect.SplitReport) string { return distribution(s.Width) })
	row("height", func(s *inspect.SplitReport) string { return distribution(s.Height) })
	row("most common size", func(s *inspect.SplitReport) string { return commonSize(s.Sizes) })
	row("grey", func(s *inspect.SplitReport) string { return strconv.Itoa(s.Grey) })
	row("mean by channel", func(s *inspect.SplitReport) string { return numbers(s.Mean) })
	row("standard deviation", func(s *inspect.SplitReport) string { return numbers(s.Deviation) })
	return t
}

func distribution(d inspect.Distribution) string {
	return fmt.Sprintf("%d, %d, %d", d.Min, d.Median, d.Max)
}

func commonSize(sizes []inspect.SizeCount) string {
	if len(sizes) == 0 {
		return "-"
	}
	return fmt.Sprintf("%d x %d (%d)", sizes[0].Width, sizes[0].Height, sizes[0].Samples)
}

func numbers(values []float64) string {
	var text []string
	for _, v := range values {
		text = append(text, fmt.Sprintf("%.4f", v))
	}
	return cmp.Or(strings.Join(text, ", "), "-")
}

func formats(counts map[string]int) string {
	var text []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		text = append(text, fmt.Sprintf("%s %d", name, counts[name]))
	}
	return cmp.Or(strings.Join(text, ", "), "-")
}

// bytesOf writes a number of bytes with a unit.
func bytesOf(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1 << 40, "TiB"}, {1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.size {
			return fmt.Sprintf("%.1f %s", float64(n)/float64(unit.size), unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}

// classesShown is the number of classes that the table lists: those with the fewest samples of the first split.
const classesShown = 20

func classTable(splits []inspect.SplitReport) *table.Table {
	t := &table.Table{Left: 1}
	header := []string{"class"}
	counts := make([]map[string]int, len(splits))
	for i, s := range splits {
		header = append(header, s.Name)
		counts[i] = map[string]int{}
		for _, class := range s.Classes {
			counts[i][class.Name] = class.Samples
		}
	}
	classes := slices.Clone(splits[0].Classes)
	if hidden := len(classes) - classesShown; hidden > 0 {
		header[0] = fmt.Sprintf("class (%d larger ones are left out)", hidden)
		slices.SortStableFunc(classes, func(a, b inspect.ClassCount) int { return cmp.Compare(a.Samples, b.Samples) })
		classes = classes[:classesShown]
	}
	t.Add(header...)
	for _, class := range classes {
		cells := []string{class.Name}
		for i := range splits {
			cells = append(cells, strconv.Itoa(counts[i][class.Name]))
		}
		t.Add(cells...)
	}
	return t
}
