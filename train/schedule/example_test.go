package schedule_test

import (
	"fmt"

	"github.com/reefml/reef/train/schedule"
)

// A warm-up over a tenth of the training, and then half a cosine.
func ExampleParse() {
	s, err := schedule.Parse("warmup=0.1+cosine")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, progress := range []float64{0, 0.05, 0.1, 0.55, 0.99} {
		fmt.Printf("%.2f: %.4f\n", progress, s(progress))
	}
	// Output:
	// 0.00: 0.0000
	// 0.05: 0.5000
	// 0.10: 1.0000
	// 0.55: 0.5000
	// 0.99: 0.0003
}

// The loss stops to fall: after two measurements that are no better the rate is halved.
func ExamplePlateau() {
	p := schedule.Plateau{Patience: 1, Multiplier: 0.5}
	for _, loss := range []float64{2, 1, 1.1, 1.2, 0.9} {
		fmt.Println(loss, p.Observe(loss))
	}
	// Output:
	// 2 1
	// 1 1
	// 1.1 1
	// 1.2 0.5
	// 0.9 0.5
}
