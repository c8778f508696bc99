// Package overload asks more of a real process of chamada than it can do: with
// many times the clients, with clients that send without listening, and with
// clients that never read. Memory must stay bounded, who is refused must be told
// and not be on a list, and who is confirmed must be; afterwards it serves as
// before. How much it gets done meanwhile is reported and not judged: that is the
// machine's.
//
// It needs Linux and the build tag faults, and takes a minute.
package overload
