package cifar

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// FuzzRecords checks that a file is an error or is made up of the records read. Its pixels are made in the test: the fuzzer would be long in
// finding files of thousands of bytes. The last record is cut by some bytes.
func FuzzRecords(f *testing.F) {
	f.Add([]byte{0, 9, 3}, uint16(0), false)
	f.Add([]byte{0, 99, 19, 0}, uint16(0), true)
	f.Add([]byte{0, 10}, uint16(1), false)
	f.Add([]byte{}, uint16(0), false)
	f.Add(bytes.Repeat([]byte{1, 2}, 3), uint16(0), true)
	f.Fuzz(func(t *testing.T, labels []byte, missing uint16, isHundred bool) {
		version := Ten
		if isHundred {
			version = Hundred
		}
		var file []byte
		sound := true
		for some := range slices.Chunk(labels[:min(len(labels), 8)], version.labels()) {
			file = append(file, append(bytes.Clone(some), make([]byte, pixels)...)...)
			for place, label := range some {
				sound = sound && int(label) < version.limits()[place]
			}
		}
		file = file[:max(0, len(file)-int(missing))]
		got, err := readRecords(bytes.NewReader(file), "f", version)
		if (got == nil) == (err == nil) {
			t.Fatalf("records %v, error %v: want one of them", got, err)
		}
		if err != nil {
			if !strings.Contains(err.Error(), "byte ") {
				t.Errorf("the error %q names no byte", err)
			}
			if sound && len(file) > 0 && len(file)%(version.labels()+pixels) == 0 {
				t.Errorf("a sound file of %d bytes is an error: %v", len(file), err)
			}
			return
		}
		var again []byte
		for i := range got.count {
			again = append(again, got.at(i)...)
		}
		if !bytes.Equal(again, file) {
			t.Errorf("%d records do not make up the file of %d bytes", got.count, len(file))
		}
	})
}

// FuzzNames checks that a file of names is an error or gives different, tidy names in the order of the file.
func FuzzNames(f *testing.F) {
	f.Add([]byte("cat\ndog\n\n"), 2)
	f.Add([]byte("кошка\r\n犬\r\n"), 2)
	f.Add([]byte(" \n"), 0)
	f.Add([]byte(""), 0)
	f.Fuzz(func(t *testing.T, file []byte, want int) {
		names, err := readNames(bytes.NewReader(file), want)
		if err != nil {
			return
		}
		if len(names) != want || want == 0 {
			t.Fatalf("there are %d names, want %d and not none", len(names), want)
		}
		rest := string(file)
		for i, name := range names {
			if name == "" || name != strings.TrimSpace(name) || slices.Contains(names[:i], name) {
				t.Errorf("name %d is %q", i, name)
			}
			_, after, found := strings.Cut(rest, name)
			if !found {
				t.Fatalf("name %d, %q, is not in the file after those before", i, name)
			}
			rest = after
		}
		if strings.TrimSpace(rest) != "" {
			t.Errorf("%q is left of the file", rest)
		}
	})
}
