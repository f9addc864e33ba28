//go:build amd64 && !noasm

package pixel

func assembled() *loops { return nil }
