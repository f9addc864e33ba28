package kernel

import "testing"

var sumSquaresOracles = oracleTable{
	"SumSquares": func(t *testing.T) { forEachType(t, checkSumSquares[float32], checkSumSquares[float64]) },
}

func checkSumSquares[T Float](t *testing.T) {
	for _, n := range elementCounts {
		values := randomSlice[T](generator(), n)
		var want float64
		for _, v := range widen(values) {
			want += v * v
		}
		checkKernel(t, []int{n}, func() []float64 { return []float64{SumSquares(values)} }, []float64{want})
	}
}
