package serve

import "github.com/chamada/chamada/clients/texts"

// words are all that "chamada serve" says to people, in one language.
type words struct {
	short                                                     string
	data, listen, insecure, server, http, logLevel, logFormat string // flags
	name, clusterListen, routes, advertise, replicas          string // flags of a cluster
	noHeal                                                    string // flag of a cluster
	exclusive, together                                       string // formatted with a flag's name
	badReplicas, replicasAlone                                string
	journalMaxBytes                                           string // flag
	auth, secret                                              string // flags
	secretAlone, secretNeeded                                 string
	tlsCert, tlsKey, tlsCA, tlsTogether                       string
	natsConfig                                                string // flag
	web, webPlain, webKey, webURL, webName                    string // flags
	webShort, webLong                                         string
	webAlone                                                  string // formatted with a flag's name
	// formatted with login and code, or file; see firstAdmin
	admin, adminIn, adminUnkept string
	next                        string // formatted with the program's name and the clients' flags
	// said of the page; formatted with an address and, of phones, a picture
	pageTeachers, pageNoTeacher, pageHere, pagePhones string
	explain                                           func(error) error
}

var languages = texts.NewSet(&portuguese, &english)
