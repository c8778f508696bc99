package web

// FillGate takes what is free of the gate, slots and places to wait, until leave is called.
func (g *Gateway) FillGate() (leave func()) {
	var leaves []func()
	for _, places := range []chan struct{}{g.gate.slots, g.gate.waiting} {
		for len(places) < cap(places) {
			places <- struct{}{}
			leaves = append(leaves, func() { <-places })
		}
	}
	return func() {
		for _, one := range leaves {
			one()
		}
	}
}

// AtGate is how many answers to typed codes are being made.
func (g *Gateway) AtGate() int { return len(g.gate.slots) }
