package safetensors

import (
	"encoding/json"
	"unicode/utf8"
)

// A region is what the header says of a tensor, and where it says so.
type region struct {
	name       string
	elements   Type
	shape      []int
	begin, end int   // offsets from the end of the header
	place      int64 // of the entry in the file
}

// parse reads the header's text, which starts at byte 8 of the file.
func (f *file) parse(text []byte) (regions []region, metadata map[string]string, err error) {
	if !utf8.Valid(text) {
		return nil, nil, f.errorAt(8, "the header is not UTF-8")
	}
	if len(text) == 0 || text[0] != '{' { // white space may follow the object, but not come before it
		return nil, nil, f.errorAt(8, "the header begins with %.8q, want {", text)
	}
	members, err := f.members(text, 8)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range members {
		if m.key == metadataKey {
			if metadata, err = f.metadata(m); err != nil {
				return nil, nil, err
			}
			continue
		}
		r, err := f.region(m)
		if err != nil {
			return nil, nil, err
		}
		regions = append(regions, r)
	}
	return regions, metadata, nil
}

// metadata reads an object of strings, nil if it is empty.
func (f *file) metadata(m member) (map[string]string, error) {
	members, err := f.members(m.value, m.place)
	if err != nil || len(members) == 0 {
		return nil, err
	}
	metadata := make(map[string]string, len(members))
	for _, m := range members {
		if metadata[m.key], err = f.text(m); err != nil {
			return nil, err
		}
	}
	return metadata, nil
}

// region reads the entry of one tensor and checks that its shape fits its offsets.
func (f *file) region(m member) (region, error) {
	r := region{name: m.key, place: m.place}
	fields, err := f.members(m.value, m.place)
	if err != nil {
		return region{}, err
	}
	if err := f.exactly(m, fields, "dtype", "shape", "data_offsets"); err != nil {
		return region{}, err
	}
	for _, field := range fields {
		if err := f.field(&r, field); err != nil {
			return region{}, err
		}
	}
	size, err := bytesOf(r.elements, r.shape)
	if err != nil {
		return region{}, f.errorAt(r.place, "tensor %q: %v", r.name, err)
	}
	if r.end-r.begin != size {
		return region{}, f.errorAt(r.place, "tensor %q has data_offsets [%d, %d], want %d bytes for %s of shape %v",
			r.name, r.begin, r.end, size, r.elements, r.shape)
	}
	return r, nil
}

// exactly returns an error unless the entry of a tensor has the named fields and no others.
func (f *file) exactly(entry member, fields []member, names ...string) error {
	missing := map[string]bool{}
	for _, name := range names {
		missing[name] = true
	}
	for _, field := range fields {
		if !missing[field.key] {
			return f.errorAt(field.place, "tensor %q has an unknown field %q, want %q", entry.key, field.key, names)
		}
		delete(missing, field.key)
	}
	for _, name := range names {
		if missing[name] {
			return f.errorAt(entry.place, "tensor %q has no field %q", entry.key, name)
		}
	}
	return nil
}

// field reads one field of a tensor's entry.
func (f *file) field(r *region, m member) error {
	switch m.key {
	case "dtype":
		name, err := f.text(m)
		r.elements = Type(name)
		return err
	case "shape":
		shape, err := f.numbers(m)
		r.shape = shape
		return err
	default: // data_offsets
		offsets, err := f.numbers(m)
		if err != nil {
			return err
		}
		if len(offsets) != 2 || offsets[0] > offsets[1] {
			return f.errorAt(m.place, "data_offsets of tensor %q are %v, want the begin and the end of its data", r.name, offsets)
		}
		r.begin, r.end = offsets[0], offsets[1]
		return nil
	}
}

// text reads a string. JSON's null, which Go would read as "", is none.
func (f *file) text(m member) (string, error) {
	var value *string
	if err := json.Unmarshal(m.value, &value); err != nil || value == nil {
		return "", f.errorAt(m.place, "%q is %.40s, want a string", m.key, m.value)
	}
	return *value, nil
}

// numbers reads an array of whole numbers from 0.
func (f *file) numbers(m member) ([]int, error) {
	var values []*int
	err := json.Unmarshal(m.value, &values)
	valid := err == nil && values != nil
	numbers := make([]int, len(values))
	for i, value := range values {
		if value == nil || *value < 0 {
			valid = false
			break
		}
		numbers[i] = *value
	}
	if !valid {
		return nil, f.errorAt(m.place, "%q is %.40s, want an array of whole numbers from 0 that fit a machine word", m.key, m.value)
	}
	return numbers, nil
}
