package parquet

import (
	"context"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/pkg/errors"
	"github.com/reefml/reef/io/storage"
)

// A column reads the values of a column of a row group, of which there is one a row.
//
// A page is current from the moment at which it was read until all of its values were.
type column struct {
	reader *storage.ReaderAt
	pages  *parquet.FilePages
	page   parquet.Page // whose values are read, nil before the first
	values parquet.ValueReader
	buffer [16]parquet.Value
	held   []parquet.Value // what is unread of the buffer
}

// openColumn opens a column. Reading it ends with ctx.
func openColumn(ctx context.Context, f *file, chunk *parquet.FileColumnChunk, settings storage.Settings) (*column, error) {
	c := &column{reader: storage.NewReaderAt(ctx, f.object, f.address, settings)}
	err := guard(func() error {
		c.pages = chunk.PagesFrom(c.reader)
		return nil
	})
	if err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

// next returns the next value, which is valid until the call after it. It returns an error if there is none.
func (c *column) next() (value parquet.Value, err error) {
	err = guard(func() error {
		for len(c.held) == 0 {
			if err := c.fill(); err != nil {
				return err
			}
		}
		value, c.held = c.held[0], c.held[1:]
		return nil
	})
	return value, err
}

// fill reads some values of the current page, or goes to the next one. It may take several calls until values are held.
func (c *column) fill() error {
	if c.page == nil {
		return c.turn()
	}
	n, err := c.values.ReadValues(c.buffer[:])
	switch c.held = c.buffer[:n]; {
	case n > 0:
		return nil
	case err == io.EOF:
		c.drop()
		return nil
	case err == nil:
		return io.ErrNoProgress
	default:
		return err
	}
}

// turn makes the next page the current one.
func (c *column) turn() error {
	page, err := c.pages.ReadPage()
	if err == io.EOF {
		return errors.Wrap(io.ErrUnexpectedEOF, "the column ends before the row group")
	}
	if err != nil {
		return err
	}
	c.page, c.values = page, page.Values()
	return nil
}

// drop leaves the current page.
func (c *column) drop() {
	parquet.Release(c.page)
	c.page, c.values = nil, nil
}

// skip passes over n values, and over whole pages without looking at them.
func (c *column) skip(n int) error {
	return guard(func() error {
		for n > 0 {
			if held := min(n, len(c.held)); held > 0 {
				c.held, n = c.held[held:], n-held
				continue
			}
			fresh := c.page == nil
			if err := c.fill(); err != nil {
				return err
			}
			if fresh && c.page.NumRows() <= int64(n) {
				n -= int(c.page.NumRows())
				c.drop()
			}
		}
		return nil
	})
}

// close ends the reading. What goes wrong in it concerns no value.
func (c *column) close() {
	if c.pages != nil {
		_ = guard(func() error {
			c.drop()
			return c.pages.Close()
		})
	}
	c.reader.Close()
}
