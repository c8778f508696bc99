package web

import (
	"net/http"

	"github.com/chamada/chamada/subjects"
)

// receipt is what a phone may show: what has become of one request. It is sealed into the
// address of its page, which any gateway can show, as often as is wished, without
// asking anybody.
type receipt struct {
	Class    subjects.Class    `json:"c"`
	Student  subjects.Student  `json:"s"`
	Time     subjects.Time     `json:"t"`
	Position subjects.Position `json:"p"`
	Check    int               `json:"k,omitempty"`
	By       subjects.Teacher  `json:"b,omitempty"`
	Already  bool              `json:"a,omitempty"`
	Reason   subjects.Code     `json:"r,omitempty"`
	Crowd    bool              `json:"m,omitempty"` // many have come by this phone
	Zone     string            `json:"z,omitempty"` // of the class's clocks, as far as was known
}

func receiptOf(a answer, p subjects.Presence) receipt {
	return receipt{
		Class: a.class, Student: a.student, Time: p.Time, Position: p.Position,
		Check: p.Check, By: p.By, Already: p.Already, Reason: p.Reason,
	}
}

// ending is what is shown of a number: enough to know one's own, too little for others.
func ending(s subjects.Student) string {
	const shown = 3
	return string(s[max(0, len(s)-shown):])
}

type receiptPage struct {
	page
	receipt
	Ending string
	Reason Reason
}

// receipt shows what the address holds.
func (g *Gateway) receipt(w http.ResponseWriter, r *http.Request) {
	l := languageOf(r)
	var held receipt
	if err := g.seals.open(forReceipt, r.PathValue("receipt"), &held); err != nil {
		g.problem(w, r, http.StatusNotFound, l.BadReceipt, l.HintBadReceipt)
		return
	}
	g.showReceipt(w, r, held, r.URL.Path)
}

// scripted is the header by which the script of a form asks for the receipt itself, in place of
// the way to it: on a slow network that is a second more of waiting.
const scripted = "Chamada-Script"

// sendReceipt sends the phone to a receipt, or the receipt to the phone with its address beside.
func (g *Gateway) sendReceipt(w http.ResponseWriter, r *http.Request, made receipt) {
	at := "/recibo/" + g.seals.seal(forReceipt, made)
	if r.Header.Get(scripted) == "" {
		http.Redirect(w, r, at, http.StatusSeeOther)
		return
	}
	w.Header().Set("Content-Location", at)
	g.showReceipt(w, r, made, at)
}

// showReceipt shows a receipt that has its page at an address.
func (g *Gateway) showReceipt(w http.ResponseWriter, r *http.Request, held receipt, at string) {
	p := receiptPage{page: g.newPage(w, r), receipt: held, Ending: ending(held.Student)}
	l := p.L
	p.Elsewise = at + "?lang=" + l.OtherCode
	if p.receipt.Reason != "" {
		p.Reason = l.reason(p.receipt.Reason)
	}
	g.show(w, r, http.StatusOK, "receipt.html", p)
}
