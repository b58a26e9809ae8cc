package approval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"time"

	"followup/followup/engine"
)

// Serve answers on l until ctx ends, then lets the acts under way finish for a few seconds and closes l. It returns nil
// when ctx ended it. l decides who may come in: take it from Listen.
func Serve(ctx context.Context, l net.Listener, desk engine.Desk, log *slog.Logger) error {
	if g, ok := l.(*guard); ok {
		g.log = log
	}
	server := &http.Server{
		Handler:           handler(desk, log),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      5 * time.Minute, // a backup of a large store
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if err := server.Shutdown(grace); err != nil {
			server.Close()
		}
	})
	err := server.Serve(l)
	if !stop() {
		<-stopped
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve the socket: %w", err)
}

// handler routes POST /v1/<act>. Nothing else exists here, and nothing changes on any other method.
func handler(desk engine.Desk, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	for name, run := range acts {
		mux.HandleFunc("POST "+prefix+name, func(w http.ResponseWriter, r *http.Request) {
			serveAct(w, r, name, run, desk, log)
		})
	}
	return mux
}

func serveAct(w http.ResponseWriter, r *http.Request, name string, run act, desk engine.Desk, log *slog.Logger) {
	// A browser cannot reach a unix socket, but a careless proxy might carry a form to one: a form cannot say JSON.
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != contentType {
		http.Error(w, "send "+contentType, http.StatusUnsupportedMediaType)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		code := http.StatusBadRequest
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			code = http.StatusRequestEntityTooLarge
		}
		respond(w, code, answer{Error: &fault{Kind: faultOther, Words: fmt.Sprintf("read the request: %v", err)}}, log)
		return
	}
	result, err := run(r.Context(), desk, body)
	if err != nil {
		respond(w, status(err), answer{Error: toFault(err)}, log)
		return
	}
	var encoded json.RawMessage
	if result != nil {
		if encoded, err = json.Marshal(result); err != nil {
			log.Error("answer not encoded", "act", name, "err", err)
			respond(w, http.StatusInternalServerError, answer{Error: toFault(err)}, log)
			return
		}
	}
	respond(w, http.StatusOK, answer{Result: encoded}, log)
}

func respond(w http.ResponseWriter, code int, a answer, log *slog.Logger) {
	a.Version = Version
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(code)
	if err := json.NewEncoder(w).Encode(a); err != nil {
		log.Debug("answer not taken", "err", err)
	}
}

// status gives scripts that speak to the socket themselves a code that fits; the client looks at the fault only.
func status(err error) int {
	var refusal *engine.Refusal
	var bad *requestError
	switch {
	case errors.As(err, &bad):
		return http.StatusBadRequest
	case errors.Is(err, engine.ErrNotFound):
		return http.StatusNotFound
	case errors.As(err, &refusal), errors.Is(err, engine.ErrAmbiguous), errors.Is(err, engine.ErrChanged):
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}

// requestError is a request that could not be read.
type requestError struct{ err error }

func (e *requestError) Error() string { return "read the request: " + e.err.Error() }
func (e *requestError) Unwrap() error { return e.err }

// decode reads one JSON value and nothing after it. A field that this version does not know is an error: a yes whose
// conditions were dropped on the way would be another yes.
func decode(body []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return &requestError{err}
	}
	if _, err := d.Token(); err != io.EOF {
		return &requestError{errors.New("more than one value")}
	}
	return nil
}
