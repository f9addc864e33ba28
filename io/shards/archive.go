package shards

import (
	"archive/tar"
	"io"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/internal/stream"
)

const (
	largestImage = 256 << 20 // bytes
	largestLabel = 1 << 20
	// firstPiece is the number of bytes of a member that are given memory before any have arrived.
	firstPiece = 1 << 20
)

// A sample is a group of members.
type sample struct {
	key     string
	begun   bool   // a member of it was seen
	pixels  bool   // it has an image
	encoded []byte // the image
	class   []byte // the content of .cls, nil if there is none
	json    []byte
	err     error // what makes it a bad sample
}

// reset makes the sample empty. The memory of the image is kept.
func (s *sample) reset() { *s = sample{encoded: s.encoded[:0]} }

// counts reports whether the group is a sample.
func (s *sample) counts() bool { return s.pixels || s.class != nil }

// complete reports whether nothing is missing.
func (s *sample) complete() bool { return s.pixels && (s.class != nil || s.json != nil) }

// An archive reads the samples of a shard.
type archive struct {
	members *tar.Reader
	size    int64        // of the archive, if it is not compressed; otherwise -1
	offset  func() int64 // how far it was read, in bytes after decompression
	images  bool         // read images, instead of passing over them

	header *tar.Header // of the member to read next, nil if that was not asked for yet
	member member
	err    error // why it cannot be read on
}

// next reads the next sample. It returns io.EOF after the last, and another error where the archive is damaged, then and ever after.
func (a *archive) next(s *sample) error {
	s.reset()
	for {
		if err := a.peek(); err != nil {
			// Damage after a sample that lacks nothing is not the damage of this sample.
			if err == io.EOF && s.counts() || s.complete() {
				return nil
			}
			return err
		}
		if s.begun && a.member.key != s.key {
			if s.counts() {
				return nil
			}
			s.reset()
		}
		if err := a.take(s); err != nil {
			a.err = a.locate(err)
			return a.err
		}
		a.header = nil
	}
}

// peek makes the next member of a sample the current one, unless there is one already.
func (a *archive) peek() error {
	for a.header == nil && a.err == nil {
		switch header, err := a.members.Next(); {
		case err == io.EOF && a.offset()%tarBlock == 0:
			a.err = io.EOF
		case err != nil && !errors.Is(err, tar.ErrInsecurePath): // see checkKey
			a.err = a.locate(err)
		default:
			if m, of := parseMember(header); of {
				a.header, a.member = header, m
			}
		}
	}
	return a.err
}

// take adds the current member to a sample.
func (a *archive) take(s *sample) (err error) {
	if !s.begun {
		s.key, s.begun, s.err = a.member.key, true, checkKey(a.member.key)
	}
	switch {
	case a.member.kind == imageMember && !s.pixels:
		s.pixels = true
		if !a.images || a.header.Size > largestImage {
			s.err = firstError(s.err, a.checkSize(largestImage))
			return a.pass()
		}
		s.encoded, err = a.read(s.encoded)
		return err
	case a.member.kind == classMember && s.class == nil, a.member.kind == jsonMember && s.json == nil:
		if a.header.Size > largestLabel {
			s.err = firstError(s.err, a.checkSize(largestLabel))
			return a.pass()
		}
		text, err := a.read([]byte{})
		if a.member.kind == classMember {
			s.class = text
		} else {
			s.json = text
		}
		return err
	default:
		return a.pass()
	}
}

func firstError(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

func (a *archive) checkSize(most int64) error {
	if a.header.Size > most {
		return errors.Errorf("member %.200q has %d bytes, want at most %d", a.header.Name, a.header.Size, most)
	}
	return nil
}

// read reads the content of the current member, into the memory of buffer if it fits. Memory grows as the bytes arrive.
func (a *archive) read(buffer []byte) ([]byte, error) {
	size := int(a.header.Size)
	buffer = stream.Resize(buffer, min(size, max(firstPiece, cap(buffer))))
	for begin := 0; ; {
		n, err := io.ReadFull(a.members, buffer[begin:])
		if begin += n; err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil && len(buffer) > 0 {
			return buffer[:0], errors.Wrapf(err, "member %.200q ends after %d of its %d bytes", a.header.Name, begin, size)
		}
		if begin == size {
			return buffer, nil
		}
		buffer = append(buffer, make([]byte, min(begin, size-begin))...)
	}
}

// pass passes over the content of the current member. Only that of an archive of unknown size is read: of others the reader skips it.
func (a *archive) pass() error {
	if a.size < 0 {
		_, err := io.Copy(io.Discard, a.members)
		return err
	}
	if missing := a.offset() + a.header.Size - a.size; missing > 0 {
		return errors.Wrapf(io.ErrUnexpectedEOF, "member %.200q lacks %d of its %d bytes", a.header.Name, missing, a.header.Size)
	}
	return nil
}

// locate adds to an error where the archive was read.
func (a *archive) locate(err error) error {
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if a.size < 0 {
		return errors.Wrapf(err, "byte %d after decompression", a.offset())
	}
	return errors.Wrapf(err, "byte %d", a.offset())
}
