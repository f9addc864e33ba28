package kernel

// Batch normalisation: Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift",
// 2015. Inputs, outputs and their gradients have the shape of c; statistics, scale, shift and theirs have length c.Channels.

// BatchNormStatistics sets mean and variance to those of each channel of input, over images and pixels. The variance is the biased one: the
// mean squared deviation. It is accurate when the mean is much larger than the deviation.
func BatchNormStatistics[T Float](c Channels, mean, variance, input []T) {
	count := float64(c.Batch * c.Size)
	c.forChannels(func(channel int) {
		var total, squares float64
		for image := range c.Batch {
			total += sum(channelPlane(c, input, image, channel))
		}
		m := total / count
		for image := range c.Batch {
			squares += sumSquaredDeviations(channelPlane(c, input, image, channel), m)
		}
		mean[channel], variance[channel] = T(m), T(squares/count)
	})
}

// UpdateRunning sets running to (1 - momentum) * running + momentum * factor * batch: an average in which older batches fade. factor turns
// the biased variance of a batch into an unbiased one.
func UpdateRunning[T Float](running, batch []T, momentum, factor T) {
	combine(running, running, batch, func(output, running, batch []T) {
		output, batch = output[:len(running)], batch[:len(running)]
		for i, r := range running {
			output[i] = (1-momentum)*r + momentum*factor*batch[i]
		}
	})
}

// BatchNorm sets output to (input - mean) / sqrt(variance + epsilon) * scale + shift.
func BatchNorm[T Float](c Channels, output, input, scale, shift, mean, variance []T, epsilon T) {
	c.forChannels(func(channel int) {
		factor := scale[channel] * T(inverseDeviation(float64(variance[channel]), epsilon))
		m, b := mean[channel], shift[channel]
		for image := range c.Batch {
			normalise(channelPlane(c, output, image, channel), channelPlane(c, input, image, channel), m, factor, b)
		}
	})
}

// BatchNormScaleGradient sets scaleGradient to the sum of outputGradient times the normalised input, over images and pixels. The gradient of
// the shift is ChannelSum.
func BatchNormScaleGradient[T Float](c Channels, scaleGradient, outputGradient, input, mean, variance []T, epsilon T) {
	c.forChannels(func(channel int) {
		m := float64(mean[channel])
		var total float64
		for image := range c.Batch {
			total += sumWeightedDeviations(channelPlane(c, outputGradient, image, channel), channelPlane(c, input, image, channel), m)
		}
		scaleGradient[channel] = T(total * inverseDeviation(float64(variance[channel]), epsilon))
	})
}

// BatchNormInputGradient sets inputGradient to the gradient in training, where mean and variance are those of the input and depend on it. It
// takes the gradients of scale and shift because they hold the sums that it needs.
func BatchNormInputGradient[T Float](c Channels, inputGradient, outputGradient, input, scale, scaleGradient, shiftGradient, mean,
	variance []T, epsilon T) {
	count := float64(c.Batch * c.Size)
	c.forChannels(func(channel int) {
		inverse := inverseDeviation(float64(variance[channel]), epsilon)
		factor := float64(scale[channel]) * inverse
		g := normGradient[T]{
			mean:     mean[channel],
			factor:   T(factor),
			constant: T(factor * float64(shiftGradient[channel]) / count),
			linear:   T(factor * inverse * float64(scaleGradient[channel]) / count),
		}
		for image := range c.Batch {
			g.apply(channelPlane(c, inputGradient, image, channel), channelPlane(c, outputGradient, image, channel),
				channelPlane(c, input, image, channel))
		}
	})
}

// BatchNormFixedInputGradient sets inputGradient to outputGradient * scale / sqrt(variance + epsilon): the gradient in evaluation, where
// mean and variance are constants.
func BatchNormFixedInputGradient[T Float](c Channels, inputGradient, outputGradient, scale, variance []T, epsilon T) {
	c.forChannels(func(channel int) {
		factor := scale[channel] * T(inverseDeviation(float64(variance[channel]), epsilon))
		for image := range c.Batch {
			to, from := channelPlane(c, inputGradient, image, channel), channelPlane(c, outputGradient, image, channel)
			to = to[:len(from)]
			for i, g := range from {
				to[i] = factor * g
			}
		}
	})
}
