package train_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/reefml/reef/train/solver"
)

func TestWhatIsNoCheckpointIsRefused(t *testing.T) {
	whole, err := os.ReadFile(checkpoint(t, checkpointSettings()))
	if err != nil {
		t.Fatal(err)
	}
	write := func(content string) string {
		path := filepath.Join(t.TempDir(), "damaged")
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text := string(whole)
	for _, test := range []struct{ name, path, word string }{
		{"no file", filepath.Join(t.TempDir(), "missing"), "checkpoint"},
		{"empty file", write(""), "cut short"},
		{"text", write("Reef, version 1, epoch 12"), "not a safetensors file"},
		{"a model, not a checkpoint", write(strings.Replace(text, `"progress"`, `"Progress"`, 1)), "no checkpoint of Reef"},
		{"progress that is no JSON", write(strings.Replace(text, `"{\"format`, `"[\"format`, 1)), "progress"},
		{"newer format", write(strings.Replace(text, `\"format\":1`, `\"format\":2`, 1)), "format 2, expected 1"},
		{"state of another method", write(strings.ReplaceAll(text, "solver:mean:", "solver:zean:")), "zean"},
		{"half of a state", write(strings.ReplaceAll(text, `"solver:mean:block/bias"`, `"solver:mean:block/bios"`)), "block/bios"},
		{"one byte too many", write(text + "x"), "goes on after the data"},
	} {
		refused(t, test.name, test.path, checkpointSettings(), test.word)
	}
}

// Cut short anywhere, a checkpoint is refused and changes nothing.
func TestCheckpointCutShort(t *testing.T) {
	path := checkpoint(t, checkpointSettings())
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := checkpointSettings()
	trainer := newTrainer(t, s)
	before := snapshot(t, trainer, s.Solver)
	cut := filepath.Join(t.TempDir(), "cut")
	for size := 0; size < len(whole); size += 101 {
		if err := os.WriteFile(cut, whole[:size], 0o666); err != nil {
			t.Fatal(err)
		}
		if err := trainer.Resume(cut); err == nil {
			t.Fatalf("the first %d of %d bytes are taken for a checkpoint", size, len(whole))
		}
	}
	if !reflect.DeepEqual(snapshot(t, trainer, s.Solver), before) {
		t.Error("a refused checkpoint has changed the trainer")
	}
}

// A flipped bit in the header either gives an error, and the trainer is as before, or leaves a header that still makes sense (a number
// of the history, say, which nothing can tell from another). It never gives a panic, nor a half-restored trainer.
func TestCheckpointWithFlippedBitInHeader(t *testing.T) {
	path := checkpoint(t, checkpointSettings())
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	end := 8 + int(binary.LittleEndian.Uint64(whole))
	s := checkpointSettings()
	trainer := newTrainer(t, s)
	before := snapshot(t, trainer, s.Solver)
	flipped := filepath.Join(t.TempDir(), "flipped")
	refusals := 0
	for i := range end {
		whole[i] ^= 1 << (i % 8)
		if err := os.WriteFile(flipped, whole, 0o666); err != nil {
			t.Fatal(err)
		}
		whole[i] ^= 1 << (i % 8)
		if err := trainer.Resume(flipped); err == nil {
			trainer = newTrainer(t, s)
			if err := s.Solver.Restore(solver.State{}); err != nil {
				t.Fatal(err)
			}
			continue
		}
		refusals++
		if !reflect.DeepEqual(snapshot(t, trainer, s.Solver), before) || len(trainer.History()) != 0 {
			t.Fatalf("the checkpoint with byte %d flipped is refused, but has changed the trainer", i)
		}
	}
	if refusals < end*3/4 { // names, shapes and offsets are most of it
		t.Errorf("only %d of %d flipped headers are refused", refusals, end)
	}
}
