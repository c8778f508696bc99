// Package clock tests what wrong clocks do to real processes: alone, and as leader, as
// follower that serves and as idle one of three. The program is built with a package time
// whose wall clock the tests set while it runs; the monotonic clock is the machine's.
package clock
