package kernel

// Group normalisation: Wu and He, "Group normalization", 2018. Each image's channels are cut into groups of neighbours, and a group is
// normalised by its own statistics. groups divides c.Channels. Inputs, outputs and their gradients have the shape of c; scale, shift
// and their gradients have length c.Channels, mean and inverse length c.Batch * groups.

// GroupNorm sets output to (input - mean) * inverse * scale + shift. It fills mean with the mean of each group, and inverse with 1 /
// sqrt(variance + epsilon), the variance being the biased one; the gradients need them.
func GroupNorm[T Float](c Channels, groups int, output, input, scale, shift, mean, inverse []T, epsilon T) {
	width := c.Channels / groups
	v, size := vectorsOf[T](), width*c.Size
	for group := range c.Batch * groups {
		m, d := runStatistics(input[group*size:(group+1)*size], epsilon)
		mean[group], inverse[group] = m, d
		image, first := group/groups, group%groups*width
		for channel := first; channel < first+width; channel++ {
			v.normalise(channelPlane(c, output, image, channel), channelPlane(c, input, image, channel), m, d*scale[channel], shift[channel])
		}
	}
}

// GroupNormInputGradient sets inputGradient, with mean and inverse as GroupNorm left them.
func GroupNormInputGradient[T Float](c Channels, groups int, inputGradient, outputGradient, input, scale, mean, inverse []T) {
	width := c.Channels / groups
	v, count := vectorsOf[T](), float64(width*c.Size)
	for group := range c.Batch * groups {
		image, first := group/groups, group%groups*width
		m, d := mean[group], float64(inverse[group])
		var total, weighted float64 // of the gradients of the normalised elements; times these elements
		for channel := first; channel < first+width; channel++ {
			g, x := channelPlane(c, outputGradient, image, channel), channelPlane(c, input, image, channel)
			t, w := v.weightedSums(g, x, m)
			total += float64(scale[channel]) * t
			weighted += float64(scale[channel]) * w * d
		}
		constant, linear := T(d*total/count), T(d*d*weighted/count)
		for channel := first; channel < first+width; channel++ {
			v.normGradient(channelPlane(c, inputGradient, image, channel), channelPlane(c, outputGradient, image, channel),
				channelPlane(c, input, image, channel), m, inverse[group]*scale[channel], constant, linear)
		}
	}
}

// GroupNormScaleGradient sets scaleGradient to the sum over images and pixels of outputGradient times the normalised input, with mean and
// inverse as GroupNorm left them. The gradient of the shift is ChannelSum.
func GroupNormScaleGradient[T Float](c Channels, groups int, scaleGradient, outputGradient, input, mean, inverse []T) {
	v, width, buffer := vectorsOf[T](), c.Channels/groups, borrow[float64](c.Channels)
	defer giveBack(buffer)
	totals := cleared(*buffer, c.Channels)
	c.addImages(totals, func(low, high int, totals []float64) {
		for image := low; image < high; image++ {
			for channel := range totals {
				group := image*groups + channel/width
				_, weighted := v.weightedSums(channelPlane(c, outputGradient, image, channel), channelPlane(c, input, image, channel),
					mean[group])
				totals[channel] += float64(inverse[group]) * weighted
			}
		}
	})
	for i, total := range totals {
		scaleGradient[i] = T(total)
	}
}
