package schedule_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/train/schedule"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]schedule.Schedule{
		"constant":              schedule.Constant,
		"constant=0.5":          schedule.Linear(0.5, 0.5),
		"cosine":                schedule.Cosine,
		" cosine=0.01 ":         schedule.CosineTo(0.01),
		"linear":                schedule.Linear(1, 0),
		"linear=0.5":            schedule.Linear(0.5, 0),
		"linear=0.5x1e-2":       schedule.Linear(0.5, 0.01),
		"exponential":           schedule.Exponential(0.01),
		"polynomial=0.9":        schedule.Polynomial(0.9, 0),
		"step":                  schedule.Step(0.1, 0.5),
		"step=0.2":              schedule.Step(0.2, 0.5),
		"step=0.1x0.3x0.6x0.9":  schedule.Step(0.1, 0.3, 0.6, 0.9),
		"onecycle":              schedule.OneCycle(0.3, 0.04, 4e-6),
		"onecycle=0.4x0.1":      schedule.OneCycle(0.4, 0.1, 4e-6),
		"warmup+cosine":         schedule.WarmUp(0.05, schedule.Cosine),
		"warmup=0.1x0.5+linear": schedule.WarmUpFrom(0.5, 0.1, schedule.Linear(1, 0)),
		"constant@0.75 + cosine": schedule.Sequence(schedule.Part{Share: 0.75, Schedule: schedule.Constant},
			schedule.Part{Schedule: schedule.Cosine}),
		"warmup=0.1+cosine=0.1@0.5+constant=0.1": schedule.WarmUp(0.1, schedule.Sequence(
			schedule.Part{Share: 0.5, Schedule: schedule.CosineTo(0.1)}, schedule.Part{Schedule: schedule.Linear(0.1, 0.1)})),
	} {
		got, err := schedule.Parse(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		for i := range 101 {
			if p := float64(i) / 100; got(p) != want(p) {
				t.Errorf("%q is %v at %v, want %v", text, got(p), p, want(p))
				break
			}
		}
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                           `received the name "", want one of constant, cosine, linear`,
		"Cosine":                     `item "Cosine" of the schedule: received the name "Cosine"`,
		"cosine=":                    `final factor: received "", want a number from 0 to 1000`,
		"cosine=0.1x0.2":             "received 2 numbers, want at most 1: cosine=0 ",
		"cosine=-1":                  `received "-1"`,
		"linear=1xNaN":               `final factor: received "NaN"`,
		"linear=Inf":                 `first factor: received "Inf"`,
		"exponential=0":              "want a number from 1e-12",
		"step=2":                     `factor: received "2", want a number from 0 to 1`,
		"step=0.1x0.5x1.5":           `points: received "1.5"`,
		"cosine@0.5":                 "takes what is left: leave out the share",
		"cosine+linear":              `want the share of the training that it takes, such as cosine@0.5`,
		"cosine@2+linear":            `share of the training: received "2"`,
		"cosine@0.6+linear@0.5+step": "the shares of the schedule add up to 1.1",
		"warmup":                     "nothing follows",
		"warmup=0.1":                 "such as warmup=0.1+cosine",
		"warmup@0.1+cosine":          `has a share after "@", want it as the first number`,
		"cosine@0.5+warmup+linear":   "want a warm-up only there",
		"warmup+warmup+cosine":       "want a warm-up only there",
		"warmup+":                    `item "" of the schedule: received the name ""`,
	} {
		if s, err := schedule.Parse(text); s != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: received the error %v, want one that says %q", text, err, want)
		}
	}
}

// The catalogue's own syntax is what Parse reads, and gives what the name alone gives.
func TestCatalogueIsReadable(t *testing.T) {
	for _, entry := range schedule.Catalogue() {
		then := ""
		if entry.Name == "warmup" {
			then = "+cosine"
		}
		full, err := schedule.Parse(entry.Syntax() + then)
		if err != nil {
			t.Errorf("%s: %v", entry, err)
			continue
		}
		short, err := schedule.Parse(entry.Name + then)
		if err != nil {
			t.Errorf("%s: %v", entry.Name, err)
			continue
		}
		for i := range 20 {
			if p := float64(i) / 20; full(p) != short(p) {
				t.Errorf("%s is %v at %v, without numbers it is %v", entry.Syntax(), full(p), p, short(p))
			}
		}
		if !strings.HasPrefix(entry.String(), entry.Syntax()+" ") || entry.Description == "" ||
			slices.ContainsFunc(entry.Numbers, func(n schedule.Number) bool { return n.Name == "" }) {
			t.Errorf("%q lacks a description or the name of a number", entry)
		}
	}
}

// Whatever the text, Parse returns an error or a schedule whose factors are finite and not negative.
func FuzzParse(f *testing.F) {
	for _, entry := range schedule.Catalogue() {
		f.Add(entry.Syntax())
		f.Add("warmup=0.1x0.5+" + entry.Syntax() + "@0.5+" + entry.Syntax())
	}
	f.Add("constant@0.999999+cosine@1e-6+step=0x0x1")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := schedule.Parse(text)
		if err != nil {
			return
		}
		for i := range 100 {
			factor := s(float64(i) / 100)
			if !(factor >= 0 && factor <= math.MaxFloat64) {
				t.Fatalf("%q is %v at %v, want a finite factor of at least 0", text, factor, float64(i)/100)
			}
		}
	})
}
