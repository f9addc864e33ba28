package imagefile

import (
	"image"
	"io"

	"github.com/pkg/errors"
)

// library decodes files with a decoder of package image's kind.
type library struct {
	config      func(io.Reader) (image.Config, error)
	image       func(io.Reader) (image.Image, error)
	orientation func(encoded []byte) int
}

func (l library) header(d *Decoder, encoded []byte) (header, error) {
	d.reader.Reset(encoded)
	config, err := guarded(l.config, &d.reader)
	if err != nil {
		return header{}, err
	}
	return header{config.Width, config.Height, l.orientation(encoded), 1}, nil
}

func (l library) decode(d *Decoder, encoded []byte, head header, _ part, _ int) (picture, error) {
	d.reader.Reset(encoded)
	decoded, err := guarded(l.image, &d.reader)
	if err != nil {
		return picture{}, errors.Wrapf(err, "the file, of %d bytes, is damaged or ends too early", len(encoded))
	}
	return d.planes(decoded, head)
}

// guarded calls a decoder of another library and makes an error of its panic: one bad file among millions must not end a training that runs for
// days, and those decoders are not this package's to mend.
func guarded[T any](decode func(io.Reader) (T, error), file io.Reader) (result T, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = errors.Errorf("its decoder panicked: %v", reason)
		}
	}()
	return decode(file)
}
