package web

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/chamada/chamada/subjects"
)

// The cookies. What a phone remembers stays on it: the number last used, and a random
// name for the device, which is no fingerprint.
const (
	studentCookie  = "matricula"
	deviceCookie   = "aparelho"
	languageCookie = "lingua"
	sessionCookie  = "sessao"
	kioskCookie    = "quiosque"
	phoneCookie    = "alunos"
	ownCookie      = "aluno"
)

const remembered = 180 * 24 * time.Hour

func (g *Gateway) setCookie(w http.ResponseWriter, name, value string, lasts time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(lasts.Seconds()),
		HttpOnly: true, Secure: g.cfg.Secure, SameSite: http.SameSiteLaxMode,
	})
}

func (g *Gateway) dropCookie(w http.ResponseWriter, name string) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Path: "/", MaxAge: -1, HttpOnly: true, Secure: g.cfg.Secure,
		SameSite: http.SameSiteLaxMode,
	})
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// rememberedStudent is the student that the phone remembers, empty without one.
func rememberedStudent(r *http.Request) subjects.Student {
	s := subjects.Student(cookie(r, studentCookie))
	if !s.Valid() {
		return ""
	}
	return s
}

// device is the random name of the phone, drawn when it has none yet.
func (g *Gateway) device(w http.ResponseWriter, r *http.Request) string {
	if d := cookie(r, deviceCookie); validID(d) {
		return d
	}
	d := newID()
	g.setCookie(w, deviceCookie, d, remembered)
	return d
}

// newID draws 128 bits, as 32 hexadecimal digits.
func newID() string {
	var raw [16]byte
	_, _ = rand.Read(raw[:])
	return hex.EncodeToString(raw[:])
}

func validID(id string) bool {
	raw, err := hex.DecodeString(id)
	return err == nil && len(raw) == 16
}
