package node

import (
	"crypto/tls"
	"time"
)

// NodesTLS is what a node shows others with these files, and asks of them.
func NodesTLS(files TLS) (*tls.Config, error) {
	c, err := newCertificate(files, time.Now)
	if err != nil {
		return nil, err
	}
	return c.forNodes(), nil
}
