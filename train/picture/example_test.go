package picture_test

import (
	"bytes"
	"fmt"
	"image/png"
	"io"

	"github.com/reefml/reef/train/picture"
)

func ExampleCurves() {
	epochs := []float64{1, 2, 3}
	loss := picture.Panel{Title: "Loss", X: "epoch", Y: "cross entropy", Series: []picture.Series{
		{Name: "train", X: epochs, Y: []float64{0.31, 0.12, 0.08}},
		{Name: "test", X: epochs, Y: []float64{0.14, 0.09, 0.07}},
	}}
	accuracy := picture.Panel{Title: "Accuracy", X: "epoch", Y: "share correct", Percent: true, Series: []picture.Series{
		{Name: "test", X: epochs, Y: []float64{0.957, 0.972, 0.979}},
	}}
	describe(func(w io.Writer) error { return picture.Curves(w, "LeNet on MNIST", loss, accuracy) })
	// Output: 1560 × 1231 dots
}

func ExampleConfusion() {
	counts := [][]int{
		{97, 3}, // of 100 cats, 3 were taken for dogs
		{1, 99},
	}
	describe(func(w io.Writer) error { return picture.Confusion(w, "Cats and dogs", []string{"cat", "dog"}, counts) })
	// Output: 841 × 730 dots
}

func ExampleImages() {
	digit := picture.Image{Pixels: make([]float32, 28*28), Channels: 1, Height: 28, Width: 28, Caption: "4 read as 9"}
	describe(func(w io.Writer) error { return picture.Images(w, "Mistakes", 8, []picture.Image{digit, digit, digit}) })
	// Output: 932 × 482 dots
}

// describe draws into memory, where a program would write to a file, and prints the size of the picture.
func describe(draw func(w io.Writer) error) {
	var file bytes.Buffer
	if err := draw(&file); err != nil {
		fmt.Println(err)
		return
	}
	config, err := png.DecodeConfig(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d × %d dots\n", config.Width, config.Height)
}
