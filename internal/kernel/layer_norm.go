package kernel

import "github.com/reefml/reef/internal/parallel"

// Rows is the shape (Rows, Columns) of tensors that are normalised row by row: Ba, Kiros and Hinton, "Layer normalization", 2016. Inputs,
// outputs and their gradients have that shape; scale, shift and their gradients have length Columns, mean and inverse length Rows.
type Rows struct{ Rows, Columns int }

// LayerNorm sets output to (input - mean) * inverse * scale + shift. It fills mean with the mean of each row, and inverse with 1 /
// sqrt(variance + epsilon), the variance being the biased one; the gradients need them.
func LayerNorm[T Float](r Rows, output, input, scale, shift, mean, inverse []T, epsilon T) {
	forLines(r.Rows, r.Columns, func(row int) {
		from, to := row*r.Columns, (row+1)*r.Columns
		m, d := runStatistics(input[from:to], epsilon)
		mean[row], inverse[row] = m, d
		y, scale, shift := output[from:to], scale[:r.Columns], shift[:r.Columns]
		for i, x := range input[from:to] {
			y[i] = (x-m)*d*scale[i] + shift[i]
		}
	})
}

// LayerNormInputGradient sets inputGradient, with mean and inverse as LayerNorm left them.
func LayerNormInputGradient[T Float](r Rows, inputGradient, outputGradient, input, scale, mean, inverse []T) {
	forLines(r.Rows, r.Columns, func(row int) {
		from, to := row*r.Columns, (row+1)*r.Columns
		g, x, scale := outputGradient[from:to], input[from:to], scale[:r.Columns]
		m, d := mean[row], inverse[row]
		var total, weighted float64 // of the gradients of the normalised elements; times these elements
		for i := range x {
			scaled := float64(g[i]) * float64(scale[i])
			total += scaled
			weighted += scaled * float64(x[i]-m)
		}
		count := float64(r.Columns)
		constant, linear := T(total/count), T(weighted*float64(d)*float64(d)/count)
		result := inputGradient[from:to]
		for i := range x {
			result[i] = d * (g[i]*scale[i] - constant - linear*(x[i]-m))
		}
	})
}

// LayerNormScaleGradient sets scaleGradient to the sum over the rows of outputGradient times the normalised input, with mean and inverse as
// LayerNorm left them. The gradient of the shift is ChannelSum of Channels{Rows, Columns, 1}.
func LayerNormScaleGradient[T Float](r Rows, scaleGradient, outputGradient, input, mean, inverse []T) {
	parallel.Blocks(r.Columns, columnBlock, func(low, high int) {
		var totals [columnBlock]float64
		for row := range r.Rows {
			g := outputGradient[row*r.Columns+low : row*r.Columns+high]
			x := input[row*r.Columns+low : row*r.Columns+high]
			m, d := float64(mean[row]), float64(inverse[row])
			for i := range x {
				totals[i] += float64(g[i]) * (float64(x[i]) - m) * d
			}
		}
		for i := range high - low {
			scaleGradient[low+i] = T(totals[i])
		}
	})
}
