// Package shards reads and writes sets of images in tar files, as WebDataset keeps them (https://github.com/webdataset/webdataset).
//
// A shard is a tar file, plain or compressed with gzip or zstd, which is told by its content. Consecutive members whose names agree up to the
// first dot of the file name are one sample:
//
//	train/000017.jpg    the image: .jpg .jpeg .png .webp .gif .bmp .tif .tiff, in any case; of several the first counts
//	train/000017.cls    the label: a decimal number, or the name of a class if the classes have names
//	train/000017.json   the label, if there is no .cls: a number or a name under "label"
//
// A sample is a group with an image or a .cls; other groups and other members are passed over. One without a label, with a label outside of
// the classes, or with a name that leads out of the archive (/etc/x.jpg, ../x.jpg) is a bad sample, whose Read returns an error.
//
// A folder of shards may hold an index.json, see Index, which makes opening it fast and checking it possible. Write makes such folders.
//
// Invariants:
//   - Nothing is extracted: no name in an archive ever becomes a path.
//   - A damaged shard costs the samples after the damage, which fail with the shard and the byte. The visit goes on with the next shard.
//   - Memory does not grow with the number of samples.
//   - What is written depends on the samples and the settings alone. A shard and an index are there whole or not at all.
package shards
