//go:build !amd64 || noasm

package pixel

// assembled has nothing to offer: there is no assembly for this build.
func assembled() *loops { return nil }
