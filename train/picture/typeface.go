package picture

import (
	"image/color"
	"math"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	plotfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
)

// fonts holds the embedded fonts, parsed at the first use.
var fonts = sync.OnceValue(func() *plotfont.Cache { return plotfont.NewCache(liberation.Collection()) })

// An anchor says which point of a line of text is given: the share of its width that lies before that point.
type anchor float64

const (
	atStart  anchor = 0
	atCentre anchor = 0.5
	atEnd    anchor = 1
)

// A typeface is a font of one size and colour.
type typeface struct {
	face   plotfont.Face
	size   float64 // in points
	colour color.Color
}

// regular returns the upright typeface of a size in points.
func regular(size float64, colour color.Color) typeface {
	return newTypeface(font.WeightNormal, size, colour)
}

// bold returns the bold typeface of a size in points.
func bold(size float64, colour color.Color) typeface {
	return newTypeface(font.WeightBold, size, colour)
}

func newTypeface(weight font.Weight, size float64, colour color.Color) typeface {
	name := plotfont.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight}
	return typeface{face: fonts().Lookup(name, vg.Points(size)), size: size, colour: colour}
}

// lineHeight is the distance between baselines, in dots.
func (t typeface) lineHeight() int { return int(math.Round(points(1.3 * t.size))) }

// capHeight is the height of a capital letter or a digit, in dots: 0.7 of the size in this font.
func (t typeface) capHeight() float64 { return points(0.7 * t.size) }

// width returns the width of a line, in dots.
func (t typeface) width(line string) int { return int(math.Ceil(points(t.face.Width(line).Points()))) }

// widest returns the greatest width among lines, in dots.
func (t typeface) widest(lines []string) int {
	width := 0
	for _, line := range lines {
		width = max(width, t.width(line))
	}
	return width
}

// shorten cuts a line to a width in dots, and shows by an ellipsis that it did.
func (t typeface) shorten(line string, width int) string {
	if t.width(line) <= width {
		return line
	}
	letters := []rune(line)
	for n := len(letters) - 1; n > 0; n-- {
		if short := strings.TrimRight(string(letters[:n]), " ") + "…"; t.width(short) <= width {
			return short
		}
	}
	return "…"
}

// wrap breaks text between words into lines of a width in dots. It makes at most the given number of lines; the last is shortened to
// what fits.
func (t typeface) wrap(text string, width, lines int) []string {
	var wrapped []string
	remaining := words(text)
	for len(remaining) > 0 {
		n := len(remaining)
		if len(wrapped) < lines-1 {
			for n > 1 && t.width(strings.Join(remaining[:n], " ")) > width {
				n--
			}
		}
		wrapped = append(wrapped, t.shorten(strings.Join(remaining[:n], " "), width))
		remaining = remaining[n:]
	}
	return wrapped
}

// words cuts text at blanks, tabs and line breaks, but not at no-break spaces.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) && r != noBreakSpace })
}

const noBreakSpace = '\u00a0'

// oneLine replaces line breaks, tabs and runs of blanks by single blanks, as names are written on one line.
func oneLine(text string) string { return strings.Join(words(text), " ") }
