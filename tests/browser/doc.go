// Package browser holds the pages to what people meet: a real browser opens a roll call on
// the teacher's computer, photographs the projector, and answers as a phone, against a node
// with everything it has. The tests want the build tag browser, Chromium, and LibreOffice, which
// opens the files that the pages send.
//
// With -pictures DIR they also write what the pages look like, for the documentation.
package browser
