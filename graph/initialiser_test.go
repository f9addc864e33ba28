package graph_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/internal/random"
	"gorgonia.org/tensor"
)

// moments draws many values and returns their mean, variance and largest size.
func moments(initialise graph.Initialiser, fan graph.Fan) (mean, variance, largest float64) {
	values := make([]float64, 100_000)
	initialise(values, fan, random.Stream(1, "test"))
	for _, v := range values {
		mean += v / float64(len(values))
		largest = max(largest, math.Abs(v))
	}
	for _, v := range values {
		variance += (v - mean) * (v - mean) / float64(len(values))
	}
	return mean, variance, largest
}

func TestInitialisers(t *testing.T) {
	fan := graph.Fan{In: 50, Out: 150}
	for _, c := range []struct {
		name           string
		mean, variance float64
	}{
		{"he", 0, 2. / 50},
		{"glorot", 0, 2. / 200},
		{"zeros", 0, 0},
		{"constant:-0.5", -0.5, 0},
	} {
		initialise, err := graph.ParseInitialiser(c.name)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		mean, variance, _ := moments(initialise, fan)
		// With 100,000 values the mean is off by about sqrt(variance)/300, the variance by about 0.5 %.
		if math.Abs(mean-c.mean) > 0.02*math.Sqrt(c.variance)+1e-9 || math.Abs(variance-c.variance) > 0.03*c.variance+1e-9 {
			t.Errorf("%s: mean %v and variance %v, want %v and %v", c.name, mean, variance, c.mean, c.variance)
		}
	}
	if _, _, largest := moments(graph.Glorot, fan); largest > math.Sqrt(6./200) {
		t.Errorf("glorot draws %v, want at most sqrt(6/200)", largest)
	}
	for _, name := range []string{"", "xavier", "constant", "constant:one"} {
		if _, err := graph.ParseInitialiser(name); err == nil || !strings.Contains(err.Error(), "he, glorot, zeros or constant:NUMBER") {
			t.Errorf("%q: got the error %v, want one that names the choices", name, err)
		}
	}
}

// A parameter's first values depend on the seed and its path, not on the layers declared before it or on the element type.
func TestInitialValuesDependOnSeedAndPath(t *testing.T) {
	weight := func(seed uint64, path string, before bool) []float64 {
		store := graph.NewStore(seed, tensor.Float64)
		_, err := graph.Compile(store, graph.Settings{}, func(s *graph.Scope) {
			x := s.Input("x", 1, 4)
			if before {
				x = s.In("before").Dense(x, 4)
			}
			s.Output("y", s.In(path).Dense(x, 3))
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range store.Parameters() {
			if p.Name == path+"/weight" {
				return p.Value.Float64s()
			}
		}
		t.Fatalf("there is no %s/weight", path)
		return nil
	}
	first := weight(1, "a", false)
	if !slices.Equal(first, weight(1, "a", true)) {
		t.Error("a layer before changes the values")
	}
	if slices.Equal(first, weight(2, "a", false)) {
		t.Error("another seed gives the same values")
	}
	if slices.Equal(first, weight(1, "b", false)) {
		t.Error("another path gives the same values")
	}
}
