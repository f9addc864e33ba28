package dataset

// Sample is a labelled image in the compact form in which its format keeps it. The same Sample is read into again and again, so that memory
// is allocated for the largest only.
type Sample struct {
	Name    string // where it comes from, for people: a path, or a shard and the name within
	Label   int    // index into the classes of the source
	Encoded []byte // an image file, such as a JPEG; empty if Image holds the image
	Image   Image  // the image; without meaning while Encoded is not empty
}

// CopyFrom makes the sample equal to another and keeps its own memory where that is large enough.
func (s *Sample) CopyFrom(other *Sample) {
	s.Name, s.Label = other.Name, other.Label
	s.Encoded = append(s.Encoded[:0], other.Encoded...)
	if len(other.Encoded) == 0 {
		s.Image.CopyFrom(&other.Image)
	}
}
