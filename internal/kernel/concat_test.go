package kernel

import "testing"

var concatOracles = oracleTable{
	"ConcatPut":  func(t *testing.T) { forEachType(t, checkConcat[float32], checkConcat[float64]) },
	"ConcatTake": func(t *testing.T) { forEachType(t, checkConcat[float32], checkConcat[float64]) },
}

// checkConcat puts parts side by side, compares the whole element by element, and takes the parts out again.
func checkConcat[T Float](t *testing.T) {
	for _, c := range []struct {
		outer, inner int
		parts        []int
	}{{1, 1, []int{1}}, {3, 5, []int{2, 1, 4}}, {1, 7, []int{0, 3}}, {0, 2, []int{3, 1}}, {40, 100, []int{3, 8}}} {
		r, total := generator(), 0
		for _, size := range c.parts {
			total += size
		}
		whole, want, offset := make([]T, c.outer*total*c.inner), make([]float64, c.outer*total*c.inner), 0
		for _, size := range c.parts {
			part := randomSlice[T](r, c.outer*size*c.inner)
			for i, v := range part {
				outer, middle, inner := i/(size*c.inner), i/c.inner%size, i%c.inner
				want[(outer*total+offset+middle)*c.inner+inner] = float64(v)
			}
			checkKernel(t, c, func() []T {
				ConcatPut(whole, part, c.outer, total, size, offset, c.inner)
				return append([]T(nil), whole...)
			}, want)
			checkKernel(t, c, func() []T {
				return into(len(part), func(taken []T) { ConcatTake(taken, whole, c.outer, total, size, offset, c.inner) })
			}, widen(part))
			offset += size
		}
	}
}
