package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
)

func upsampling(x *Node, factor int) (kernel.Upsampling, error) {
	if err := expectDims(x, 4, "(N, C, H, W)"); err != nil {
		return kernel.Upsampling{}, err
	}
	if factor < 1 {
		return kernel.Upsampling{}, errors.Errorf("received a factor of %d, expected at least 1", factor)
	}
	s := x.Shape()
	return kernel.Upsampling{Batch: s[0], Channels: s[1], Height: s[2], Width: s[3], Factor: factor}, nil
}

func upsample2D[T kernel.Float](name string, x *Node, u kernel.Upsampling, forward, backward func(u kernel.Upsampling, to, from []T)) (*Node, error) {
	some := func(first, last int) kernel.Upsampling {
		some := u
		some.Batch = last - first
		return some
	}
	return unary(name, x, []int{u.Batch, u.Channels, u.Factor * u.Height, u.Factor * u.Width},
		func(output, input []T, first, last int) { forward(some(first, last), output, input) },
		func(inputGradient, outputGradient []T, first, last int) {
			backward(some(first, last), inputGradient, outputGradient)
		})
}
