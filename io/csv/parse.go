package csv

import (
	"bufio"
	"bytes"
	encoding "encoding/csv"
	"io"
	"strings"

	"github.com/pkg/errors"
)

// The parts that a table may be split into.
const (
	trainingPart = iota
	validationPart
	testPart
	parts
)

// content is what a table holds, before labels have a meaning.
type content struct {
	layout layout
	rows   [parts]rows // all in the first, unless it was asked for parts
	words  vocabulary
}

// read parses the table.
func (t *table) read(settings Settings, split bool) (content *content, err error) {
	f, err := t.files.Open(t.name)
	if err != nil {
		return nil, err
	}
	defer func() {
		if closing := f.Close(); err == nil {
			err = errors.Wrapf(closing, "closing %s", t.place)
		}
	}()
	return t.parse(f, settings, split)
}

func (t *table) parse(source io.Reader, settings Settings, split bool) (*content, error) {
	reader, err := newReader(source, settings)
	if err != nil {
		return nil, errors.Wrap(err, t.place)
	}
	first, err := reader.Read()
	if err == io.EOF {
		return nil, errors.Errorf("%s is empty, want a header and rows", t.place)
	}
	if err != nil {
		return nil, errors.Wrapf(err, "%s: the first row", t.place)
	}
	found, isHeader, err := findLayout(first, settings)
	if err != nil {
		return nil, errors.Wrap(err, t.place)
	}
	all := &content{layout: found}
	if !isHeader {
		line, _ := reader.FieldPos(0) // empty lines may precede it
		if err := t.add(all, first, line, settings, split); err != nil {
			return nil, err
		}
	}
	return all, t.addRows(all, reader, settings, split)
}

// newReader returns a reader of rows that begins after a byte order mark.
func newReader(source io.Reader, settings Settings) (*encoding.Reader, error) {
	buffered := bufio.NewReaderSize(source, 1<<16)
	mark, err := buffered.Peek(3)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.HasPrefix(mark, []byte("\xff\xfe")) || bytes.HasPrefix(mark, []byte("\xfe\xff")) {
		return nil, errors.New("the file is in UTF-16, want UTF-8: save it anew")
	}
	if bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		if _, err := buffered.Discard(3); err != nil {
			return nil, err
		}
	}
	reader := encoding.NewReader(buffered)
	reader.FieldsPerRecord, reader.ReuseRecord, reader.TrimLeadingSpace = -1, true, true
	if settings.Separator != 0 {
		reader.Comma = settings.Separator
	}
	return reader, nil
}

// addRows appends all rows that are left.
func (t *table) addRows(all *content, reader *encoding.Reader, settings Settings, split bool) error {
	for {
		record, err := reader.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			err = t.addMisquoted(all, err)
		} else {
			line, _ := reader.FieldPos(0)
			err = t.add(all, record, line, settings, split)
		}
		if err != nil {
			return err
		}
	}
}

// addMisquoted appends a bad row whose fields cannot be told, if that is what an error of reading means: otherwise the disk is at fault, or a
// quote that swallowed the rows after it.
func (t *table) addMisquoted(all *content, err error) error {
	var misquoted *encoding.ParseError
	if !errors.As(err, &misquoted) || misquoted.Line != misquoted.StartLine {
		return errors.Wrap(err, t.place)
	}
	rows := &all.rows[trainingPart]
	if _, err := rows.add(nil, misquoted.Line, &all.layout, &all.words, false); err != nil {
		return errors.Wrap(err, t.place)
	}
	rows.fail(len(rows.lines)-1, errors.Errorf("%s, line %d, byte %d: %v", t.place, misquoted.Line, misquoted.Column, misquoted.Err))
	return nil
}

// add appends a row to the part that it belongs to.
func (t *table) add(all *content, record []string, line int, settings Settings, split bool) error {
	part, wrong := trainingPart, (*problem)(nil)
	if split && all.layout.split >= 0 && len(record) == all.layout.fields {
		if part = partOf(record[all.layout.split]); part < 0 {
			part, wrong = trainingPart, &problem{all.layout.split, "the part is " + record[all.layout.split] + ", want train, val or test"}
		}
	}
	rows := &all.rows[part]
	other, err := rows.add(record, line, &all.layout, &all.words, settings.Outside)
	if err != nil {
		return errors.Wrap(err, t.place)
	}
	if wrong == nil {
		wrong = other
	}
	if wrong != nil {
		rows.words[len(rows.words)-1] = -1
		rows.fail(len(rows.lines)-1, t.wrap(wrong, line, &all.layout))
	}
	return nil
}

// partOf returns the part of that name, or -1.
func partOf(name string) int {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "train", "training":
		return trainingPart
	case "val", "valid", "validation", "dev":
		return validationPart
	case "test", "testing":
		return testPart
	}
	return -1
}
