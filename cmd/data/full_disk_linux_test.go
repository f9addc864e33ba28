package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/pkg/errors"
)

// smallDisk mounts a file system of so many bytes, where this process may.
func smallDisk(t *testing.T, size int) string {
	t.Helper()
	path := t.TempDir()
	if err := syscall.Mount("reef", path, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		t.Skip("a small disk cannot be mounted here:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(path, 0); err != nil {
			t.Error(err)
		}
	})
	return path
}

// A disk that fills up while a set is packed: the error says so, nothing half-written is left, and the same command goes on when there is room.
func TestPackOnAFullDisk(t *testing.T) {
	data := cleanFolder(t)
	whole := filepath.Join(t.TempDir(), "shards")
	printed(t, "pack", data, "-out", whole, "-per-shard", "3")

	disk := smallDisk(t, 64<<10)
	out := filepath.Join(disk, "shards")
	arguments := []string{"pack", data, "-out", out, "-per-shard", "3"}
	err := run(context.Background(), arguments, new(bytes.Buffer))
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "the disk is full: make room") {
		t.Fatalf("the error is %v, want that the disk is full and what to do", err)
	}
	want := files(t, whole)
	for path, content := range files(t, out) {
		if name := filepath.Base(path); !strings.HasPrefix(name, ".") && strings.HasSuffix(name, ".tar") && content != want[path] {
			t.Errorf("%s has %d bytes of %d", path, len(content), len(want[path]))
		}
	}
	if _, err := os.Stat(filepath.Join(out, "train", "index.json")); err == nil {
		t.Error("there is an index of shards that are not complete")
	}
	if err := syscall.Mount("reef", disk, "tmpfs", syscall.MS_REMOUNT, "size=16m"); err != nil {
		t.Fatal(err)
	}
	printed(t, arguments...)
	equalFiles(t, files(t, out), want)
}
