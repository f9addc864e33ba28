package kernel

// Channels is the shape (Batch, Channels, Size) of images whose Size pixels are in one dimension. Size is 1 for the output of a dense layer.
type Channels struct{ Batch, Channels, Size int }

// elements is the number of elements.
func (c Channels) elements() int { return c.Batch * c.Channels * c.Size }

// forChannels calls body once for each channel, on several goroutines at once. Channels whose elements share a cache line are done by the
// same goroutine.
func (c Channels) forChannels(body func(channel int)) {
	const line = 16 // float32 elements
	split(c.Channels, max(1, line/max(1, c.Size)), c.elements(), func(low, high int) {
		for channel := low; channel < high; channel++ {
			body(channel)
		}
	})
}

// forColumns calls body for runs of at most columnBlock channels, on several goroutines at once.
func (c Channels) forColumns(body func(low, high int)) {
	split(c.Channels, columnBlock, c.elements(), body)
}

// columnBlock is the number of columns that one goroutine goes along the rows of at a time, where Size is 1. One column after the other
// would touch a cache line for every element.
const columnBlock = 64

// channelPlane returns the pixels of one channel of one image.
func channelPlane[T Float](c Channels, values []T, image, channel int) []T {
	start := (image*c.Channels + channel) * c.Size
	return values[start : start+c.Size]
}

// ChannelSum sets sums, of length Channels, to the sum of input over images and pixels: the gradient of a bias or a shift whose output
// gradient is input.
func ChannelSum[T Float](c Channels, sums, input []T) {
	v := vectorsOf[T]()
	if c.Size == 1 {
		buffer := borrow[float64](c.Channels)
		defer giveBack(buffer)
		totals := (*buffer)[:c.Channels]
		clear(totals)
		c.forColumns(func(low, high int) {
			for image := range c.Batch {
				v.addColumns(totals[low:high], input[image*c.Channels+low:image*c.Channels+high])
			}
		})
		round(sums, totals)
		return
	}
	c.forChannels(func(channel int) {
		var total float64
		for image := range c.Batch {
			total += v.sum(channelPlane(c, input, image, channel))
		}
		sums[channel] = T(total)
	})
}

// addColumns adds values to totals.
func addColumns[T Float](totals []float64, values []T) {
	totals = totals[:len(values)]
	for i, v := range values {
		totals[i] += float64(v)
	}
}

// round sets output to the wide numbers.
func round[T Float](output []T, wide []float64) {
	output = output[:len(wide)]
	for i, v := range wide {
		output[i] = T(v)
	}
}

// AddBias sets output to input plus the bias, of length Channels, of the channel. output may be input.
func AddBias[T Float](c Channels, output, input, bias []T) {
	v := vectorsOf[T]()
	if c.Size == 1 {
		for row := range c.Batch {
			start, end := row*c.Channels, (row+1)*c.Channels
			v.add(output[start:end], input[start:end], bias[:c.Channels])
		}
		return
	}
	for image := range c.Batch {
		for channel, b := range bias[:c.Channels] {
			v.addConstant(channelPlane(c, output, image, channel), channelPlane(c, input, image, channel), b)
		}
	}
}
