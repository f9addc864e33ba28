package augment

import (
	"math"
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

// Recipe is what the text of a flag says to do with the images of a training.
type Recipe struct {
	Steps []Transformation // with each image
	Sized bool             // whether a step gives images of any size the size that Parse was given
	Mix   Mix              // with the images of a batch
}

// Parse reads a list such as "crop,flip,jitter=0.4,randaugment=9x2,blur=0.1x2@0.5,mixup=0.2". An item is a name of the Catalogue. After "="
// come its numbers, separated by "x"; those left out at the end have their defaults. After "@" comes the probability that the item is not left
// out for an image; it is 1 without. Steps are done in the order of the list; size is what the steps that give images a size give them.
//
// An empty text is an empty Recipe. An error names the item, and says what may stand there.
func Parse(text string, size Size) (Recipe, error) {
	var recipe Recipe
	if strings.TrimSpace(text) == "" {
		return recipe, nil
	}
	if min(size.Height, size.Width) < 1 {
		return recipe, errors.Errorf("images are to become %d × %d pixels, want a height and a width of at least 1", size.Height, size.Width)
	}
	for i, item := range strings.Split(text, ",") {
		if err := recipe.add(strings.TrimSpace(item), size); err != nil {
			return Recipe{}, errors.WithMessagef(err, "item %d of the augmentation, %q", i+1, item)
		}
	}
	return recipe, nil
}

// add reads one item.
func (r *Recipe) add(item string, size Size) error {
	item, chance, sometimes := strings.Cut(item, "@")
	name, numbers, _ := strings.Cut(item, "=")
	entry, err := find(name)
	if err != nil {
		return err
	}
	values, err := parseNumbers(numbers, entry)
	if err != nil {
		return err
	}
	if entry.OfBatch {
		if sometimes {
			return errors.Errorf("%s mixes batches, to which no probability of an image applies: leave out @%s", name, chance)
		}
		return r.Mix.add(entry.mix(values))
	}
	step := entry.step(values, size)
	if sometimes {
		value, err := parseNumber(chance, probability(1))
		if err != nil {
			return err
		}
		step = Sometimes{Step: step, Probability: value}
	}
	r.Steps = append(r.Steps, step)
	r.Sized = r.Sized || entry.Sizes && !sometimes
	return nil
}

// find returns the entry of a name.
func find(name string) (Entry, error) {
	var names []string
	for _, entry := range Catalogue() {
		if entry.Name == name {
			return entry, nil
		}
		names = append(names, entry.Name)
	}
	return Entry{}, errors.Errorf("received the name %q, want one of %s", name, strings.Join(names, ", "))
}

// parseNumbers returns the numbers of an entry, those that the text leaves out too.
func parseNumbers(text string, entry Entry) ([]float64, error) {
	values := make([]float64, len(entry.Numbers))
	for i, number := range entry.Numbers {
		values[i] = number.Default
	}
	if text == "" {
		return values, nil
	}
	items := strings.Split(text, "x")
	if len(items) > len(values) {
		return nil, errors.Errorf("received %d numbers, want at most %d: %s", len(items), len(values), entry)
	}
	for i, item := range items {
		value, err := parseNumber(item, entry.Numbers[i])
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	return values, nil
}

// parseNumber reads one number.
func parseNumber(text string, number Number) (float64, error) {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || !(value >= number.Low && value <= number.High) || number.Whole && value != math.Trunc(value) {
		kind := "a number"
		if number.Whole {
			kind = "a whole number"
		}
		return 0, errors.Errorf("%s: received %q, want %s from %v to %v", number.Name, text, kind, number.Low, number.High)
	}
	return value, nil
}
