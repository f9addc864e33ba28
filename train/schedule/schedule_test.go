package schedule_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/train/schedule"
)

func TestSchedules(t *testing.T) {
	warm := schedule.WarmUp(0.25, schedule.Cosine)
	three := func(float64) float64 { return 3 }
	sequence := schedule.Sequence(schedule.Part{Share: 0.5, Schedule: schedule.Cosine}, schedule.Part{Share: 0.25, Schedule: three},
		schedule.Part{Schedule: schedule.Linear(1, 0)})
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
		{"warm-up from a half", schedule.WarmUpFrom(0.5, 0.25, schedule.Linear(2, 0)), 0, 1},
		{"warm-up from a half", schedule.WarmUpFrom(0.5, 0.25, schedule.Linear(2, 0)), 0.125, 1.5},
		{"warm-up from a half", schedule.WarmUpFrom(0.5, 0.25, schedule.Linear(2, 0)), 0.625, 1},
		{"cosine to a tenth", schedule.CosineTo(0.1), 0.5, 0.55},
		{"linear", schedule.Linear(0.5, 2), 0.25, 0.875},
		{"exponential", schedule.Exponential(1. / 16), 0.25, 0.5},
		{"polynomial", schedule.Polynomial(2, 0.2), 0.5, 0.4},
		{"polynomial", schedule.Polynomial(2, 0.2), 1, 0.2},
		{"step", schedule.Step(0.1, 0.5, 0.75), 0.49, 1},
		{"step", schedule.Step(0.1, 0.5, 0.75), 0.5, 0.1},
		{"step", schedule.Step(0.1, 0.75, 0.5), 0.75, 0.01},
		{"step at no point", schedule.Step(0.1), 1, 1},
		{"one cycle", schedule.OneCycle(0.25, 0.04, 0.01), 0, 0.04},
		{"one cycle", schedule.OneCycle(0.25, 0.04, 0.01), 0.125, 0.52},
		{"one cycle", schedule.OneCycle(0.25, 0.04, 0.01), 0.25, 1},
		{"one cycle", schedule.OneCycle(0.25, 0.04, 0.01), 1, 0.01},
		{"empty sequence", schedule.Sequence(), 0.5, 1},
		{"sequence", sequence, 0.25, 0.5},
		{"sequence", sequence, 0.5, 3},
		{"sequence", sequence, 0.7, 3},
		{"sequence", sequence, 0.875, 0.5},
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
