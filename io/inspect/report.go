package inspect

// Report is what Inspect found. It is made to be written as JSON.
type Report struct {
	Splits []SplitReport `json:"splits"`
	// Unreadable samples, in the order of the visit. They count in nothing else but SplitReport.Samples.
	Unreadable []Unreadable `json:"unreadable"`
	// Exact are the groups of samples whose bytes are the same: those of the file, or the shape and the values if there is no file.
	Exact []Group `json:"exact_duplicates"`
	// Near are the groups of samples that look the same (see Settings.NearDistance) though their bytes are not all the same. Exact copies
	// of their members are members too.
	Near []Group `json:"near_duplicates"`
	// Blank samples, in the order of the visit.
	Blank []Place `json:"blank"`
	// Suspicions are labels that may be wrong, in the order of the visit. They are hints for a person who looks at the images: of 400 labels of
	// CIFAR-10 that were made wrong among 20000, neighbours point at 67, and at 165 others, nearly all of which are right.
	Suspicions []Suspicion `json:"suspicions"`
	// Neighbours says how far the suspicions by neighbours can be trusted.
	Neighbours NeighbourReport `json:"neighbours"`
	// Examples are samples drawn at random from each class, by class.
	Examples []Place `json:"examples"`
}

// SplitReport describes one split.
type SplitReport struct {
	Name     string       `json:"name"`
	Samples  int          `json:"samples"`  // all, readable or not
	Readable int          `json:"readable"` // those whose image could be decoded: all numbers below are about these
	Classes  []ClassCount `json:"classes"`
	// Imbalance is the size of the largest class over that of the smallest one that has any sample. 0 if there is no readable sample.
	Imbalance float64        `json:"imbalance"`
	Bytes     int64          `json:"bytes"`   // of the files, or of the values where there are no files
	Formats   map[string]int `json:"formats"` // number of samples by format; "values" are those without a file
	Width     Distribution   `json:"width"`   // in pixels
	Height    Distribution   `json:"height"`
	Sizes     []SizeCount    `json:"sizes"` // the most common ones, at most 5, and the number of samples that have them
	Grey      int            `json:"grey"`  // samples of one channel, or of equal ones
	// Mean and Deviation are those of the values of each channel, which are in [0, 1]. Every sample has the same weight, whatever its size,
	// as it has in training. There are three channels (red, green, blue) unless all samples are grey.
	Mean      []float64 `json:"mean"`
	Deviation []float64 `json:"deviation"`
}

// ClassCount is the number of readable samples of a class.
type ClassCount struct {
	Name    string `json:"name"`
	Samples int    `json:"samples"`
}

// Distribution describes whole numbers. The median is the lower one of two.
type Distribution struct {
	Min    int `json:"min"`
	Median int `json:"median"`
	Max    int `json:"max"`
}

// SizeCount is the number of samples of one size.
type SizeCount struct {
	Width   int `json:"width"`
	Height  int `json:"height"`
	Samples int `json:"samples"`
}

// Place identifies a sample.
type Place struct {
	Split string `json:"split"`
	Index int    `json:"index"` // in the split
	Name  string `json:"name"`
	Class string `json:"class"` // empty if it is not known
}

// Unreadable is a sample that could not be read or decoded.
type Unreadable struct {
	Place
	Reason string `json:"reason"`
}

// Group is a group of samples that are the same, in the order of the visit.
type Group struct {
	Samples      []Place `json:"samples"`
	Distance     int     `json:"distance"`      // the largest number of bits in which a hash differs from that of the first sample; 0 for exact copies
	LabelsDiffer bool    `json:"labels_differ"` // not all have the same class
	AcrossSplits bool    `json:"across_splits"` // not all are in the same split
}

// Suspicion is a label that may be wrong.
type Suspicion struct {
	Place
	// Likely is the class that speaks against the label; empty if the duplicates are of several classes, none of them the most common.
	Likely string `json:"likely"`
	// Cause is "duplicates" if the sample is in a group whose labels differ, or "neighbours" if the samples most like it have another class.
	Cause string `json:"cause"`
	// Agreeing of Of samples are of the class Likely: of the other samples of the group, or of the neighbours.
	Agreeing int `json:"agreeing"`
	Of       int `json:"of"`
}

// The causes of a Suspicion.
const (
	ByDuplicates = "duplicates"
	ByNeighbours = "neighbours"
)

// NeighbourReport tells how well the neighbours of a sample predict its class. Where Accuracy is not far above LargestClass, suspicions by
// neighbours are worth nothing.
type NeighbourReport struct {
	Samples      int     `json:"samples"`       // that were compared
	Accuracy     float64 `json:"accuracy"`      // the share of them whose class is the most common among their neighbours
	LargestClass float64 `json:"largest_class"` // the share of them that are of the largest class
}
