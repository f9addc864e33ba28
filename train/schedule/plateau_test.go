package schedule_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/reefml/reef/train/schedule"
)

// A plateau that took over the state of another, by way of a file, goes on as the other does.
func TestPlateauContinues(t *testing.T) {
	values := readFrozen(t).Observed
	first, second := schedule.Plateau{Patience: 2, Cooldown: 1}, schedule.Plateau{Patience: 2, Cooldown: 1}
	for i, value := range values {
		text, err := json.Marshal(first.State())
		if err != nil {
			t.Fatal(err)
		}
		var state schedule.PlateauState
		if err := json.Unmarshal(text, &state); err != nil {
			t.Fatal(err)
		}
		if err := second.Restore(state); err != nil {
			t.Fatal(err)
		}
		if got, want := second.Observe(value), first.Observe(value); got != want {
			t.Fatalf("the factor is %v after value %d, want %v", got, i, want)
		}
	}
}

// What is not a number is no improvement, whenever it comes.
func TestPlateauOfNoNumbers(t *testing.T) {
	p := schedule.Plateau{Patience: 1, Multiplier: 0.5}
	for i, test := range []struct{ value, want float64 }{
		{math.NaN(), 1}, {3, 1}, {math.NaN(), 1}, {math.NaN(), 0.5}, {math.Inf(1), 0.5}, {2, 0.5},
	} {
		if got := p.Observe(test.value); got != test.want {
			t.Errorf("the factor is %v after value %d, want %v", got, i, test.want)
		}
	}
	if best := p.State().Best; best != 2 {
		t.Errorf("the best value is %v, want 2", best)
	}
}

func TestPlateauRefusesStates(t *testing.T) {
	var p schedule.Plateau
	p.Observe(1)
	before := p.State()
	for _, state := range []schedule.PlateauState{
		{Observations: -1}, {Observations: 1, Bad: 2}, {Observations: 1, Reductions: 2}, {Cooling: -1}, {Observations: 1, Best: math.NaN()},
		{Known: true},
	} {
		if err := p.Restore(state); err == nil || !strings.Contains(err.Error(), "expected counts") {
			t.Errorf("%+v: received the error %v, want one that says what is expected", state, err)
		}
	}
	if p.State() != before {
		t.Errorf("a refused state has changed the plateau to %+v", p.State())
	}
}
