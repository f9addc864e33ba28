package inspect

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// mostCommon is the number of sizes that a report lists.
const mostCommon = 5

// statistics gathers what is reported of a split. Its memory grows with the number of different sizes, not of samples.
type statistics struct {
	samples, readable int
	classes           []int // number of readable samples
	bytes             int64
	formats           map[string]int
	sizes             map[[2]int]int // by width and height
	grey              int
	mean, square      [3]float64 // sums over the samples
}

func newStatistics(classes int) *statistics {
	return &statistics{classes: make([]int, classes), formats: map[string]int{}, sizes: map[[2]int]int{}}
}

// add counts a sample.
func (s *statistics) add(m *measurement) {
	s.samples++
	if m.problem != "" {
		return
	}
	s.readable++
	s.classes[m.label]++
	s.bytes += int64(m.bytes)
	s.formats[m.format]++
	s.sizes[[2]int{m.width, m.height}]++
	if m.grey {
		s.grey++
	}
	for c := range s.mean {
		s.mean[c] += m.mean[c]
		s.square[c] += m.square[c]
	}
}

// report writes down what was gathered.
func (s *statistics) report(name string, classes []string) SplitReport {
	r := SplitReport{
		Name: name, Samples: s.samples, Readable: s.readable, Bytes: s.bytes, Formats: s.formats, Grey: s.grey,
		Classes: make([]ClassCount, len(classes)), Imbalance: imbalance(s.classes),
		Width: s.distribution(0), Height: s.distribution(1), Sizes: s.common(), Mean: []float64{}, Deviation: []float64{},
	}
	for i, class := range classes {
		r.Classes[i] = ClassCount{Name: class, Samples: s.classes[i]}
	}
	if s.readable == 0 {
		return r
	}
	channels := 3
	if s.grey == s.readable {
		channels = 1
	}
	for c := range channels {
		mean, square := s.mean[c]/float64(s.readable), s.square[c]/float64(s.readable)
		r.Mean = append(r.Mean, mean)
		r.Deviation = append(r.Deviation, math.Sqrt(max(0, square-mean*mean)))
	}
	return r
}

// imbalance is the largest count over the smallest that is not 0.
func imbalance(counts []int) float64 {
	least, most := 0, 0
	for _, n := range counts {
		if n > 0 && (least == 0 || n < least) {
			least = n
		}
		most = max(most, n)
	}
	if least == 0 {
		return 0
	}
	return float64(most) / float64(least)
}

// distribution describes the widths (axis 0) or heights (axis 1).
func (s *statistics) distribution(axis int) Distribution {
	if s.readable == 0 {
		return Distribution{}
	}
	counts := map[int]int{}
	for size, n := range s.sizes {
		counts[size[axis]] += n
	}
	values := slices.Sorted(maps.Keys(counts))
	d := Distribution{Min: values[0], Max: values[len(values)-1]}
	below := 0
	for _, v := range values {
		if below += counts[v]; 2*below >= s.readable {
			d.Median = v
			break
		}
	}
	return d
}

// common returns the most common sizes.
func (s *statistics) common() []SizeCount {
	sizes := make([]SizeCount, 0, len(s.sizes))
	for size, n := range s.sizes {
		sizes = append(sizes, SizeCount{Width: size[0], Height: size[1], Samples: n})
	}
	slices.SortFunc(sizes, func(a, b SizeCount) int {
		return cmp.Or(cmp.Compare(b.Samples, a.Samples), cmp.Compare(a.Width, b.Width), cmp.Compare(a.Height, b.Height))
	})
	return sizes[:min(len(sizes), mostCommon)]
}
