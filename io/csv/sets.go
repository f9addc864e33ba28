package csv

import (
	"slices"

	"github.com/pkg/errors"
)

// openAll makes one set of all rows.
func openAll(t table, settings Settings) (*Set, error) {
	all, err := t.read(settings, false)
	if err != nil {
		return nil, err
	}
	return newSet(t, all, trainingPart, settings.Classes)
}

func openSplits(t table, settings Settings) (training, validation *Set, err error) {
	all, err := t.read(settings, true)
	if err != nil {
		return nil, nil, errors.Wrap(err, "table of images")
	}
	if training, err = newSet(t, all, trainingPart, settings.Classes); err != nil {
		return nil, nil, errors.Wrap(err, "table of images, rows to train with")
	}
	part := validationPart
	if len(all.rows[part].lines) == 0 {
		part = testPart
	}
	if len(all.rows[part].lines) == 0 {
		return training, nil, nil
	}
	if settings.Classes == nil { // what is not among given classes is a bad row, in both parts
		if err := checkKnown(all.words.used(&all.rows[part]), training.classes); err != nil {
			return nil, nil, errors.Wrapf(err, "table of images %s", t.place)
		}
	}
	validation, err = newSet(t, all, part, training.classes)
	if err != nil {
		return nil, nil, errors.Wrap(err, "table of images, rows to validate with")
	}
	return training, validation, nil
}

// checkKnown returns an error if labels to validate with are not among the classes to train with.
func checkKnown(labels, classes []string) error {
	known, err := newResolver(classes)
	if err != nil {
		return err
	}
	strangers := slices.DeleteFunc(labels, func(label string) bool {
		_, err := known.find(label)
		return err == nil
	})
	if len(strangers) == 0 {
		return nil
	}
	return errors.Errorf("the classes %q occur in rows to validate with, but in none to train with", strangers[:min(len(strangers), 10)])
}

// newSet gives the labels of a part their meaning. If classes is nil, they are those that occur.
func newSet(t table, all *content, part int, classes []string) (*Set, error) {
	rows := all.rows[part]
	if classes == nil {
		classes = classesOf(all.words.used(&rows))
	}
	set := &Set{table: t, layout: all.layout, classes: slices.Clone(classes), rows: rows, labels: rows.words}
	set.rows.words = nil
	if err := set.resolve(&all.words); err != nil {
		return nil, errors.Wrap(err, t.place)
	}
	if set.Len() == 0 {
		return nil, errors.Errorf("%s has no rows", t.place)
	}
	if len(set.rows.bad) == set.Len() {
		return nil, errors.Wrapf(set.rows.bad[0], "all %d rows are bad, the first because", set.Len())
	}
	set.rows.paths.Clip()
	return set, nil
}

// resolve replaces the numbers of labels in the vocabulary by classes.
func (s *Set) resolve(words *vocabulary) error {
	known, err := newResolver(s.classes)
	if err != nil {
		return err
	}
	classes, wrong := make([]int32, len(words.words)), make([]error, len(words.words))
	for word, label := range words.words {
		class, err := known.find(label)
		classes[word], wrong[word] = int32(class), err
	}
	for i, word := range s.labels {
		s.labels[i] = 0
		if word < 0 {
			continue
		}
		s.labels[i] = classes[word]
		if wrong[word] != nil {
			s.rows.fail(i, s.table.wrap(&problem{s.layout.label, wrong[word].Error()}, int(s.rows.lines[i]), &s.layout))
		}
	}
	return nil
}
