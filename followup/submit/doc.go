// Package submit turns an approved letter into bytes and hands exactly these bytes to a submission server, once
// (RFC 6409 over RFC 5321). It never decides whether to send: the phase callback records each step before it is taken,
// and a callback that fails stops the letter.
//
// What an Outcome means, from the point of view of the letter:
//
//	until the final dot   nothing left: the connection is cut, the server must discard (deferred, refused or stopped)
//	after the final dot   2xx accepted, 4xx deferred, 5xx refused; anything else is lost: nobody but the server knows
package submit
