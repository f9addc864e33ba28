// Package dataset is the contract between formats that read images and loops that train on them, and the loader between the two.
//
// A format (see the packages beside this one) implements Source: a finite collection of labelled images that is visited in epochs. If its
// samples can be read in any order it is a Set, which Subset, Split, Concat and others narrow and join. Map changes the samples on their way,
// as decoding and augmenting do. Batches reads, changes and joins them with several goroutines.
//
// Invariants:
//   - Samples are compact: an encoded file, or 8-bit values in (C, H, W) order: channel, row, column, the last varying fastest.
//   - A label is an index into Classes.
//   - Which samples a batch holds, and their pixels, depends on the source, the seed, the epoch and the place in the epoch alone: never on
//     how many goroutines work or on how they are scheduled.
//   - Memory does not grow with the number of samples in an epoch or the number of batches.
package dataset
