package imagefile_test

import (
	"context"
	"fmt"
	"image"
	"image/gif"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/tiff"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
	"github.com/reefml/reef/io/imagefile"
)

// files is a set of encoded files.
type files [][]byte

func (f files) Len() int          { return len(f) }
func (f files) Classes() []string { return []string{"all"} }

func (f files) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return func(yield func(dataset.Record) bool) {
		for i := range order.Indices(len(f)) {
			read := func(sample *dataset.Sample) error {
				sample.Name, sample.Label, sample.Encoded = fmt.Sprintf("file %d", i), 0, append(sample.Encoded[:0], f[i]...)
				return nil
			}
			if ctx.Err() != nil || !yield(dataset.Record{Index: i, Read: read}) {
				return
			}
		}
	}
}

// everyFormat returns files of all formats.
func everyFormat(t testing.TB) files {
	indexed := paletted(255, 255, 0, 255)
	return files{
		encodeJPEG(t, smooth(37, 29), 90), read(t, "cmyk.jpg"), encodePNG(t, formula(true)), encodePNG(t, indexed),
		encodeGIF(t, &gif.GIF{Image: []*image.Paletted{indexed, indexed}, Delay: []int{1, 1}}), encodeBMP(t, opaque(formula(false))),
		encodeTIFF(t, formula(true), tiff.Deflate), read(t, "lossless.webp"), read(t, "lossy.webp"), read(t, "lossy_alpha.webp"),
	}
}

func TestTransformedSetsKeepTheContract(t *testing.T) {
	datasettest.RunSource(t, dataset.Map(everyFormat(t), imagefile.Transform(3)))
}

func TestTransformDecodesConcurrently(t *testing.T) {
	all := everyFormat(t)
	transform := imagefile.Transform(3)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			var sample dataset.Sample
			for i := range 10 * len(all) {
				file := all[(i+worker)%len(all)]
				sample.Encoded = append(sample.Encoded[:0], file...)
				if err := transform(&sample, nil); err != nil || len(sample.Encoded) > 0 {
					t.Errorf("received error %v and left %d bytes of the file, want neither", err, len(sample.Encoded))
					return
				}
				var want dataset.Image
				if err := new(imagefile.Decoder).Decode(file, 3, &want); err != nil || !slices.Equal(sample.Image.Pixels, want.Pixels) {
					t.Errorf("file %d decodes to something else when others are decoded too (%v)", (i+worker)%len(all), err)
				}
			}
		})
	}
	group.Wait()
}

func TestTransformLeavesDecodedSamples(t *testing.T) {
	sample := dataset.Sample{Image: dataset.Image{Channels: 1, Height: 1, Width: 2, Pixels: []uint8{3, 4}}}
	if err := imagefile.Transform(3)(&sample, nil); err != nil || !slices.Equal(sample.Image.Pixels, []uint8{3, 4}) {
		t.Errorf("received %v and error %v, want the image as it was", sample.Image, err)
	}
}

// Map says which sample it was.
func TestTransformReportsDamage(t *testing.T) {
	for record := range dataset.Map(files{[]byte("GIF89a, or not")}, imagefile.Transform(1)).Visit(context.Background(), dataset.Order{}) {
		var sample dataset.Sample
		err := record.Read(&sample)
		says(t, err, "file 0: ", "gif")
		if strings.Count(err.Error(), "file 0") != 1 {
			t.Errorf("the error is %q, want the name of the sample once", err)
		}
	}
}
