package pixel

import "testing"

// TestResizeAsPillow compares with results of Pillow 9.4, which this made. Area is its BOX where sizes are multiples of each other:
// BOX takes a pixel of which the centre is covered, and does not ask for how much of it is.
//
//	from PIL import Image
//	values = bytes((x*x*7 + y*31 + x*y*5) % 256 for y in range(9) for x in range(13))
//	source = Image.frombytes("L", (13, 9), values)
//	print(list(source.resize((width, height), Image.BILINEAR, box=(left, top, right, bottom)).tobytes()))
//
// Weights have 15 bits here and 22 there, which tells where a sum lies as close as that to half a level. One value of the table does.
func TestResizeAsPillow(t *testing.T) {
	cases := []struct {
		filter        Filter
		width, height int
		region        Region
		want          []uint8
	}{
		{Bilinear, 5, 4, Region{0, 0, 13, 9}, []uint8{
			44, 119, 145, 110, 136, 117, 134, 127, 114, 115, 160, 133, 141, 136, 138, 116, 115, 142, 154, 158,
		}},
		{Bilinear, 7, 5, Region{1.5, 0.5, 9.25, 8}, []uint8{
			48, 84, 137, 183, 135, 128, 86, 105, 148, 147, 85, 127, 139, 105, 165, 199, 93, 115, 184, 97, 154, 174, 105, 109, 194, 105, 159,
			108, 63, 93, 158, 136, 148, 117, 157,
		}},
		{Bilinear, 9, 4, Region{2, 1, 5.5, 3.25}, []uint8{
			52, 63, 79, 93, 113, 132, 154, 179, 206, 75, 86, 103, 119, 139, 160, 180, 173, 166, 97, 110, 127, 145, 166, 188, 205, 143, 81,
			119, 133, 152, 170, 162, 139, 116, 93, 69,
		}},
		{Bicubic, 5, 4, Region{0, 0, 13, 9}, []uint8{
			31, 120, 151, 104, 139, 119, 139, 121, 114, 115, 167, 131, 147, 136, 132, 115, 111, 140, 157, 160,
		}},
		{Bicubic, 7, 5, Region{1.5, 0.5, 9.25, 8}, []uint8{
			42, 78, 141, 196, 133, 131, 81, 104, 157, 155, 68, 122, 145, 98, 169, 226, 74, 108, 201, 82, 170, 191, 87, 103, 216, 89, 173, 95,
			43, 87, 174, 135, 149, 113, 158,
		}},
		{Bicubic, 9, 4, Region{2, 1, 5.5, 3.25}, []uint8{
			50, 62, 75, 91, 109, 128, 152, 195, 232, 73, 86, 101, 118, 141, 172, 191, 193, 182, 95, 109, 125, 143, 171, 212, 217, 150, 63,
			118, 133, 157, 175, 170, 147, 118, 79, 44,
		}},
		{Area, 3, 2, Region{1, 1, 13, 9}, []uint8{130, 128, 110, 112, 142, 156}},
		{Area, 6, 3, Region{2, 3, 5, 6}, []uint8{151, 151, 201, 201, 9, 9, 192, 192, 247, 247, 60, 60, 233, 233, 37, 37, 111, 111}},
		{Area, 4, 6, Region{1, 5, 13, 8}, []uint8{
			152, 118, 125, 172, 152, 118, 125, 172, 108, 174, 196, 88, 108, 174, 196, 88, 64, 145, 96, 174, 64, 145, 96, 174,
		}},
	}
	src := Plane{Width: 13, Height: 9, Stride: 13}
	for y := range src.Height {
		for x := range src.Width {
			src.Values = append(src.Values, uint8(x*x*7+y*31+x*y*5))
		}
	}
	forEachSet(t, func(t *testing.T) {
		var resizer Resizer
		differences := 0
		for _, c := range cases {
			dst := Plane{Values: make([]uint8, c.width*c.height), Width: c.width, Height: c.height, Stride: c.width}
			if err := resizer.Resize(dst, src, c.region, c.filter); err != nil {
				t.Fatal(err)
			}
			for i, got := range dst.Values {
				switch difference := int(got) - int(c.want[i]); {
				case difference < -1 || difference > 1:
					t.Fatalf("%v to %d x %d: value %d is %d, want %d", c.filter, c.width, c.height, i, got, c.want[i])
				case difference != 0:
					differences++
				}
			}
		}
		if differences > 1 {
			t.Errorf("%d values differ by 1, want one at most", differences)
		}
	})
}
