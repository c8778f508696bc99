package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"

	"github.com/chamada/chamada/subjects"
)

// crowd is from how many students on one phone somebody is to look who they are. Lists
// tell the teacher of every phone that more than one has used.
const crowd = 6

// phone is what a phone keeps, sealed, of who has used it in one roll call: as many as it
// takes to say that they are many, and none by their numbers.
type phone struct {
	Roll     string   `json:"r"`
	Students []string `json:"s"`
}

// crowded notes who was registered by a phone, and tells whether they are many by now.
func (g *Gateway) crowded(w http.ResponseWriter, r *http.Request, reply subjects.Presence) bool {
	var p phone
	if err := g.seals.open(forPhone, cookie(r, phoneCookie), &p); err != nil ||
		p.Roll != reply.Roll {
		p = phone{Roll: reply.Roll}
	}
	sum := sha256.Sum256([]byte(reply.Roll + " " + string(reply.Student)))
	if mark := hex.EncodeToString(sum[:4]); !slices.Contains(p.Students, mark) {
		if len(p.Students) == crowd {
			return true
		}
		p.Students = append(p.Students, mark)
		g.setCookie(w, phoneCookie, g.seals.seal(forPhone, p), remembered)
	}
	return len(p.Students) == crowd
}
