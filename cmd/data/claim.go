package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pkg/errors"
)

// packFile says what a folder of shards was made of and how.
const packFile = "pack.json"

// claim makes the folder that of a recipe and data, or finds that it is. A folder of another pack is an error: its shards would be
// overwritten.
func claim(folder string, recipe packRecipe, parts []part, fingerprints []string) error {
	splits := map[string]string{}
	for i, p := range parts {
		splits[p.Name] = fingerprints[i]
	}
	text, err := json.MarshalIndent(struct {
		packRecipe
		Splits map[string]string `json:"splits"`
	}{recipe, splits}, "", "  ")
	if err != nil {
		return errors.WithStack(err)
	}
	text = append(text, '\n')
	path := filepath.Join(folder, packFile)
	before, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return writeFile(path, text)
	}
	if err != nil {
		return errors.WithStack(err)
	}
	if !bytes.Equal(before, text) {
		return errors.Errorf("%s was packed from other data or with other flags, see %s: name another folder, or remove this one", folder, path)
	}
	return nil
}

// fingerprint identifies the samples of a split: a hash of their names, or, if those are not known before the samples are read, of where
// they come from and how many there are.
func fingerprint(data string, p part) string {
	sum := sha256.New()
	if set, ok := p.Source.(named); ok {
		for i := range set.Len() {
			fmt.Fprintf(sum, "%d %q\n", set.Label(i), set.Name(i)) // never fails, see hash.Hash
		}
	} else {
		fmt.Fprintf(sum, "%q %q %d\n", data, p.Name, p.Source.Len())
	}
	return hex.EncodeToString(sum.Sum(nil))
}
