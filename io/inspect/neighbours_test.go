package inspect

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestReservoirDrawsEvenly(t *testing.T) {
	const size, total, rounds = 10, 40, 2000
	var counts [total]int
	r := newReservoir(size)
	for range rounds {
		r.seen, r.places, r.features = 0, nil, nil
		for i := range total {
			r.offer(i, new(feature))
		}
		for _, place := range r.places {
			counts[place]++
		}
	}
	// Each is drawn in a quarter of the rounds: 500, with a standard deviation of 19.4. The generator is seeded, so that this is no gamble.
	for i, n := range counts {
		if math.Abs(float64(n)-500) > 5*19.4 {
			t.Errorf("place %d was drawn %d times, want about 500", i, n)
		}
	}
}

func TestLargestAreThoseOfSorting(t *testing.T) {
	generator := rand.New(rand.NewPCG(1, 5))
	for _, n := range []int{0, 1, 5, nearest, nearest + 1, 300} {
		values := make([]float32, n)
		var order []int
		skip := n / 2
		for i := range values {
			values[i] = float32(generator.IntN(20)) // many are equal: the first come first
			if i != skip {
				order = append(order, i)
			}
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[b], values[a]) })
		if got, want := largest(values, skip), order[:min(nearest, len(order))]; !slices.Equal(got, want) {
			t.Errorf("of %v but %d the largest are at %v, want %v", values, skip, got, want)
		}
	}
}

// More samples than fit a block of rows, each with a twin that differs little.
func TestNeighboursFindTwins(t *testing.T) {
	generator := rand.New(rand.NewPCG(2, 5))
	const n = 2*neighbourRow + 90
	r := newReservoir(n)
	var f feature
	for i := range n {
		for j := range f {
			if i%2 == 0 {
				f[j] = 100 * generator.Float32()
			} else {
				f[j] += generator.Float32()
			}
		}
		r.offer(i, &f)
	}
	twins := make([]int, n)
	if err := r.neighbours(context.Background(), func(i int, near []int) { twins[i] = near[0] }); err != nil {
		t.Fatal(err)
	}
	for i, twin := range twins {
		if twin != i^1 {
			t.Errorf("the nearest to %d is %d, want its twin", i, twin)
		}
	}
}

func TestDirections(t *testing.T) {
	for i := range 360 {
		angle := (float64(i) + 0.5) * math.Pi / 180
		want := int(float64(i%180) / 22.5)
		if i%45 == 22 { // half a degree from a border of two directions
			continue
		}
		if got := direction(math.Cos(angle), math.Sin(angle)); got != want {
			t.Errorf("a gradient at %d degrees has direction %d, want %d", i, got, want)
		}
	}
	if got := direction(0, 0); got != 0 {
		t.Errorf("no gradient has direction %d, want 0", got)
	}
}
