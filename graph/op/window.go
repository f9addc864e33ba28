package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
)

// Window is a window that slides over an image: its size, stride, dilation and padding in pixels. Strides and dilations are at least 1.
type Window = kernel.Window

// checkWindow returns an error unless the window can slide over an image of that size.
func checkWindow(w Window, height, width int) error {
	switch {
	case w.Height < 1 || w.Width < 1:
		return errors.Errorf("received a window of %dx%d, expected at least 1x1", w.Height, w.Width)
	case w.StrideHeight < 1 || w.StrideWidth < 1:
		return errors.Errorf("received a stride of %dx%d, expected at least 1x1", w.StrideHeight, w.StrideWidth)
	case w.DilationHeight < 1 || w.DilationWidth < 1:
		return errors.Errorf("received a dilation of %dx%d, expected at least 1x1", w.DilationHeight, w.DilationWidth)
	case w.Top < 0 || w.Bottom < 0 || w.Left < 0 || w.Right < 0:
		return errors.Errorf("received a padding of %d above, %d below, %d left and %d right, expected none below 0",
			w.Top, w.Bottom, w.Left, w.Right)
	}
	if h, wd := w.Output(height, width); h < 1 || wd < 1 {
		return errors.Errorf("received images of %dx%d, too small for a window of %dx%d with dilation %dx%d: pad them or use fewer layers",
			height, width, w.Height, w.Width, w.DilationHeight, w.DilationWidth)
	}
	return nil
}
