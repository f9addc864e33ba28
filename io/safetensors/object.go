package safetensors

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/pkg/errors"
)

// A member is a key of a JSON object and its value.
type member struct {
	key   string
	value json.RawMessage
	place int64 // of the value in the file
}

// members splits a JSON object, which starts at byte start of the file. Unlike json.Unmarshal it keeps the places, and takes no key twice:
// programs that differ in which of two equal keys they believe would see different files.
func (f *file) members(text []byte, start int64) ([]member, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	fail := func(err error) error {
		return f.wrapAt(start+decoder.InputOffset(), errors.Wrap(err, "the header is not valid JSON"))
	}
	if opening, err := decoder.Token(); err != nil {
		return nil, fail(err)
	} else if opening != json.Delim('{') {
		return nil, f.errorAt(start, "the header has %.40s where an object should be", text)
	}
	var members []member
	seen := map[string]bool{}
	for decoder.More() {
		m, err := next(decoder, start)
		if err != nil {
			return nil, fail(err)
		}
		if seen[m.key] {
			return nil, f.errorAt(m.place, "the key %q occurs twice", m.key)
		}
		seen[m.key] = true
		members = append(members, m)
	}
	if _, err := decoder.Token(); err != nil { // the closing brace
		return nil, fail(err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, f.errorAt(start+decoder.InputOffset(), "the header goes on after its object")
	}
	return members, nil
}

// next reads a key and its value.
func next(decoder *json.Decoder, start int64) (member, error) {
	key, err := decoder.Token()
	if err != nil {
		return member{}, err
	}
	name, ok := key.(string)
	if !ok {
		return member{}, errors.Errorf("a key is %v, want a string", key)
	}
	var value json.RawMessage
	if err := decoder.Decode(&value); err != nil {
		return member{}, err
	}
	return member{key: name, value: value, place: start + decoder.InputOffset() - int64(len(value))}, nil
}
