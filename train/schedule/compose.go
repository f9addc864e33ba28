package schedule

// WarmUp lets the rate rise from 0 over the first share of the training, in a straight line, and then follows the other schedule over the
// rest. share is in [0, 1); 0 means no warm-up.
func WarmUp(share float64, then Schedule) Schedule { return WarmUpFrom(0, share, then) }

// WarmUpFrom is a warm-up that begins with a factor on the rate that the other schedule begins with.
func WarmUpFrom(start, share float64, then Schedule) Schedule {
	return func(progress float64) float64 {
		if progress < share {
			return (start + (1-start)*(progress/share)) * then(0)
		}
		return then((progress - share) / (1 - share))
	}
}

// Part is a schedule and the share of the training that it takes.
type Part struct {
	Share    float64 // more than 0; the last part takes what is left, whatever its share
	Schedule Schedule
}

// Sequence follows one schedule after the other. Each goes through its whole course, from progress 0 to 1, in its share. Without a part the
// rate is left as it is.
func Sequence(parts ...Part) Schedule {
	if len(parts) == 0 {
		return Constant
	}
	last := len(parts) - 1
	return func(progress float64) float64 {
		start := 0.
		for _, p := range parts[:last] {
			if progress < start+p.Share {
				return p.Schedule((progress - start) / p.Share)
			}
			start += p.Share
		}
		return parts[last].Schedule((progress - start) / (1 - start))
	}
}

// OneCycle lets the rate rise from the start factor to 1 over the first share of the training, and then fall to the final factor, both
// along half a cosine (Smith and Topin, "Super-convergence: very fast training of neural networks using large learning rates", 2018, in
// the form that PyTorch gives it, where usual values are 0.3, 1/25 and 1/250000). share is in (0, 1).
func OneCycle(share, start, final float64) Schedule {
	rise := func(progress float64) float64 { return 1 - (1-start)*Cosine(progress) }
	return Sequence(Part{share, rise}, Part{1 - share, CosineTo(final)})
}
