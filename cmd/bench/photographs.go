package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/folder"
	"github.com/reefml/reef/io/imagefile"
	"github.com/reefml/reef/io/shards"
)

const (
	quality = 90  // of JPEG
	large   = 300 // pixels: photographs whose shorter side is less are put together, two by two
)

// photographs are the images to load, as loose files and as shards.
type photographs struct {
	files, packed string // folders
	count         int
	about         string
}

// photographs gathers images in a folder: those of -photographs, or drawn ones.
func (o *options) photographs(ctx context.Context, place string, progress io.Writer) (*photographs, error) {
	p := &photographs{files: filepath.Join(place, "files"), packed: filepath.Join(place, "shards"), count: o.count}
	class := filepath.Join(p.files, "photographs")
	for _, path := range []string{class, p.packed} {
		if err := os.MkdirAll(path, 0o755); err != nil {
			return nil, errors.WithStack(err)
		}
	}
	fmt.Fprintln(progress, "preparing", p.count, "photographs")
	var next func() (image.Image, error)
	if o.photos == "" {
		random := rand.New(rand.NewPCG(1, 2))
		p.about = "drawn images of 500 × 375, whose detail at each scale is that of photographs"
		next = func() (image.Image, error) { return landscape(random, 500, 375), nil }
	} else {
		album, err := openAlbum(o.photos)
		if err != nil {
			return nil, err
		}
		p.about = "photographs of " + o.photos + ", small ones put together two by two"
		next = album.next
	}
	for i := range p.count {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		picture, err := next()
		if err != nil {
			return nil, err
		}
		var encoded bytes.Buffer
		if err := jpeg.Encode(&encoded, picture, &jpeg.Options{Quality: quality}); err != nil {
			return nil, errors.WithStack(err)
		}
		if err := os.WriteFile(filepath.Join(class, fmt.Sprintf("%04d.jpg", i)), encoded.Bytes(), 0o644); err != nil {
			return nil, errors.WithStack(err)
		}
	}
	return p, p.pack(ctx)
}

// An album is the JPEG files of a folder, in an order that mixes its classes.
type album struct {
	paths   []string
	decoder imagefile.Decoder
	used    int
}

func openAlbum(path string) (*album, error) {
	a := &album{}
	err := filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error {
		switch strings.ToLower(filepath.Ext(path)) {
		case ".jpg", ".jpeg":
			a.paths = append(a.paths, path)
		}
		return err
	})
	if err != nil {
		return nil, errors.Wrap(err, "-photographs")
	}
	if len(a.paths) == 0 {
		return nil, errors.Errorf("-photographs: received %s, expected a folder with JPEG files in it", path)
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(a.paths), func(i, j int) { a.paths[i], a.paths[j] = a.paths[j], a.paths[i] })
	return a, nil
}

// next returns a photograph of the size of ImageNet's: one, or four small ones together.
func (a *album) next() (image.Image, error) {
	first, err := a.read()
	if err != nil || min(first.Bounds().Dx(), first.Bounds().Dy()) >= large {
		return first, err
	}
	size := first.Bounds().Size()
	together := image.NewRGBA(image.Rect(0, 0, 2*size.X, 2*size.Y))
	for i := range 4 {
		corner := image.Pt(i%2*size.X, i/2*size.Y)
		draw.Draw(together, image.Rectangle{corner, corner.Add(size)}, first, first.Bounds().Min, draw.Src)
		if first, err = a.read(); err != nil {
			return nil, err
		}
	}
	return together, nil
}

func (a *album) read() (image.Image, error) {
	path := a.paths[a.used%len(a.paths)]
	a.used++
	encoded, err := os.ReadFile(path)
	if err != nil {
		return nil, errors.WithStack(err)
	}
	var m dataset.Image
	if err := a.decoder.Decode(encoded, 3, &m); err != nil {
		return nil, errors.WithMessage(err, path)
	}
	picture := image.NewRGBA(image.Rect(0, 0, m.Width, m.Height))
	red, green, blue := m.Channel(0), m.Channel(1), m.Channel(2)
	for i := range red {
		copy(picture.Pix[4*i:], []uint8{red[i], green[i], blue[i], 255})
	}
	return picture, nil
}

// contrast is that of each octave of a drawn image, in levels: with it a file has some 90 KB, as those of ImageNet do.
const contrast = 10

// landscape draws an image that has the same contrast in each octave of frequencies, as photographs do (Field, "Relations between the
// statistics of natural images and the response properties of cortical cells", 1987): noise in squares of one pixel, two, four and so on.
func landscape(random *rand.Rand, width, height int) image.Image {
	var planes [3][]float64
	for channel := range planes {
		planes[channel] = make([]float64, width*height)
	}
	for grain := 1; grain < width; grain *= 2 {
		columns, rows := width/grain+2, height/grain+2
		light := make([]float64, columns*rows) // is common to the channels: colours differ less
		for i := range light {
			light[i] = random.NormFloat64()
		}
		for channel := range planes {
			corners := make([]float64, columns*rows)
			for i := range corners {
				corners[i] = contrast * (light[i] + 0.3*random.NormFloat64())
			}
			addNoise(planes[channel], corners, width, columns, grain)
		}
	}
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		for channel := range planes {
			picture.Pix[4*i+channel] = uint8(min(max(128+planes[channel][i], 0), 255))
		}
		picture.Pix[4*i+3] = 255
	}
	return picture
}

// addNoise adds values at the corners of squares of grain pixels, with lines between.
func addNoise(plane, corners []float64, width, columns, grain int) {
	for i := range plane {
		x, y := float64(i%width)/float64(grain), float64(i/width)/float64(grain)
		column, row := int(x), int(y)
		x, y = x-float64(column), y-float64(row)
		at := corners[row*columns+column:]
		plane[i] += (1-y)*((1-x)*at[0]+x*at[1]) + y*((1-x)*at[columns]+x*at[columns+1])
	}
}

// pack writes the files to shards.
func (p *photographs) pack(ctx context.Context) error {
	source, err := folder.Open(p.files, folder.Settings{})
	if err != nil {
		return err
	}
	_, err = shards.Write(ctx, p.packed, source, shards.WriteSettings{Samples: ceil(p.count, 4), Shuffle: true})
	return err
}

// ceil divides and rounds up.
func ceil(a, b int) int { return (a + b - 1) / b }
