package kernel

// Rows is the shape (Rows, Columns) of tensors that are normalised row by row: Ba, Kiros and Hinton, "Layer normalization", 2016. Inputs,
// outputs and their gradients have that shape; scale, shift and their gradients have length Columns, mean and inverse length Rows.
type Rows struct{ Rows, Columns int }

// LayerNorm sets output to (input - mean) * inverse * scale + shift. It fills mean with the mean of each row, and inverse with 1 /
// sqrt(variance + epsilon), the variance being the biased one; the gradients need them.
func LayerNorm[T Float](r Rows, output, input, scale, shift, mean, inverse []T, epsilon T) {
	v := vectorsOf[T]()
	for row := range r.Rows {
		from, to := row*r.Columns, (row+1)*r.Columns
		m, d := runStatistics(input[from:to], epsilon)
		mean[row], inverse[row] = m, d
		v.normaliseRow(output[from:to], input[from:to], scale[:r.Columns], shift[:r.Columns], m, d)
	}
}

// normaliseRow sets output to (input - mean) * inverse * scale + shift.
func normaliseRow[T Float](output, input, scale, shift []T, mean, inverse T) {
	input, scale, shift = input[:len(output)], scale[:len(output)], shift[:len(output)]
	for i := range output {
		output[i] = (input[i]-mean)*inverse*scale[i] + shift[i]
	}
}

// LayerNormInputGradient sets inputGradient, with mean and inverse as LayerNorm left them.
func LayerNormInputGradient[T Float](r Rows, inputGradient, outputGradient, input, scale, mean, inverse []T) {
	v := vectorsOf[T]()
	for row := range r.Rows {
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
		v.normRowGradient(inputGradient[from:to], g, x, scale, m, d, constant, linear)
	}
}

// normRowGradient sets inputGradient to inverse * (outputGradient * scale - constant - linear * (input - mean)).
func normRowGradient[T Float](inputGradient, outputGradient, input, scale []T, mean, inverse, constant, linear T) {
	outputGradient, input, scale = outputGradient[:len(inputGradient)], input[:len(inputGradient)], scale[:len(inputGradient)]
	for i := range inputGradient {
		inputGradient[i] = inverse * (outputGradient[i]*scale[i] - constant - linear*(input[i]-mean))
	}
}

// LayerNormScaleGradient sets scaleGradient to the sum over the rows of outputGradient times the normalised input, with mean and inverse as
// LayerNorm left them. The gradient of the shift is ChannelSum of Channels{Rows, Columns, 1}.
func LayerNormScaleGradient[T Float](r Rows, scaleGradient, outputGradient, input, mean, inverse []T) {
	buffer := borrow[float64](r.Columns)
	defer giveBack(buffer)
	totals := cleared(*buffer, r.Columns)
	Channels{r.Rows, r.Columns, 1}.addImages(totals, func(low, high int, totals []float64) {
		for row := low; row < high; row++ {
			g := outputGradient[row*r.Columns:][:len(totals)]
			x := input[row*r.Columns:][:len(totals)]
			m, d := float64(mean[row]), float64(inverse[row])
			for i := range totals {
				totals[i] += float64(g[i]) * (float64(x[i]) - m) * d
			}
		}
	})
	for i, total := range totals {
		scaleGradient[i] = T(total)
	}
}
