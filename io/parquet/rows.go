package parquet

import (
	"context"
	"fmt"

	"github.com/parquet-go/parquet-go"
	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/internal/stream"
	"github.com/reefml/reef/io/storage"
)

// rows reads the samples of a row group.
type rows struct {
	name          string // of the file
	row           int    // of the file, of the next sample
	classes       int
	images, label *column
	broken        error // why the row group cannot be read on
}

var _ stream.Shard = (*rows)(nil)

// openGroup opens a row group for a visit.
func (r *Rows) openGroup(ctx context.Context, shard int) (stream.Shard, error) {
	g := r.groups[shard]
	label, err := openColumn(ctx, g.file, g.label, r.reading(g.file.address, 0))
	if err != nil {
		return nil, errors.Wrap(err, g.file.address)
	}
	images, err := openColumn(ctx, g.file, g.image, r.reading(g.file.address, r.settings.ReadAhead))
	if err != nil {
		label.close()
		return nil, errors.Wrap(err, g.file.address)
	}
	_, name := storage.Split(g.file.address)
	return &rows{name: name, row: g.first, classes: len(r.classes), images: images, label: label}, nil
}

// reading returns how to read a column.
func (r *Rows) reading(address string, ahead int) storage.Settings {
	settings := storage.Settings{Retry: r.settings.Retry}
	if storage.Remote(address) {
		settings.ReadAhead = ahead
	}
	return settings
}

// Next reads the next row.
func (r *rows) Next(into *dataset.Sample) error {
	into.Name, into.Encoded = fmt.Sprintf("%s, row %d", r.name, r.row), into.Encoded[:0]
	r.row++
	if r.broken != nil {
		return errors.Wrap(r.broken, into.Name)
	}
	label, err := r.label.next()
	if err == nil {
		err = r.image(into)
	} else {
		r.broken = err
	}
	if err == nil {
		into.Label, err = labelOf(label, r.classes)
	}
	return errors.Wrap(err, into.Name)
}

// image reads the next image.
func (r *rows) image(into *dataset.Sample) error {
	value, err := r.images.next()
	if err != nil {
		r.broken = err
		return err
	}
	content := value.ByteArray()
	if value.IsNull() || len(content) == 0 {
		return errors.New("the row has no image: its bytes are missing")
	}
	into.Encoded = stream.Resize(into.Encoded, len(content))
	copy(into.Encoded, content)
	return nil
}

// labelOf returns a label, which must be below a number of classes.
func labelOf(value parquet.Value, classes int) (int, error) {
	if value.IsNull() {
		return 0, errors.New("the row has no label")
	}
	number := value.Int64()
	if value.Kind() == parquet.Int32 {
		number = int64(value.Int32())
	}
	if number < 0 || number >= int64(classes) {
		return 0, errors.Errorf("the label is %d, want 0 to %d, the classes of the set", number, classes-1)
	}
	return int(number), nil
}

// Skip passes over n rows.
func (r *rows) Skip(n int) {
	r.row += n
	if r.broken == nil {
		r.broken = r.label.skip(n)
	}
	if r.broken == nil {
		r.broken = r.images.skip(n)
	}
}

// Close ends the reading.
func (r *rows) Close() {
	r.label.close()
	r.images.close()
}

// highestLabel reads all labels and returns the highest, -1 if there is none. Those that make no sense are told of when their row is read.
func (r *Rows) highestLabel(ctx context.Context) (int, error) {
	highest := -1
	for i, g := range r.groups {
		found, err := r.highestInGroup(ctx, g, r.stream.Counts[i])
		if err != nil {
			return 0, errors.Wrap(err, g.file.address)
		}
		highest = max(highest, found)
	}
	return highest, nil
}

func (r *Rows) highestInGroup(ctx context.Context, g group, count int) (int, error) {
	label, err := openColumn(ctx, g.file, g.label, r.reading(g.file.address, 0))
	if err != nil {
		return 0, err
	}
	defer label.close()
	highest := -1
	for range count {
		value, err := label.next()
		if err != nil {
			return 0, errors.Wrapf(err, "reading the labels of the row group that begins with row %d", g.first)
		}
		if number, err := labelOf(value, mostClasses); err == nil {
			highest = max(highest, number)
		}
	}
	return highest, nil
}
