package csv

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
)

// BenchmarkOpenPixels reads rows of MNIST's size.
func BenchmarkOpenPixels(b *testing.B) {
	row := "7" + strings.Repeat(",0,128,255,17", 28*28/4) + "\n"
	benchmark(b, bytes.Repeat([]byte(row), 1000))
}

// BenchmarkOpenPaths reads a table of 100000 paths.
func BenchmarkOpenPaths(b *testing.B) {
	benchmark(b, bytes.Repeat([]byte("train/n01440764/n01440764_10026.JPEG,n01440764\n"), 100_000))
}

func benchmark(b *testing.B, table []byte) {
	system := fstest.MapFS{"t.csv": {Data: table}}
	b.SetBytes(int64(len(table)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := OpenFS(system, "t.csv", Settings{}); err != nil {
			b.Fatal(err)
		}
	}
}
