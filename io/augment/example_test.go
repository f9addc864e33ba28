package augment_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

func ExamplePipeline() {
	// What networks for CIFAR are trained with.
	pipeline := &augment.Pipeline{Steps: []augment.Transformation{
		augment.PadAndCrop{Padding: 1},
		augment.HorizontalFlip{Probability: 0.5},
	}}
	generator := rand.New(rand.NewPCG(1, 2))
	for range 2 {
		sample := dataset.Sample{Image: dataset.Image{Channels: 1, Height: 2, Width: 3, Pixels: []uint8{1, 2, 3, 4, 5, 6}}}
		if err := pipeline.Apply(&sample, generator); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(sample.Image.Pixels)
	}
	// Output:
	// [4 5 6 0 0 0]
	// [5 4 0 0 0 0]
}

func ExampleFlip() {
	// Image, mask and boxes move alike.
	example := &augment.Example{
		Image: dataset.Image{Channels: 1, Height: 1, Width: 4, Pixels: []uint8{10, 20, 30, 200}},
		Mask:  &dataset.Image{Channels: 1, Height: 1, Width: 4, Pixels: []uint8{0, 0, 0, 1}},
		Boxes: []augment.Box{{Left: 3, Right: 4, Bottom: 1}},
	}
	if err := (augment.Flip{Horizontal: true}).Apply(example); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(example.Image.Pixels, example.Mask.Pixels, example.Boxes)
	// Output: [200 30 20 10] [1 0 0 0] [{0 0 1 1}]
}

func ExampleParse() {
	recipe, err := augment.Parse("crop=0.25,flip,randaugment=9x2@0.5,cutmix=1", augment.Size{Height: 224, Width: 224})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range recipe.Steps {
		fmt.Printf("%T\n", step)
	}
	fmt.Printf("%+v\n", recipe.Mix)

	_, err = augment.Parse("crop=2", augment.Size{Height: 224, Width: 224})
	fmt.Println(err)
	// Output:
	// augment.RandomResizedCrop
	// augment.HorizontalFlip
	// augment.Sometimes
	// {MixUp:0 CutMix:1}
	// item 1 of the augmentation, "crop=2": smallest share of the area: received "2", want a number from 1e-06 to 1
}

func ExampleEntry_String() {
	for _, entry := range augment.Catalogue() {
		fmt.Println(entry)
	}
	// Output:
	// crop=0.08              a part of the image, resized: smallest share of the area
	// resize                 the whole image, resized
	// shorter=256            the whole image, resized in its shape: shorter side in pixels
	// centre                 the middle of the image
	// pad=4                  the image moved a little, black around it: most pixels along an axis
	// reflect=4              the image moved a little, mirrored around it: most pixels along an axis
	// flip=0.5               left and right exchanged: probability
	// vflip=0.5              top and bottom exchanged: probability
	// rotate=15              turned about the middle: most degrees
	// affine=10x0.1x1.1x5    turned, moved, scaled and sheared: most degrees, share of the size to move by, largest factor of the size, degrees of shear
	// perspective=0.5x0.5    seen at an angle: distortion, probability
	// jitter=0.4x0           brightness, contrast and saturation changed: distance of the factors from 1, turn of the hue
	// grey=0.1               without colour: probability
	// blur=0.1x2             less sharp: smallest sigma in pixels, largest
	// noise=0.05             with grain: deviation, where black to white is 1
	// erase=0.25x0           with a rectangle covered: probability, level of the cover
	// sharpen=2              sharper or less sharp: factor
	// posterise=4            fewer levels: bits
	// solarise=128           bright levels inverted: smallest level that is
	// invert                 the negative
	// autocontrast           the levels of each channel stretched to 0 to 255
	// equalise               the levels of each channel spread evenly
	// randaugment=9x2        several operations of one strength: magnitude, operations
	// trivialaugment         one operation of any strength
	// mixup=0.2              each image blended with another of its batch: alpha
	// cutmix=1               a rectangle of each image taken from another of its batch: alpha
}

func ExampleMix() {
	batch := &dataset.Batch{Channels: 1, Height: 1, Width: 2, Labels: []int{0, 1}, Pixels: []float32{1, 1, 0, 0}}
	if err := (augment.Mix{MixUp: 0.2}).Apply(batch, 2, rand.New(rand.NewPCG(1, 2))); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(batch.Pixels[0] == batch.Targets[0], batch.Pixels[3] == batch.Targets[2])
	// Output: true true
}
