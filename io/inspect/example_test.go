package inspect_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"testing/fstest"

	"github.com/reefml/reef/io/folder"
	"github.com/reefml/reef/io/inspect"
)

// ramp is an image file that gets brighter from left to right.
func ramp(width, step int) *fstest.MapFile {
	picture := image.NewGray(image.Rect(0, 0, width, 8))
	for i := range picture.Pix {
		picture.Pix[i] = uint8(i % width * step)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		panic(err)
	}
	return &fstest.MapFile{Data: file.Bytes()}
}

func ExampleInspect() {
	files := fstest.MapFS{
		"shell/1.png": ramp(16, 9),
		"shell/2.png": ramp(20, 3),
		"wave/1.png":  ramp(16, 9),
		"wave/2.png":  {Data: []byte("not an image")},
	}
	set, err := folder.OpenFS(files, folder.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := inspect.Inspect(context.Background(), []inspect.Split{{Name: "train", Source: set}}, inspect.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	train := report.Splits[0]
	fmt.Println(train.Samples, "samples,", train.Grey, "grey, of width", train.Width.Min, "to", train.Width.Max)
	for _, unreadable := range report.Unreadable {
		fmt.Println("unreadable:", unreadable.Name)
	}
	for _, group := range report.Exact {
		fmt.Println("the same:", group.Samples[0].Name, "and", group.Samples[1].Name, "with different labels:", group.LabelsDiffer)
	}
	// Output:
	// 4 samples, 3 grey, of width 16 to 20
	// unreadable: wave/2.png
	// the same: shell/1.png and wave/1.png with different labels: true
}
