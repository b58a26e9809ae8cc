package classify

import (
	"reflect"
	"testing"
	"time"

	"followup/followup"
	"followup/mailwatch"
)

// parseMail reads a message as the watcher does.
func parseMail(t testing.TB, raw []byte) *mailwatch.Message {
	t.Helper()
	m, err := mailwatch.Parse(raw, time.Time{}, mailwatch.DefaultLimits())
	if err != nil && m == nil {
		return &mailwatch.Message{}
	}
	return m
}

// TestGlance holds that a glance and a reading agree on what is about a job, and on all of what is not.
func TestGlance(t *testing.T) {
	t.Parallel()
	for _, f := range fixtures(t) {
		m := parseMail(t, f.mail)
		want := testReader.Read(m)
		got, job := testReader.Glance(m)
		if job != (want.JobContext || want.Kind != followup.Other) || !job && !reflect.DeepEqual(got, want) {
			t.Errorf("%s: a glance says %v, job %v; read it is %v", f.name, got.Kind, job, want.Kind)
		}
	}
}
