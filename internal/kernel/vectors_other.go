//go:build !amd64 || noasm

package kernel

// assembledVectors has nothing to offer: there is no assembly for this build.
func assembledVectors() *vectors[float32] { return nil }
