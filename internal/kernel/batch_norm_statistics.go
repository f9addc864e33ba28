package kernel

// BatchNormStatistics sets mean and variance to those of each channel of input, over images and pixels. The variance is the biased one: the
// mean squared deviation. It is accurate when the mean is much larger than the deviation.
//
// One pass suffices. It adds the deviations from the mean of the channel's first image, and their squares; deviations says what becomes of
// them. That shift s cancels few digits: n images of one size have a variance of at least (s - mean)^2 / n, by Jensen's inequality on the
// first, so that the difference is at least a share 1 / (n + 1) of what it is computed from.
func BatchNormStatistics[T Float](c Channels, mean, variance, input []T) {
	buffer := borrow[float64](2 * c.Channels)
	defer giveBack(buffer)
	totals := cleared(*buffer, 2*c.Channels)
	shift := mean[:c.Channels] // until the mean is known
	v := vectorsOf[T]()
	clear(shift)
	for channel := range shift[:min(c.Batch, 1)*c.Channels] { // of no images there is no first
		shift[channel] = T(v.sum(channelPlane(c, input, 0, channel)) / float64(c.Size))
	}
	c.addImages(totals, func(low, high int, totals []float64) {
		for image := low; image < high; image++ {
			if c.Size == 1 {
				v.addColumnMoments(totals[:c.Channels], totals[c.Channels:], imageRow(c, input, image), shift)
				continue
			}
			for channel, s := range shift {
				total, squares := v.sums(channelPlane(c, input, image, channel), s)
				totals[channel] += total
				totals[c.Channels+channel] += squares
			}
		}
	})
	for i, s := range shift {
		m, squared := deviations(float64(s), totals[i], totals[c.Channels+i], float64(c.Batch*c.Size))
		mean[i], variance[i] = T(m), T(squared)
	}
}

// addColumnMoments adds value - shift to totals, and its square to squares.
func addColumnMoments[T Float](totals, squares []float64, values, shift []T) {
	totals, squares, shift = totals[:len(values)], squares[:len(values)], shift[:len(values)]
	for i, v := range values {
		d := float64(v) - float64(shift[i])
		totals[i] += d
		squares[i] += d * d
	}
}
