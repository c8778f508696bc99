package texts

// Connection are the texts about connecting, in one language. Addresses, names and what
// a server has said are their arguments.
type Connection struct {
	FromDefault, FromContext string // where an address is from
	Joint                    string // sentences, where it is from

	// What was in the way of one server.
	Refused, Unreachable, TimedOut, NoResolver, HungUp, Mute, Full string
	UnknownHost, Web, EarlyTLS, Foreign, NodePort                  string
	NoWebSocket, PlainWebSocket                                    string
	NoTLS, ClearLogin, UnknownAuthority, FailedTLS                 string
	OtherName, NoNames, Expired, Early, BadCertificate             string
	WantsCertificate, BadOwn, NoKeys, Said, Other                  string
	BadLogin, Silent                                               string

	// What to do.
	HintAddress, HintName, HintScheme, HintNATS, HintNodePort, HintNoTLS string
	HintClearLogin, HintUnknownAuthority, HintOtherName, HintOutOfDate   string
	HintBadCertificate, HintWantsCertificate, HintNoKeys, HintFull       string
	HintWebSocket, HintEarlyTLS, HintReport, HintFile                    string
	HintLogin, HintSilent                                                string

	// What is no address, no context or no file.
	BadURL, HintURL, NoAddress, Scheme, NoHost, Port, Mixed        string
	UnknownContext, GoneContext, BrokenContext, IgnoredContext     string
	HintKnownContexts, HintNoContexts, HintUnselect, HintForget    string
	BadFile, NoFile, MissingFile, NoPermission, BadContent, OfFlag string
	OfContext                                                      string
}
