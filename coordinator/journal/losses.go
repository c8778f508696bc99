package journal

import "github.com/chamada/chamada/coordinator/integrity"

// Losses are the stretches of records that a repair has given up, as long as a roll call
// can be asked for that they may have touched.
func (j *Journal) Losses() []integrity.Loss {
	if all := j.losses.Load(); all != nil {
		return *all
	}
	return nil
}
