package kernel

import "github.com/reefml/reef/internal/scratch"

// Channels is the shape (Batch, Channels, Size) of images whose Size pixels are in one dimension. Size is 1 for the output of a dense layer.
type Channels struct{ Batch, Channels, Size int }

// elements is the number of elements.
func (c Channels) elements() int { return c.Batch * c.Channels * c.Size }

// channelPlane returns the pixels of one channel of one image.
func channelPlane[T Float](c Channels, values []T, image, channel int) []T {
	start := (image*c.Channels + channel) * c.Size
	return values[start : start+c.Size]
}

// imageRow returns the elements of one image where Size is 1.
func imageRow[T Float](c Channels, values []T, image int) []T {
	return values[image*c.Channels : (image+1)*c.Channels]
}

// columnBlock is the number of columns whose constants a kernel works out at a time, to use them for all rows.
const columnBlock = 64

// imageSums is what one call of addImages works with. The next takes it over, with the method that it hands to the threads.
type imageSums struct {
	body  func(low, high int, totals []float64)
	parts []float64 // totals of each group
	size  int       // images in a group
	n     int       // totals of a group

	add func(low, high int)
}

var imageSumsPool scratch.Pool[imageSums]

func (s *imageSums) addGroup(low, high int) { s.body(low, high, s.parts[low/s.size*s.n:][:s.n]) }

// addImages adds to totals what body adds for groups of images, on several goroutines at once, in the order of the images. One goroutine
// going through whole images is several times as fast as through one channel of all of them, whose planes lie far apart.
func (c Channels) addImages(totals []float64, body func(low, high int, totals []float64)) {
	const most = 32 // groups: more would only mean more to add up
	s := imageSumsPool.Take()
	defer imageSumsPool.GiveBack(s)
	if s.add == nil {
		s.add = s.addGroup
	}
	s.size, s.n = max((c.Batch+most-1)/most, (small/2)/max(1, c.Channels*c.Size), 1), len(totals)
	groups := (c.Batch + s.size - 1) / s.size
	buffer := borrow[float64](groups * s.n)
	defer giveBack(buffer)
	s.body, s.parts = body, cleared(*buffer, groups*s.n)
	split(c.Batch, s.size, c.elements(), s.add)
	for parts := s.parts; len(parts) > 0; parts = parts[s.n:] {
		for i, part := range parts[:s.n] {
			totals[i] += part
		}
	}
	s.body, s.parts = nil, nil
}

// ChannelSum sets sums, of length Channels, to the sum of input over images and pixels: the gradient of a bias or a shift whose output
// gradient is input.
func ChannelSum[T Float](c Channels, sums, input []T) {
	v, buffer := vectorsOf[T](), borrow[float64](c.Channels)
	defer giveBack(buffer)
	totals := cleared(*buffer, c.Channels)
	c.addImages(totals, func(low, high int, totals []float64) {
		for image := low; image < high; image++ {
			if c.Size == 1 {
				v.addColumns(totals, imageRow(c, input, image))
				continue
			}
			for channel := range totals {
				totals[channel] += v.sum(channelPlane(c, input, image, channel))
			}
		}
	})
	for i, total := range totals {
		sums[i] = T(total)
	}
}

// addColumns adds values to totals.
func addColumns[T Float](totals []float64, values []T) {
	totals = totals[:len(values)]
	for i, v := range values {
		totals[i] += float64(v)
	}
}

// cleared returns the first n numbers of a buffer, set to 0.
func cleared(buffer []float64, n int) []float64 {
	clear(buffer[:n])
	return buffer[:n]
}

// AddBias sets output to input plus the bias, of length Channels, of the channel. output may be input.
func AddBias[T Float](c Channels, output, input, bias []T) {
	v := vectorsOf[T]()
	for image := range c.Batch {
		if c.Size == 1 {
			v.add(imageRow(c, output, image), imageRow(c, input, image), bias[:c.Channels])
			continue
		}
		for channel, b := range bias[:c.Channels] {
			v.addConstant(channelPlane(c, output, image, channel), channelPlane(c, input, image, channel), b)
		}
	}
}
