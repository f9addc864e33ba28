package inspect

import "math/bits"

// farthest is the largest distance at which hashes are sought.
const farthest = 16

// A hashIndex finds the hashes that differ from one of them in at most so many bits.
//
// This is multi-index hashing (Norouzi, Punjani and Fleet, "Fast search in Hamming space with multi-index hashing", 2012): cut into m bands,
// hashes within the distance are within distance/m in at least one band, so that only those need be compared. With bands of about log2 n
// bits, a hash of random bits is compared with some tens of others; hashes that share many bits, as those of images of one kind do, with
// more. It takes 4 to 12 bytes for each hash and band, of which there are at most 17.
type hashIndex struct {
	hashes   []uint64
	distance int
	bands    []band
	width    int // bits of a band
	radius   int // in which a band may differ
}

// A band sorts the hashes by some of their bits, their key.
type band struct {
	starts []int32 // of the places, in order, of the hashes of each key
	order  []int32
}

// newHashIndex prepares a search at a distance from 0 to farthest.
func newHashIndex(hashes []uint64, distance int) *hashIndex {
	size := bits.Len(uint(len(hashes))) // of a key that few hashes share
	x := &hashIndex{hashes: hashes, distance: distance}
	x.bands = make([]band, min(distance+1, max(1, 64/max(size, 1))))
	x.radius = distance / len(x.bands)
	x.width = min(64/len(x.bands), size+1)
	for i := range x.bands {
		x.fill(i)
	}
	return x
}

// key returns the bits of a band.
func (x *hashIndex) key(hash uint64, band int) uint64 {
	return hash >> (band * (64 / len(x.bands))) & (1<<x.width - 1)
}

// fill sorts the hashes by their key in a band, by counting how many there are of each.
func (x *hashIndex) fill(band int) {
	b := &x.bands[band]
	b.starts = make([]int32, 1<<x.width+1)
	for _, hash := range x.hashes {
		b.starts[x.key(hash, band)+1]++
	}
	for key := range 1 << x.width {
		b.starts[key+1] += b.starts[key]
	}
	b.order = make([]int32, len(x.hashes))
	next := append([]int32(nil), b.starts...)
	for i, hash := range x.hashes {
		key := x.key(hash, band)
		b.order[next[key]] = int32(i)
		next[key]++
	}
}

// within calls found once for each other hash within the distance of hash i.
func (x *hashIndex) within(i int, found func(j, distance int)) {
	hash := x.hashes[i]
	for band := range x.bands {
		x.near(band, x.key(hash, band), 0, x.radius, func(j int) {
			difference := hash ^ x.hashes[j]
			if d := bits.OnesCount64(difference); j != i && d <= x.distance && !x.seen(difference, band) {
				found(j, d)
			}
		})
	}
}

// near calls visit with each hash whose key in a band differs from a key in at most radius of the bits from first on.
func (x *hashIndex) near(band int, key uint64, first, radius int, visit func(j int)) {
	b := &x.bands[band]
	for _, j := range b.order[b.starts[key]:b.starts[key+1]] {
		visit(int(j))
	}
	if radius == 0 {
		return
	}
	for bit := first; bit < x.width; bit++ {
		x.near(band, key^1<<bit, bit+1, radius-1, visit)
	}
}

// seen tells whether a hash with that difference was found in an earlier band.
func (x *hashIndex) seen(difference uint64, band int) bool {
	for earlier := range band {
		if bits.OnesCount64(x.key(difference, earlier)) <= x.radius {
			return true
		}
	}
	return false
}
