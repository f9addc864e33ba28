package augment_test

import (
	"encoding/hex"
	"hash/crc32"
	"testing"

	"github.com/reefml/reef/io/augment"
)

// pillowResults are what Pillow 9.4.0 makes of the image below: 12 of the values, and the CRC-32 of all. They are the output of
//
//	import zlib
//	from PIL import Image, ImageEnhance as E, ImageOps as O
//	def band(c): return bytes((x*x*7 + y*31 + c*85 + x*y*3) % 251 // (1 + c) for y in range(24) for x in range(32))
//	m = Image.merge("RGB", [Image.frombytes("L", (32, 24), band(c)) for c in range(3)])
//	def show(name, image):
//	    values = b"".join(b.tobytes() for b in image.split())
//	    print('{"%s", "%s", 0x%08x},' % (name, values[40:52].hex(), zlib.crc32(values)))
//	show("itself", m)
//	for factor in (0, 0.3, 1, 1.7, 3):
//	    for e in (E.Brightness, E.Contrast, E.Color, E.Sharpness): show("%s %g" % (e.__name__, factor), e(m).enhance(factor))
//	show("autocontrast", O.autocontrast(m))
//	show("equalize", O.equalize(m))
//	show("posterize 3", O.posterize(m, 3))
//	show("solarize 100", O.solarize(m, 100))
//	show("invert", O.invert(m))
//	show("grey", m.convert("L").convert("RGB"))
//	g = m.getchannel(0)
//	for factor in (0.3, 1.7):
//	    for e in (E.Brightness, E.Contrast, E.Color, E.Sharpness): show("L %s %g" % (e.__name__, factor), e(g).enhance(factor))
//	show("L equalize", O.equalize(g))
//
// whose names of operations are those of Pillow.
var pillowResults = []struct {
	name      string
	operation augment.Operation
	channels  int
	values    string
	checksum  uint32
}{
	{"itself", augment.Identity{}, 3, "017b089e47f9be9172615e69", 0x801f3247},
	{"Brightness 0", augment.Brightness{Factor: 0}, 3, "000000000000000000000000", 0xb0920af0},
	{"Contrast 0", augment.Contrast{Factor: 0}, 3, "4e4e4e4e4e4e4e4e4e4e4e4e", 0xc37c9174},
	{"Color 0", augment.Saturation{Factor: 0}, 3, "206324794c6944715d535158", 0x9e673f24},
	{"Sharpness 0", augment.Sharpness{Factor: 0}, 3, "516b587b719c9b817564616c", 0x1a29b72b},
	{"Brightness 0.3", augment.Brightness{Factor: 0.3}, 3, "0024022f154a392b221d1c1f", 0x15ee76d2},
	{"Contrast 0.3", augment.Contrast{Factor: 0.3}, 3, "365b39664b816f6258535256", 0x0921ef13},
	{"Color 0.3", augment.Saturation{Factor: 0.3}, 3, "166a1b844a94687a6357545d", 0x2b9b892e},
	{"Sharpness 0.3", augment.Sharpness{Factor: 0.3}, 3, "396f408564b7a5857463606b", 0xcdf5437f},
	{"Brightness 1", augment.Brightness{Factor: 1}, 3, "017b089e47f9be9172615e69", 0x801f3247},
	{"Contrast 1", augment.Contrast{Factor: 1}, 3, "017b089e47f9be9172615e69", 0x801f3247},
	{"Color 1", augment.Saturation{Factor: 1}, 3, "017b089e47f9be9172615e69", 0x801f3247},
	{"Sharpness 1", augment.Sharpness{Factor: 1}, 3, "017b089e47f9be9172615e69", 0x801f3247},
	{"Brightness 1.7", augment.Brightness{Factor: 1.7}, 3, "01d10dff78fffff6c1a49fb2", 0x5723b037},
	{"Contrast 1.7", augment.Contrast{Factor: 1.7}, 3, "009a00d642ffffbf8b6e697b", 0xb0d1ec7d},
	{"Color 1.7", augment.Saturation{Factor: 1.7}, 3, "008b00b743ffffa7806a6774", 0x876177d4},
	{"Sharpness 1.7", augment.Sharpness{Factor: 1.7}, 3, "008600b629ffd69c6f5e5b66", 0x53d72c10},
	{"Brightness 3", augment.Brightness{Factor: 3}, 3, "03ff18ffd5ffffffffffffff", 0xa7dc5b19},
	{"Contrast 3", augment.Contrast{Factor: 3}, 3, "00d500ff39ffffffba877e9f", 0x587339f6},
	{"Color 3", augment.Saturation{Factor: 3}, 3, "00ab00e83dffffd19c7d788b", 0x003e890e},
	{"Sharpness 3", augment.Sharpness{Factor: 3}, 3, "009b00e400ffffb16c5b5863", 0xec5167ec},
	{"autocontrast", augment.Autocontrast{}, 3, "017d08a148fdc19374625f6b", 0xd9a521c2},
	{"equalize", augment.Equalise{}, 3, "018008a049fec3957664626d", 0xf2d0f29f},
	{"posterize 3", augment.Posterise{Bits: 3}, 3, "0060008040e0a08060604060", 0xeabf06d5},
	{"solarize 100", augment.Solarise{Threshold: 100}, 3, "018408614706416e8d615e96", 0x0a9477fb},
	{"invert", augment.Invert{}, 3, "fe84f761b806416e8d9ea196", 0xb62f5270},
	{"grey", augment.Decolour{}, 3, "206324794c6944715d535158", 0x9e673f24},
	{"L Brightness 0.3", augment.Brightness{Factor: 0.3}, 1, "0024022f154a392b221d1c1f", 0xe66d4bea},
	{"L Contrast 0.3", augment.Contrast{Factor: 0.3}, 1, "577b59866ca18f8279737376", 0x7642b710},
	{"L Color 0.3", augment.Saturation{Factor: 0.3}, 1, "017b089e47f9be9172615e69", 0x8f75f58b},
	{"L Sharpness 0.3", augment.Sharpness{Factor: 0.3}, 1, "396f408564b7a5857463606b", 0x4745ea39},
	{"L Brightness 1.7", augment.Brightness{Factor: 1.7}, 1, "01d10dff78fffff6c1a49fb2", 0x088cb762},
	{"L Contrast 1.7", augment.Contrast{Factor: 1.7}, 1, "007a00b521ffec9f6b4e495b", 0x2fa3131f},
	{"L Color 1.7", augment.Saturation{Factor: 1.7}, 1, "017b089e47f9be9172615e69", 0x8f75f58b},
	{"L Sharpness 1.7", augment.Sharpness{Factor: 1.7}, 1, "008600b629ffd69c6f5e5b66", 0xd5b9da79},
	{"L equalize", augment.Equalise{}, 1, "018008a049fec3957664626d", 0x3eea2717},
}

// Values are equal to Pillow's, without a tolerance: the arithmetic is the same.
func TestColoursAreThoseOfPillow(t *testing.T) {
	for _, want := range pillowResults {
		t.Run(want.name, func(t *testing.T) {
			m := naive(want.channels, 24, 32, func(channel, y, x int) uint8 {
				return uint8((x*x*7 + y*31 + channel*85 + x*y*3) % 251 / (1 + channel))
			})
			got := apply(t, want.operation, m)
			if values := hex.EncodeToString(got.Pixels[40:52]); values != want.values {
				t.Errorf("values 40 to 51 are %s, want %s", values, want.values)
			}
			if checksum := crc32.ChecksumIEEE(got.Pixels); checksum != want.checksum {
				t.Errorf("the checksum is %#x, want %#x", checksum, want.checksum)
			}
		})
	}
}
