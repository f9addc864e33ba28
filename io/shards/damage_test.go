package shards

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reefml/reef/io/dataset"
)

// outcome visits a set in its order and returns what becomes of each sample: its name, or what its error says.
func outcome(s *Shards) (samples []string) {
	for record := range s.Visit(context.Background(), dataset.Order{}) {
		var sample dataset.Sample
		if err := record.Read(&sample); err != nil {
			samples = append(samples, "error: "+err.Error())
		} else {
			samples = append(samples, sample.Name)
		}
	}
	return samples
}

// A shard that is cut anywhere keeps the samples before the cut, and what comes after it fails, with or without an index. The next shard is
// not concerned.
func TestCutShards(t *testing.T) {
	whole := archiveOf(t, samplesOf(0, 4)...)
	for _, indexed := range []bool{false, true} {
		for _, compress := range []func(testing.TB, []byte) []byte{nil, gzipped, zstandard} {
			step := 128
			if compress != nil {
				step = 640
			}
			for cut := 0; cut < len(whole); cut += step {
				name := fmt.Sprintf("cut after %d bytes, index %v, compressed %v", cut, indexed, compress != nil)
				file := whole[:cut]
				if compress != nil {
					file = compress(t, file)
				}
				checkCut(t, name, file, cut, whole, indexed)
			}
		}
	}
}

// checkCut opens a shard that was cut, and another one after it. Samples take 4 blocks: two headers, an image and a label, unless the image
// is longer.
func checkCut(t *testing.T, name string, file []byte, cut int, whole []byte, indexed bool) {
	t.Helper()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "a.tar"), file)
	write(t, filepath.Join(folder, "b.tar"), archiveOf(t, samplesOf(4, 6)...))
	if indexed {
		index := &Index{Classes: numbered(3), Shards: []Entry{
			{File: "a.tar", Bytes: int64(len(file)), Samples: 4, SHA256: strings.Repeat("0", 64), Labels: []int{2, 1, 1}},
			{File: "b.tar", Bytes: 4096 + 1024, Samples: 2, SHA256: strings.Repeat("0", 64), Labels: []int{0, 1, 1}},
		}}
		index.Shards[1].Bytes = int64(len(archiveOf(t, samplesOf(4, 6)...)))
		if err := WriteIndex(folder, index); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, Settings{Classes: numbered(3)}, folder)
	samples := outcome(s)
	sound := soundSamples(cut)
	for i, got := range samples[:sound] {
		if want := fmt.Sprintf("a.tar:train/%06d", i); got != want {
			t.Fatalf("%s: sample %d is %q, want %q", name, i, got, want)
		}
	}
	for i, got := range samples[sound : len(samples)-2] {
		if cut%512 == 0 && strings.Contains(got, "has no label") {
			continue // between members: this might be a whole archive that was ended carelessly
		}
		if !strings.HasPrefix(got, "error: a.tar") || !strings.Contains(got, "byte ") {
			t.Fatalf("%s: sample %d is %q, want an error with the shard and the byte", name, sound+i, got)
		}
	}
	if bad := len(samples) - 2 - sound; indexed && len(samples) != 6 || bad > 1 && !indexed {
		t.Fatalf("%s: %d samples, of which %d are sound", name, len(samples), sound)
	}
	if got := samples[len(samples)-2:]; got[0] != "b.tar:train/000004" || got[1] != "b.tar:train/000005" {
		t.Fatalf("%s: the samples of the next shard are %q", name, got)
	}
}

// soundSamples returns how many of the first samples of samplesOf end before a cut.
func soundSamples(cut int) int {
	end := 0
	for i := range 4 {
		end += 512 + (len(imageOf(i))+511)/512*512 + 512 + len(fmt.Sprint(i%3, "\n"))
		if cut < end {
			return i
		}
		end += 512 - len(fmt.Sprint(i%3, "\n"))
	}
	return 4
}

// Bytes that are damaged in the middle of compressed data, or in a header, end the shard.
func TestDamagedShards(t *testing.T) {
	for _, c := range []struct {
		name     string
		compress func(testing.TB, []byte) []byte
		at       int // byte to damage; negative ones count from the end
	}{{"header", nil, 4*512 + 150}, {"gzip", gzipped, -8}, {"zstd", zstandard, -3}} {
		file := archiveOf(t, samplesOf(0, 50)...)
		if c.compress != nil {
			file = c.compress(t, file)
		}
		file[(c.at+len(file))%len(file)] ^= 0x55
		folder := t.TempDir()
		write(t, filepath.Join(folder, "a.tar"), file)
		samples := outcome(open(t, Settings{}, folder))
		last := samples[len(samples)-1]
		if c.name == "gzip" { // only the checksum is wrong, and it comes after all samples
			continue
		}
		if !strings.HasPrefix(last, "error: a.tar") || !strings.Contains(last, "byte ") {
			t.Errorf("%s: the last of %d samples is %q, want an error with the shard and the byte", c.name, len(samples), last)
		}
	}
}

// A set that has shrunk since it was counted fails, and one that was replaced is noticed by the index.
func TestShardsThatChange(t *testing.T) {
	folder := folderOf(t, false, 5, 5)
	s := open(t, Settings{}, folder)
	write(t, filepath.Join(folder, "shard-000.tar"), archiveOf(t, samplesOf(0, 3)...))
	samples := outcome(s)
	if len(samples) != 10 || samples[2] != "shard-000.tar:train/000002" || !strings.Contains(samples[3], "before all samples that were counted") ||
		!strings.Contains(samples[4], "before all samples") || samples[5] != "shard-001.tar:train/000005" {
		t.Errorf("samples are %q", samples)
	}
	packed := t.TempDir()
	mustWrite(t, packed, &fixture{n: 4}, WriteSettings{Samples: 2})
	s = open(t, Settings{}, packed)
	write(t, filepath.Join(packed, "shard-000000.tar"), archiveOf(t, samplesOf(0, 3)...))
	if samples := outcome(s); !strings.Contains(samples[1], "by its index: it was replaced or not copied whole") || samples[2][:6] != "shard-" {
		t.Errorf("samples are %q", samples)
	}
}
