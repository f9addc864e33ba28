package kernel

// BatchNormPartialSums adds, for the images of c, the sum of outputGradient to shift, and the sum of outputGradient * (input - mean) to
// scale, both of length c.Channels. Summed over all images, the first is the gradient of the shift, and the second times the inverse
// deviation that of the scale. Whoever splits a batch keeps a pair of slices for each group of images and adds them in order.
func BatchNormPartialSums[T Float](c Channels, shift, scale []float64, outputGradient, input, mean []T) {
	v := vectorsOf[T]()
	for image := range c.Batch {
		if c.Size == 1 {
			v.addWeightedColumns(shift[:c.Channels], scale[:c.Channels], imageRow(c, outputGradient, image), imageRow(c, input, image),
				mean[:c.Channels])
			continue
		}
		for channel, m := range mean[:c.Channels] {
			total, weighted := v.weightedSums(channelPlane(c, outputGradient, image, channel), channelPlane(c, input, image, channel), m)
			shift[channel] += total
			scale[channel] += weighted
		}
	}
}

// addWeightedColumns adds weight to totals, and weight * (value - shift) to weighted.
func addWeightedColumns[T Float](totals, weighted []float64, weights, values, shift []T) {
	totals, weighted, weights, shift = totals[:len(values)], weighted[:len(values)], weights[:len(values)], shift[:len(values)]
	for i, v := range values {
		w := float64(weights[i])
		totals[i] += w
		weighted[i] += w * (float64(v) - float64(shift[i]))
	}
}

// BatchNormScaleGradient sets scaleGradient to the sum of outputGradient times the normalised input, over images and pixels. The gradient of
// the shift is ChannelSum.
func BatchNormScaleGradient[T Float](c Channels, scaleGradient, outputGradient, input, mean, variance []T, epsilon T) {
	buffer := borrow[float64](2 * c.Channels)
	defer giveBack(buffer)
	totals := cleared(*buffer, 2*c.Channels)
	c.addImages(totals, func(low, high int, totals []float64) {
		group, from := Channels{high - low, c.Channels, c.Size}, low*c.Channels*c.Size
		BatchNormPartialSums(group, totals[:c.Channels], totals[c.Channels:], outputGradient[from:], input[from:], mean)
	})
	for i, weighted := range totals[c.Channels:] {
		scaleGradient[i] = T(weighted * inverseDeviation(float64(variance[i]), epsilon))
	}
}

// BatchNormInputGradient sets inputGradient, for the images of c, to the gradient in training, where mean and variance are those of the
// input and depend on it. It takes the gradients of scale and shift, over the whole batch of count elements a channel, because they hold the
// sums that it needs.
func BatchNormInputGradient[T Float](c Channels, count int, inputGradient, outputGradient, input, scale, scaleGradient, shiftGradient, mean,
	variance []T, epsilon T) {
	v, share := vectorsOf[T](), 1/float64(count)
	part := func(channel int) normGradientPart[T] {
		inverse := inverseDeviation(float64(variance[channel]), epsilon)
		factor := float64(scale[channel]) * inverse
		return normGradientPart[T]{
			mean:     mean[channel],
			factor:   T(factor),
			constant: T(factor * float64(shiftGradient[channel]) * share),
			linear:   T(factor * inverse * float64(scaleGradient[channel]) * share),
		}
	}
	if c.Size == 1 {
		columnNormGradient(c, inputGradient, outputGradient, input, part)
		return
	}
	for image := range c.Batch {
		for channel := range c.Channels {
			p := part(channel)
			v.normGradient(channelPlane(c, inputGradient, image, channel), channelPlane(c, outputGradient, image, channel),
				channelPlane(c, input, image, channel), p.mean, p.factor, p.constant, p.linear)
		}
	}
}

// columnNormGradient is BatchNormInputGradient for Size 1.
func columnNormGradient[T Float](c Channels, inputGradient, outputGradient, input []T, part func(channel int) normGradientPart[T]) {
	for low := 0; low < c.Channels; low += columnBlock {
		high := min(low+columnBlock, c.Channels)
		var parts [columnBlock]normGradientPart[T]
		for i := range high - low {
			parts[i] = part(low + i)
		}
		for image := range c.Batch {
			from, to := image*c.Channels+low, image*c.Channels+high
			result, g := inputGradient[from:to], outputGradient[from:to]
			for i, x := range input[from:to] {
				p := &parts[i]
				result[i] = p.factor*g[i] - p.constant - p.linear*(x-p.mean)
			}
		}
	}
}
