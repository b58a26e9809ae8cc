// Package approval is the desk over a door: the acts of engine.Desk as HTTP with JSON on a unix socket, and the client
// that speaks it. Nothing here decides anything; every act is the engine's.
//
// The door is for the user who runs the daemon and nobody else. The socket has mode 0600 in a folder of mode 0700, and
// where the system tells who is on the other side (Linux, macOS, FreeBSD) everybody but that user and root is turned
// away before a byte is read. The page for browsers will have a door of its own; it shares nothing with this one but
// the desk.
package approval
