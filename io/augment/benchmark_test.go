package augment_test

import (
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

// Every step, on an image as networks for ImageNet see it. Steps that resize start from it too.
func BenchmarkSteps(b *testing.B) {
	size := augment.Size{Height: 224, Width: 224}
	for _, entry := range augment.Catalogue() {
		if entry.OfBatch {
			continue
		}
		recipe, err := augment.Parse(entry.Syntax(), size)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(entry.Name, func(b *testing.B) { benchmark(b, recipe.Steps[0]) })
	}
	for name, step := range map[string]augment.Transformation{
		"hue": augment.ColourJitter{Hue: 0.1}, "blur of sigma 2": augment.Blur{Sigma: augment.Range{Low: 2, High: 2}},
		"saturation": augment.ColourJitter{Saturation: 0.4}, "covered": augment.Erase{Probability: 1},
		"flipped": augment.HorizontalFlip{Probability: 1}, "perspective always": augment.Perspective{Probability: 1, Distortion: 0.5},
	} {
		b.Run(name, func(b *testing.B) { benchmark(b, step) })
	}
}

func benchmark(b *testing.B, step augment.Transformation) {
	pipeline, m, generator := &augment.Pipeline{Steps: []augment.Transformation{step}}, noise(3, 224, 224, 1), stream(1)
	var sample dataset.Sample
	b.ReportAllocs()
	for b.Loop() {
		sample.Image.CopyFrom(&m)
		if err := pipeline.Apply(&sample, generator); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMix(b *testing.B) {
	for name, mix := range map[string]augment.Mix{"mixup": {MixUp: 0.2}, "cutmix": {CutMix: 1}} {
		b.Run(name, func(b *testing.B) {
			const images, classes = 64, 1000
			batch, generator := &dataset.Batch{Channels: 3, Height: 224, Width: 224, Labels: make([]int, images)}, stream(1)
			batch.Pixels = make([]float32, images*3*224*224)
			b.ReportAllocs()
			for b.Loop() {
				if err := mix.Apply(batch, classes, generator); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
