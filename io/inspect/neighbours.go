package inspect

import (
	"context"
	"math"
	"math/rand/v2"

	"github.com/reefml/reef/internal/kernel"
	"github.com/reefml/reef/internal/parallel"
	"github.com/reefml/reef/internal/random"
)

const (
	nearest      = 10 // samples that are asked for their class
	agreement    = 8  // of them that must be of the same other class, with none of the sample's own, for a suspicion
	neighbourRow = 256
)

// A reservoir draws so many samples from a stream of unknown length, each with the same probability (Vitter, "Random sampling with a
// reservoir", 1985, algorithm R).
type reservoir struct {
	size      int
	seen      int
	generator *rand.Rand
	places    []int32 // of the samples drawn, in the survey
	features  []feature
}

func newReservoir(size int) *reservoir {
	return &reservoir{size: max(0, size), generator: random.Stream(0, "neighbours")}
}

// offer takes the next sample of the stream.
func (r *reservoir) offer(place int, f *feature) {
	r.seen++
	if len(r.places) < r.size {
		r.places, r.features = append(r.places, int32(place)), append(r.features, *f)
	} else if i := r.generator.IntN(r.seen); i < r.size {
		r.places[i], r.features[i] = int32(place), *f
	}
}

// normalise makes the product of two features their likeness: colours, less their mean over all features, and gradients count the same.
func (r *reservoir) normalise() {
	var mean feature
	for i := range r.features {
		for j, v := range r.features[i] {
			mean[j] += v / float32(len(r.features))
		}
	}
	for i := range r.features {
		f := &r.features[i]
		for j, m := range mean {
			f[j] -= m
		}
		unit(f[:colourSize])
		unit(f[colourSize:])
	}
}

// unit gives a vector the length 1, unless it is zero.
func unit(v []float32) {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
}

// neighbours calls found for each sample with those most like it, the most like first, as places in the reservoir. The calls come from
// several goroutines.
func (r *reservoir) neighbours(ctx context.Context, found func(i int, near []int)) error {
	r.normalise()
	n := len(r.features)
	all := make([]float32, 0, n*featureSize)
	for i := range r.features {
		all = append(all, r.features[i][:]...)
	}
	products := make([]float32, neighbourRow*n)
	for first := 0; first < n; first += neighbourRow {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		rows := min(neighbourRow, n-first)
		kernel.MatMul(kernel.Product{M: rows, N: n, K: featureSize, TransposeB: true}, products, all[first*featureSize:(first+rows)*featureSize], all)
		parallel.For(rows, func(row int) {
			found(first+row, largest(products[row*n:(row+1)*n], first+row))
		})
	}
	return nil
}

// largest returns the places of the largest values but that at skip, the largest first.
func largest(values []float32, skip int) []int {
	best := make([]int, 0, nearest+1)
	for i, v := range values {
		if i == skip || len(best) == nearest && v <= values[best[nearest-1]] {
			continue
		}
		at := len(best)
		for at > 0 && v > values[best[at-1]] {
			at--
		}
		best = append(best, 0)
		copy(best[at+1:], best[at:])
		best[at] = i
		best = best[:min(len(best), nearest)]
	}
	return best
}
