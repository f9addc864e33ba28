package folder

import (
	"testing"

	"github.com/reefml/reef/io/dataset"
)

// BenchmarkOpen lists a set of 1000 classes with 100 images each, from a file system that takes no time.
func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := OpenFS(synthetic{1000, 100}, Settings{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	set, err := OpenFS(synthetic{1000, 100}, Settings{})
	if err != nil {
		b.Fatal(err)
	}
	var sample dataset.Sample
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if err := set.Read(i, &sample); err != nil {
			b.Fatal(err)
		}
		i = (i + 99_991) % set.Len()
	}
}
