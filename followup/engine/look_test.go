package engine

import (
	"testing"
	"time"
)

// Looking at what would be forgotten waits for no letter that is being sent, which may take minutes.
func TestLookWaitsForNothing(t *testing.T) {
	t.Parallel()
	e := crowded(t, 3)
	e.sending.Lock()
	defer e.sending.Unlock()
	looked := make(chan error, 1)
	go func() {
		_, err := e.Forget(t.Context(), ForgetRequest{Employer: "Employer 1", Look: true})
		looked <- err
	}()
	select {
	case err := <-looked:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it waits for the letter")
	}
}
