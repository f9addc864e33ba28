package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/atomicfile"
	"github.com/reefml/reef/train"
)

const (
	configFile     = "config.json"
	logFile        = "log.jsonl"
	resultFile     = "result.json"
	unreadableFile = "unreadable.jsonl"
	checkpointFile = "checkpoint.safetensors"
	modelFolder    = "model"
)

// folder is the path of a run folder.
type folder string

func (f folder) join(name string) string { return filepath.Join(string(f), name) }

// folder makes the run folder, or finds the one to go on in.
func (r *session) folder() (folder, error) {
	c := r.config
	if c.Resume != "" {
		f := folder(c.Resume)
		if err := r.trainer.Resume(f.join(checkpointFile)); err != nil {
			return "", errors.Wrap(err, "-resume")
		}
		return f, f.rewriteLog(r.trainer.History())
	}
	path := c.Out
	if path == "" {
		path = free(filepath.Join("runs", c.Net+"-"+strings.Map(plain, c.Data)))
	} else if taken(path) {
		return "", errors.Errorf("-out: %s holds a run already: name another folder, or go on with -resume %s", path, path)
	}
	if err := os.MkdirAll(path, 0o755); err != nil {
		return "", errors.Wrap(err, "-out")
	}
	f := folder(path)
	return f, f.writeJSON(configFile, c)
}

// plain keeps what is good in a folder's name.
func plain(r rune) rune {
	if strings.ContainsRune("/\\: ", r) {
		return '-'
	}
	return r
}

// taken tells whether a folder holds a run.
func taken(path string) bool {
	_, err := os.Stat(filepath.Join(path, configFile))
	return err == nil
}

// free is the path itself if it holds no run, or else the path with the first number that is free.
func free(path string) string {
	if !taken(path) {
		return path
	}
	for n := 2; ; n++ {
		if numbered := fmt.Sprintf("%s-%d", path, n); !taken(numbered) {
			return numbered
		}
	}
}

func (f folder) writeJSON(name string, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return errors.Wrap(err, name)
	}
	return f.write(name, append(text, '\n'))
}

func (f folder) write(name string, content []byte) error {
	return atomicfile.Write(f.join(name), func(w io.Writer) error {
		_, err := w.Write(content)
		return errors.WithStack(err)
	})
}

// appendLog adds an epoch to the log.
func (f folder) appendLog(e train.Epoch) error {
	line, err := json.Marshal(e)
	if err != nil {
		return errors.Wrap(err, logFile)
	}
	return appendLine(f.join(logFile), line)
}

// rewriteLog makes the log agree with the checkpoint: a run that was killed may have logged an epoch that it will do again.
func (f folder) rewriteLog(history []train.Epoch) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	for _, e := range history {
		if err := encoder.Encode(e); err != nil {
			return errors.Wrap(err, logFile)
		}
	}
	return f.write(logFile, text.Bytes())
}
