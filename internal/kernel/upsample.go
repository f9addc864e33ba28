package kernel

// Upsampling enlarges images by a whole factor. Input shape (Batch, Channels, Height, Width); output shape (Batch, Channels, Factor *
// Height, Factor * Width).
type Upsampling struct{ Batch, Channels, Height, Width, Factor int }

// forUpsampled calls body for each plane of the output and the plane of the input it comes from.
func forUpsampled[T Float](u Upsampling, output, input []T, body func(output, input []T)) {
	from := u.Height * u.Width
	to := from * u.Factor * u.Factor
	for plane := range u.Batch * u.Channels {
		body(output[plane*to:(plane+1)*to], input[plane*from:(plane+1)*from])
	}
}
