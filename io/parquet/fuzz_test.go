package parquet

import (
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/reefml/reef/io/dataset"
)

// Whatever a file holds, opening it and reading what it is said to have are errors at worst.
func FuzzOpen(f *testing.F) {
	f.Add(encode(f, rowsOf(0, 3), names(named)))
	f.Add(encode(f, rowsOf(0, 9), parquet.MaxRowsPerRowGroup(4), parquet.Compression(&parquet.Snappy)))
	f.Add([]byte("PAR1\x00\x00\x00\x00PAR1"))
	f.Fuzz(func(t *testing.T, file []byte) {
		path := write(t, filepath.Join(t.TempDir(), "a.parquet"), file)
		r, err := Open(t.Context(), []string{path}, Settings{Buffer: 2})
		if err != nil {
			return
		}
		defer func() {
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		}()
		var sample dataset.Sample
		seen := 0
		for record := range r.Visit(t.Context(), dataset.Order{Shuffle: true}) {
			if err := record.Read(&sample); err == nil && (sample.Label < 0 || sample.Label >= len(r.Classes()) || len(sample.Encoded) == 0) {
				t.Errorf("row %d has label %d of %d and %d bytes", record.Index, sample.Label, len(r.Classes()), len(sample.Encoded))
			}
			if seen++; seen > 1000 { // more rows than any file of that size has; all of them fail alike
				return
			}
		}
		if seen != r.Len() {
			t.Errorf("%d rows came, want %d", seen, r.Len())
		}
	})
}
