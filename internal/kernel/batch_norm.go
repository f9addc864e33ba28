package kernel

// Batch normalisation: Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift",
// 2015. Inputs, outputs and their gradients have the shape of c; statistics, scale, shift and theirs have length c.Channels.

// UpdateRunning sets running to (1 - momentum) * running + momentum * factor * batch: an average in which older batches fade. factor turns
// the biased variance of a batch into an unbiased one.
func UpdateRunning[T Float](running, batch []T, momentum, factor T) {
	batch = batch[:len(running)]
	for i, r := range running {
		running[i] = (1-momentum)*r + momentum*factor*batch[i]
	}
}

// BatchNorm sets output to (input - mean) / sqrt(variance + epsilon) * scale + shift.
func BatchNorm[T Float](c Channels, output, input, scale, shift, mean, variance []T, epsilon T) {
	affine := func(channel int) normAffine[T] {
		factor := scale[channel] * T(inverseDeviation(float64(variance[channel]), epsilon))
		return normAffine[T]{mean[channel], factor, shift[channel]}
	}
	if c.Size == 1 {
		for low := 0; low < c.Channels; low += columnBlock {
			high := min(low+columnBlock, c.Channels)
			var parts [columnBlock]normAffine[T]
			for i := range high - low {
				parts[i] = affine(low + i)
			}
			for image := range c.Batch {
				y, x := output[image*c.Channels+low:image*c.Channels+high], input[image*c.Channels+low:image*c.Channels+high]
				for i, v := range x {
					y[i] = (v-parts[i].mean)*parts[i].factor + parts[i].shift
				}
			}
		}
		return
	}
	v := vectorsOf[T]()
	for image := range c.Batch {
		for channel := range c.Channels {
			a := affine(channel)
			v.normalise(channelPlane(c, output, image, channel), channelPlane(c, input, image, channel), a.mean, a.factor, a.shift)
		}
	}
}

// BatchNormFixedInputGradient sets inputGradient to outputGradient * scale / sqrt(variance + epsilon): the gradient in evaluation, where
// mean and variance are constants.
func BatchNormFixedInputGradient[T Float](c Channels, inputGradient, outputGradient, scale, variance []T, epsilon T) {
	if c.Size == 1 {
		for i, s := range scale[:c.Channels] {
			factor := s * T(inverseDeviation(float64(variance[i]), epsilon))
			for at := i; at < c.Batch*c.Channels; at += c.Channels {
				inputGradient[at] = factor * outputGradient[at]
			}
		}
		return
	}
	v := vectorsOf[T]()
	for image := range c.Batch {
		for channel := range c.Channels {
			factor := scale[channel] * T(inverseDeviation(float64(variance[channel]), epsilon))
			v.scale(channelPlane(c, inputGradient, image, channel), channelPlane(c, outputGradient, image, channel), factor)
		}
	}
}
