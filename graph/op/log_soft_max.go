package op

import "github.com/reefml/reef/internal/kernel"

// LogSoftMax is the logarithm of SoftMax, computed without taking the logarithm of a small number. Output shape: that of x.
func LogSoftMax(x *Node) (*Node, error) {
	return byType(x,
		func() (*Node, error) {
			return alongClasses("LogSoftMax", x, kernel.LogSoftMax[float32], kernel.LogSoftMaxGradient[float32])
		},
		func() (*Node, error) {
			return alongClasses("LogSoftMax", x, kernel.LogSoftMax[float64], kernel.LogSoftMaxGradient[float64])
		})
}
