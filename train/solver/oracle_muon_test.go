package solver_test

import (
	"math"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

var muonRows = []row{
	{"zero value", func() solver.Solver { return &solver.Muon{} },
		func(s tensor.Shape) oracle { return naiveMuon(s, 0.02, 0.95, 0.0003, 0) },
		&solver.Muon{Rate: 0.02, Momentum: 0.95, VectorRate: 0.0003}},
	{"all set", func() solver.Solver {
		return &solver.Muon{Rate: 0.01, Momentum: 0.8, VectorRate: 0.01, WeightDecay: 0.1}
	},
		func(s tensor.Shape) oracle { return naiveMuon(s, 0.01, 0.8, 0.01, decayOf(s, 0.1)) }, nil},
	{"all by AdamW", func() solver.Solver { return &solver.Muon{Vectors: []string{"*"}} },
		same(func() oracle { return naiveAdam(0.0003, 0.9, 0.95, 1e-10) }), nil},
}

// naiveMuon steps a matrix by its orthogonal momentum, and a vector by AdamW.
func naiveMuon(shape tensor.Shape, rate, momentum, vectorRate, decay float64) oracle {
	if shape.Dims() < 2 {
		return shrunk(decay, vectorRate, naiveAdam(vectorRate, 0.9, 0.95, 1e-10))
	}
	var sum []float64
	step := func(weights, gradient []float64, factor float64) {
		if sum == nil {
			sum = make([]float64, len(weights))
		}
		rows, columns := shape[0], len(weights)/shape[0]
		ahead := newMatrix(rows, columns)
		for i, g := range gradient {
			sum[i] = momentum*sum[i] + g
			ahead[i/columns][i%columns] = g + momentum*sum[i]
		}
		move := ahead.orthogonal()
		for i := range weights {
			weights[i] -= factor * rate * math.Sqrt(max(1, float64(rows)/float64(columns))) * move[i/columns][i%columns]
		}
	}
	return shrunk(decay, rate, step)
}

// A matrix is rows of numbers.
type matrix [][]float64

func newMatrix(rows, columns int) matrix {
	m := make(matrix, rows)
	for i := range m {
		m[i] = make([]float64, columns)
	}
	return m
}

func (m matrix) transposed() matrix {
	t := newMatrix(len(m[0]), len(m))
	for i, row := range m {
		for j, v := range row {
			t[j][i] = v
		}
	}
	return t
}

func (m matrix) times(other matrix) matrix {
	product := newMatrix(len(m), len(other[0]))
	for i, row := range m {
		for k, v := range row {
			for j, w := range other[k] {
				product[i][j] += v * w
			}
		}
	}
	return product
}

// plus returns a*m + b*other.
func (m matrix) plus(a, b float64, other matrix) matrix {
	sum := newMatrix(len(m), len(m[0]))
	for i, row := range m {
		for j, v := range row {
			sum[i][j] = a*v + b*other[i][j]
		}
	}
	return sum
}

// orthogonal is the function zeropower_via_newtonschulz5 of the article on Muon, in float64.
func (m matrix) orthogonal() matrix {
	if len(m) > len(m[0]) {
		return m.transposed().orthogonal().transposed()
	}
	var squares float64
	for _, row := range m {
		for _, v := range row {
			squares += v * v
		}
	}
	x := m.plus(1/(math.Sqrt(squares)+1e-7), 0, m)
	for range 5 {
		square := x.times(x.transposed())
		x = x.plus(3.4445, 1, square.plus(-4.7750, 2.0315, square.times(square)).times(x))
	}
	return x
}
