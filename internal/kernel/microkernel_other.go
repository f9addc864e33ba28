//go:build !amd64 || noasm

package kernel

// assembled is empty: there is no assembly for this build.
func assembled() []*microkernel[float32] { return nil }
