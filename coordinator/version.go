package coordinator

// Version of the program and of the micro service, as semantic versioning has
// it. This is its only place.
const Version = "0.1.0"
