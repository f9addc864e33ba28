package schedule_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/reefml/reef/train/schedule"
)

// frozen is what testdata/pytorch.py wrote.
type frozen struct {
	Courses  map[string][]float64
	Observed []float64
	Plateaus map[string][]float64
}

func readFrozen(t *testing.T) frozen {
	t.Helper()
	text, err := os.ReadFile("testdata/pytorch.json")
	if err != nil {
		t.Fatal(err)
	}
	var f frozen
	if err := json.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// courses are the schedules of testdata/pytorch.py. Progress is the number of the step over 40, the number of steps.
var courses = map[string]schedule.Schedule{
	"step":        schedule.Step(0.5, 0.25, 0.5, 0.75),
	"points":      schedule.Step(0.1, 0.25, 0.75),
	"exponential": schedule.Exponential(math.Pow(0.9, 40)),
	"polynomial":  schedule.Polynomial(1.5, 0),
	"cosine":      schedule.CosineTo(0.05),
	"linear":      schedule.WarmUpFrom(0.25, 0.25, schedule.Constant),
	"warm-up":     schedule.WarmUpFrom(0.1, 0.25, schedule.Cosine),
	// PyTorch's has its peak one step before three tenths of its 41 steps, and its end at the last of them.
	"one cycle": schedule.OneCycle((0.3*41-1)/40, 1./25, 1./250000),
}

func TestCoursesAgreeWithPyTorch(t *testing.T) {
	f := readFrozen(t)
	if len(f.Courses) != len(courses) {
		t.Errorf("%d courses are frozen, want %d", len(f.Courses), len(courses))
	}
	for name, s := range courses {
		if len(f.Courses[name]) < 40 {
			t.Errorf("%s: %d steps are frozen, want 40", name, len(f.Courses[name]))
		}
		for step, want := range f.Courses[name] {
			if got := s(float64(step) / 40); !(math.Abs(got-want) <= 1e-9) {
				t.Errorf("%s is %v at step %d, want %v", name, got, step, want)
				break
			}
		}
	}
}

func TestPlateausAgreeWithPyTorch(t *testing.T) {
	f := readFrozen(t)
	plateaus := map[string]*schedule.Plateau{
		"defaults": {},
		"patience": {Patience: 2, Multiplier: 0.5, Cooldown: 3, Smallest: 0.05},
		"absolute": {Patience: -1, Multiplier: 0.7, Threshold: 0.2, Absolute: true},
		"rising":   {Rising: true, Patience: 4, Multiplier: 0.5, Threshold: 0.05},
	}
	if len(f.Plateaus) != len(plateaus) || len(f.Observed) != 60 {
		t.Errorf("%d plateaus of %d values are frozen, want %d of 60", len(f.Plateaus), len(f.Observed), len(plateaus))
	}
	for name, p := range plateaus {
		if len(f.Plateaus[name]) != len(f.Observed) || f.Plateaus[name][59] == 1 {
			t.Errorf("%s: the frozen rates %v never fall, or are too few", name, f.Plateaus[name])
		}
		for i, want := range f.Plateaus[name] {
			if got := p.Observe(f.Observed[i]); !(math.Abs(got-want) <= 1e-9) {
				t.Errorf("%s is %v after value %d, want %v", name, got, i, want)
				break
			}
		}
	}
}
