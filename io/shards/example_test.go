package shards_test

import (
	"context"
	"fmt"
	"iter"
	"os"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/shards"
)

// greys are images of one pixel.
type greys []uint8

func (g greys) Len() int          { return len(g) }
func (g greys) Classes() []string { return []string{"dark", "light"} }
func (g greys) Label(i int) int   { return int(g[i] / 128) }

func (g greys) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, g, order)
}

func (g greys) Read(i int, sample *dataset.Sample) error {
	if err := dataset.CheckIndex(i, len(g)); err != nil {
		return err
	}
	sample.Name, sample.Label, sample.Encoded = fmt.Sprintf("grey %d", g[i]), g.Label(i), sample.Encoded[:0]
	sample.Image.Resize(1, 1, 1)
	sample.Image.Pixels[0] = g[i]
	return nil
}

func Example() {
	if err := example(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 2 shards with 5 samples, 0 problems
	// shard-000000.tar:000000000_grey_3 is dark
	// shard-000000.tar:000000001_grey_200 is light
	// shard-000000.tar:000000002_grey_150 is light
	// shard-000001.tar:000000003_grey_90 is dark
	// shard-000001.tar:000000004_grey_255 is light
}

func example(ctx context.Context) (err error) {
	folder, err := os.MkdirTemp("", "shards")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	index, err := shards.Write(ctx, folder, greys{3, 200, 150, 90, 255}, shards.WriteSettings{Samples: 3})
	if err != nil {
		return err
	}
	problems, err := shards.Verify(ctx, folder)
	if err != nil {
		return err
	}
	fmt.Printf("%d shards with %d samples, %d problems\n", len(index.Shards), index.Samples(), len(problems))

	set, err := shards.Open(ctx, []string{folder + "/shard-{000000..000001}.tar"}, shards.Settings{})
	if err != nil {
		return err
	}
	defer func() {
		if closing := set.Close(); err == nil {
			err = closing
		}
	}()
	var sample dataset.Sample
	for record := range set.Visit(ctx, dataset.Order{}) {
		if err := record.Read(&sample); err != nil {
			return err
		}
		fmt.Println(sample.Name, "is", set.Classes()[sample.Label])
	}
	return nil
}
