package kernel

// BatchNormStatistics sets mean and variance to those of each channel of input, over images and pixels. The variance is the biased one: the
// mean squared deviation. It is accurate when the mean is much larger than the deviation.
//
// One pass suffices. It adds the deviations from the mean of the channel's first image, and their squares; deviations says what becomes of
// them. That shift s cancels few digits: n images of one size have a variance of at least (s - mean)^2 / n, by Jensen's inequality on the
// first, so that the difference is at least a share 1 / (n + 1) of what it is computed from.
func BatchNormStatistics[T Float](c Channels, mean, variance, input []T) {
	if c.Size == 1 && c.Batch > 0 {
		columnStatistics(c, mean, variance, input)
		return
	}
	v, count := vectorsOf[T](), float64(c.Batch*c.Size)
	c.forChannels(func(channel int) {
		var shift T
		if c.Batch > 0 {
			shift = T(v.sum(channelPlane(c, input, 0, channel)) / float64(c.Size))
		}
		var total, squares float64
		for image := range c.Batch {
			t, s := v.sums(channelPlane(c, input, image, channel), shift)
			total += t
			squares += s
		}
		m, s := deviations(float64(shift), total, squares, count)
		mean[channel], variance[channel] = T(m), T(s)
	})
}

// columnStatistics is BatchNormStatistics for Size 1, and at least one image.
func columnStatistics[T Float](c Channels, mean, variance, input []T) {
	buffer := borrow[float64](2 * c.Channels)
	defer giveBack(buffer)
	v, totals, squares := vectorsOf[T](), (*buffer)[:c.Channels], (*buffer)[c.Channels:2*c.Channels]
	clear(totals)
	clear(squares)
	c.forColumns(func(low, high int) {
		for image := range c.Batch {
			v.addColumnMoments(totals[low:high], squares[low:high], input[image*c.Channels+low:image*c.Channels+high], input[low:high])
		}
		for i := low; i < high; i++ {
			m, s := deviations(float64(input[i]), totals[i], squares[i], float64(c.Batch))
			mean[i], variance[i] = T(m), T(s)
		}
	})
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
