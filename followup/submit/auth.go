package submit

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"github.com/wneessen/go-mail/smtp"
)

// mechanisms are the ways to log in. The connection is protected, or loopback, before any of them is asked for.
var mechanisms = map[string]func(s Server, password string) smtp.Auth{
	"plain": func(s Server, password string) smtp.Auth {
		return smtp.PlainAuth("", s.Username, password, strings.Trim(s.Host, "[]"), s.TLS == TLSNone)
	},
	"login": func(s Server, password string) smtp.Auth {
		return smtp.LoginAuth(s.Username, password, strings.Trim(s.Host, "[]"), s.TLS == TLSNone)
	},
	"scram-sha-256": func(s Server, password string) smtp.Auth { return smtp.ScramSHA256Auth(s.Username, password) },
	"cram-md5":      func(s Server, password string) smtp.Auth { return smtp.CRAMMD5Auth(s.Username, password) },
}

// preferred is the order in which an offered mechanism is taken. Inside TLS the plain ones come first: every provider's
// app passwords work with them.
var preferred = []string{"plain", "login", "scram-sha-256", "cram-md5"}

// login authenticates where a user name is set. It tries once.
func (s *session) login(ctx context.Context, server Server) error {
	if server.Username == "" {
		return nil
	}
	_, offer := s.Extension("AUTH")
	offered := strings.Fields(strings.ToLower(offer))
	for _, name := range preferred {
		if (server.Auth == "" || server.Auth == name) && slices.Contains(offered, name) {
			s.auth = name
			break
		}
	}
	if s.auth == "" {
		return &stepError{"AUTH", fmt.Errorf("the server offers %q, none of which fits", strings.Join(offered, " "))}
	}
	password, err := server.Password(ctx)
	if err != nil {
		return &stepError{"AUTH", fmt.Errorf("get the password: %w", err)}
	}
	if err := s.patience(); err != nil {
		return &stepError{"AUTH", err}
	}
	if err := s.Auth(mechanisms[s.auth](server, password)); err != nil {
		code, reply := answer(err)
		if code == 0 {
			return &stepError{"AUTH", err}
		}
		if code < 500 {
			return &stepError{"AUTH", redacted(code, reply, server.Username, password)}
		}
		return &stepError{"AUTH", fmt.Errorf("%w: %w", errAuth, redacted(code, reply, server.Username, password))}
	}
	return nil
}

// redacted is the server's reply without the secret, should it echo what it was given.
func redacted(code int, reply, user, password string) error {
	for _, secret := range []string{
		base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + password)),
		base64.StdEncoding.EncodeToString([]byte(password)), password,
	} {
		if secret != "" {
			reply = strings.ReplaceAll(reply, secret, "***")
		}
	}
	return &Reply{Code: code, Words: reply}
}
