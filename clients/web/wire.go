package web

import "github.com/chamada/chamada/subjects"

// What the room code adds to the contract's messages.
type (
	scanRequest struct {
		Class  subjects.Class `json:"class"`
		Code   string         `json:"code"`
		Device string         `json:"device,omitempty"`
	}
	scanned struct {
		Class  subjects.Class `json:"class"`
		Time   subjects.Time  `json:"time"`
		Roll   string         `json:"roll"`
		Check  int            `json:"check"`
		Ticket string         `json:"ticket"`
		TTL    int64          `json:"ttl_ms"`
		Reason subjects.Code  `json:"reason"`
	}
	presentRequest struct {
		Class   subjects.Class   `json:"class"`
		Student subjects.Student `json:"student"`
		Code    string           `json:"code,omitempty"`
		Ticket  string           `json:"ticket,omitempty"`
		Device  string           `json:"device,omitempty"`
	}
	presence struct {
		subjects.Presence
		Check int    `json:"check"`
		By    string `json:"by"`
	}
	startRequest struct {
		Class     subjects.Class `json:"class"`
		CodeEvery int            `json:"code_every,omitempty"`
	}
	classRequest struct {
		Class  subjects.Class `json:"class"`
		Detail bool           `json:"detail,omitempty"`
		Last   bool           `json:"last,omitempty"`
	}
	code struct {
		Roll  string `json:"roll"`
		Check int    `json:"check"`
		Code  string `json:"code"`
		QR    string `json:"qr"`
		TTL   int64  `json:"ttl_ms"`
	}
	markRequest struct {
		Class   subjects.Class   `json:"class"`
		Student subjects.Student `json:"student"`
		Present bool             `json:"present"`
		Reason  string           `json:"reason,omitempty"`
	}
	roll struct {
		subjects.Roll
		Presences []arrival            `json:"presences"`
		Shared    [][]subjects.Student `json:"shared"`
		Struck    []struck             `json:"struck"`
		Checks    int                  `json:"checks"`
	}
	arrival struct {
		Student subjects.Student `json:"student"`
		Time    subjects.Time    `json:"time"`
		Checks  []int            `json:"checks"`
		By      string           `json:"by"`
	}
	struck struct {
		Student subjects.Student `json:"student"`
		Time    subjects.Time    `json:"time"`
		By      string           `json:"by"`
		Reason  string           `json:"reason"`
	}
)
