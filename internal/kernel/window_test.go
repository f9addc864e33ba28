package kernel

import "testing"

func TestWindowOutput(t *testing.T) {
	for _, c := range []struct {
		name                  string
		window                Window
		height, width         int
		wantHeight, wantWidth int
	}{
		{"valid", Window{Height: 3, Width: 3, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1}, 28, 28, 26, 26},
		{"same", Window{3, 3, 1, 1, 1, 1, 1, 1, 1, 1}, 28, 20, 28, 20},
		{"stride that leaves pixels out", Window{2, 2, 2, 2, 1, 1, 0, 0, 0, 0}, 7, 8, 3, 4},
		{"asymmetric padding", Window{2, 2, 1, 1, 1, 1, 0, 1, 3, 0}, 4, 4, 4, 6},
		{"dilation", Window{3, 2, 1, 1, 2, 4, 0, 0, 0, 0}, 5, 5, 1, 1},
		{"does not fit by one, stride 2", Window{3, 3, 2, 2, 1, 1, 0, 0, 0, 0}, 2, 3, 0, 1},
		{"padding beyond the window", Window{1, 1, 1, 1, 1, 1, 2, 2, 3, 3}, 1, 1, 5, 7},
	} {
		height, width := c.window.Output(c.height, c.width)
		if height != c.wantHeight || width != c.wantWidth {
			t.Errorf("%s: output of a %d x %d image is %d x %d, want %d x %d",
				c.name, c.height, c.width, height, width, c.wantHeight, c.wantWidth)
		}
	}
}
