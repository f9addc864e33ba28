package schedule_test

import (
	"math"
	"strings"
	"testing"

	"github.com/reefml/reef/train/schedule"
)

func TestSchedules(t *testing.T) {
	warm := schedule.WarmUp(0.25, schedule.Cosine)
	for _, test := range []struct {
		name     string
		schedule schedule.Schedule
		at, want float64
	}{
		{"constant", schedule.Constant, 0, 1},
		{"constant", schedule.Constant, 0.999, 1},
		{"cosine", schedule.Cosine, 0, 1},
		{"cosine", schedule.Cosine, 1. / 3, 0.75}, // cos(60 degrees) = 1/2
		{"cosine", schedule.Cosine, 0.5, 0.5},
		{"cosine", schedule.Cosine, 2. / 3, 0.25},
		{"cosine", schedule.Cosine, 1, 0},
		{"warm-up, then cosine", warm, 0, 0},
		{"warm-up, then cosine", warm, 0.125, 0.5},
		{"warm-up, then cosine", warm, 0.25, 1},
		{"warm-up, then cosine", warm, 0.625, 0.5}, // the middle of the rest
		{"warm-up, then cosine", warm, 1, 0},
		{"no warm-up", schedule.WarmUp(0, schedule.Cosine), 0, 1},
		{"no warm-up", schedule.WarmUp(0, schedule.Cosine), 0.5, 0.5},
	} {
		if got := test.schedule(test.at); !(math.Abs(got-test.want) <= 1e-15) {
			t.Errorf("%s at %v is %v, want %v", test.name, test.at, got, test.want)
		}
	}
}

// A rate that jumped would show in the loss: over a thousandth of the training a factor moves by a few thousandths.
func TestSchedulesAreContinuousAndBounded(t *testing.T) {
	for name, s := range map[string]schedule.Schedule{
		"constant": schedule.Constant, "cosine": schedule.Cosine,
		"warm-up, then cosine": schedule.WarmUp(0.2, schedule.Cosine), "warm-up, then constant": schedule.WarmUp(0.2, schedule.Constant),
	} {
		for i := range 1000 {
			here, next := s(float64(i)/1000), s(float64(i+1)/1000)
			if !(here >= 0 && here <= 1 && math.Abs(next-here) <= 5.1e-3) { // the warm-up climbs 1 in 200 steps
				t.Fatalf("%s is %v at %v and %v at the next step", name, here, float64(i)/1000, next)
			}
		}
	}
}

func TestParse(t *testing.T) {
	for name, middle := range map[string]float64{"constant": 1, "cosine": 0.5} {
		s, err := schedule.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := s(0.5); !(math.Abs(got-middle) <= 1e-15) {
			t.Errorf("%s is %v in the middle, want %v", name, got, middle)
		}
	}
	for _, name := range []string{"", "Cosine", "linear"} {
		s, err := schedule.Parse(name)
		if s != nil || err == nil || !strings.Contains(err.Error(), "constant or cosine") {
			t.Errorf("%q: received the error %v, want one that names the choices", name, err)
		}
	}
}
