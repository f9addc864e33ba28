package source_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/source"
	"go.uber.org/goleak"
)

// pipeline is one that draws much.
func pipeline(t *testing.T) *augment.Pipeline {
	t.Helper()
	recipe, err := augment.Parse("crop=0.3,flip,jitter=0.3,randaugment,noise=0.1,erase", augment.Size{Height: 6, Width: 5})
	if err != nil {
		t.Fatal(err)
	}
	return &augment.Pipeline{Steps: recipe.Steps}
}

// A hashed batch is what it holds, and where the epoch goes on.
type hashed struct {
	bytes [sha256.Size]byte
	next  int
}

// hashes runs through an epoch and returns the hash of the bytes of each batch, and the samples.
func hashes(t *testing.T, from dataset.Source, order dataset.Order, loading dataset.Loading) (all []hashed, indices []int) {
	t.Helper()
	mix := augment.Mix{MixUp: 0.3, CutMix: 1}
	loading.Mix, loading.Strict = mix.Apply, true
	for batch, err := range dataset.Batches(context.Background(), from, order, loading) {
		if err != nil {
			t.Fatal(err)
		}
		h := sha256.New()
		for _, values := range [][]float32{batch.Pixels, batch.Targets} {
			for _, value := range values {
				h.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(value)))
			}
		}
		for _, label := range batch.Labels {
			h.Write([]byte{byte(label)})
		}
		all = append(all, hashed{[sha256.Size]byte(h.Sum(nil)), batch.Next})
		indices = append(indices, batch.Indices...)
	}
	return all, indices
}

// Every kind of files gives the same bytes for any number of workers and after resuming in the middle of an epoch, augmentation and mixing
// included, and each sample once, also over three ranks.
func TestBatchesOfEveryKind(t *testing.T) {
	for name := range names(t) {
		t.Run(name, func(t *testing.T) {
			defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
			data, err := source.Open(context.Background(), name)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := data.Close(); err != nil {
					t.Error(err)
				}
			}()
			augmented := dataset.Map(data.Training, pipeline(t).Apply)
			order := dataset.Order{Shuffle: true, Seed: 4, Epoch: 2}
			want, _ := hashes(t, augmented, order, dataset.Loading{Batch: 3, Workers: 1})
			if len(want) != 3 {
				t.Fatalf("there are %d batches, want 3 of 8 samples", len(want))
			}
			for _, workers := range []int{2, 8} {
				if got, _ := hashes(t, augmented, order, dataset.Loading{Batch: 3, Workers: workers}); !slices.Equal(got, want) {
					t.Errorf("%d workers give other batches than one", workers)
				}
			}
			for i := range want {
				rest := order
				rest.Start = want[i].next
				if got, _ := hashes(t, augmented, rest, dataset.Loading{Batch: 3, Workers: 2}); !slices.Equal(got, want[i+1:]) {
					t.Errorf("resumed after batch %d, the epoch goes on with other batches", i)
				}
			}
			var visited []int
			for rank := range 3 {
				share := order
				share.Rank, share.Ranks = rank, 3
				_, indices := hashes(t, augmented, share, dataset.Loading{Batch: 2})
				visited = append(visited, indices...)
			}
			slices.Sort(visited)
			if !slices.Equal(visited, []int{0, 1, 2, 3, 4, 5, 6, 7}) {
				t.Errorf("three ranks visit the samples %v, want each of 8 once", visited)
			}
		})
	}
}
