package classify

import (
	"strings"
	"testing"

	"followup/followup"
)

// short is a mail of few words.
func short(t *testing.T, from, subject, text string) followup.Signal {
	t.Helper()
	r, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Read(parseMail(t, []byte("From: "+from+"\r\nTo: Robin <robin@example.net>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <a@b.example>\r\nSubject: "+
		subject+"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+text+"\r\n")))
}

// TestAppointments holds that a firm that receives a customer, patient or parent is at most asked about: it says where, when and by whom
// in the words of one that receives an applicant.
func TestAppointments(t *testing.T) {
	for _, text := range []string{
		"Hi Robin, we look forward to seeing you on Thursday 3 December at 10:00. Please ask for Nora at the desk.",
		"Dear Robin, we can see you on Thursday 3 December at 10:00 at our office. You will be meeting with Jo, our senior partner. Please bring your papers.",
		"Dear Robin, you will be meeting with our partner Jo on Thursday 3 December at 10:00. Please bring ID. Reception will let you up.",
		"Dear Robin, we confirm your meeting with our branch manager on Thursday 3 December at 10:00. Ask for Jo at reception.",
		"Dear Robin, the head teacher will see you on Thursday 3 December at 10:00. Please sign in at reception and we will show you round.",
		"Hi Robin, confirming Thursday 3 December at 10:00. Here is the Zoom link. You will be speaking with our sales manager Jo. We look forward to it.",
		"Hi Robin, see you on Thursday at 7 at our office, the side door is open. We will meet the team from the hall.",
		"Guten Tag Robin, wir bestätigen den Termin am Donnerstag, 3. Dezember um 10 Uhr. Unser Meister schaut sich die Küche an. Fragen Sie am Empfang nach Jo.",
		"Bonjour Robin, nous confirmons le rendez-vous du jeudi 3 décembre à 10h. Notre chef d'atelier vous attend à l'accueil. Cordialement",
		"Hola Robin, confirmamos la cita del jueves 3 de diciembre a las 10:00 en el taller. Pregunte por el encargado en recepción.",
	} {
		for _, from := range []string{"Jo <jo@firm.example>", "Jo <jo@gmail.com>"} {
			if s := short(t, from, "Thursday", text); s.Kind != followup.Other && s.Confidence > heardOnly {
				t.Errorf("%s: %s %.2f (%s): %s", from, s.Kind, s.Confidence, s.Reason, text)
			}
		}
	}
}

// TestTrades holds that the words of other worlds take no decision from a letter of an employer who works in one.
func TestTrades(t *testing.T) {
	for text, want := range map[string]followup.SignalKind{
		"Dear Robin, thank you for applying for the post of Research Assistant on the study of ageing. We regret to inform you that you have not been selected for the study this time.": followup.Rejection,
		"Dear Robin, thank you for applying to be an Analyst. The fund has decided not to proceed with your application.":                                                                followup.Rejection,
		"Dear Robin, we would like to invite you for an interview with our mortgage adviser Jane on Thursday 3 December at 10:00 for the role of Trainee Mortgage Adviser.":              followup.InterviewInvite,
		"Bonjour, nous vous informons que votre candidature n'a pas été retenue. Le candidat a été choisi parmi 200 personnes; le candidat est interne. Cordialement":                    followup.Rejection,
		"Estimado Robin, lamentamos informarle de que su candidatura no ha sido seleccionada. El candidato es interno y el candidato tiene más experiencia.":                             followup.Rejection,
		"Guten Tag Robin, leider haben wir uns gegen Ihre Bewerbung entschieden. Der Kandidat hat mehr Erfahrung.":                                                                       followup.Rejection,
		"Olá Robin, lamentamos informar que não foi selecionado para a vaga de Analista. Consulte a minha candidatura no portal.":                                                        followup.Rejection,
	} {
		if s := short(t, "HR <hr@acme.example>", "Analyst", text); s.Kind != want || s.Confidence < 0.9 {
			t.Errorf("%s %.2f (%s), want %s: %s", s.Kind, s.Confidence, s.Reason, want, text)
		}
	}
}

// TestBesideTheInterview holds that a confirmation starts when one is to arrive, and not with the day held in reserve.
func TestBesideTheInterview(t *testing.T) {
	s := short(t, "HR <hr@acme.example>", "Interview confirmed", "Dear Robin, this is to confirm your interview on Thursday 3 December, please arrive at 9:45. If you cannot come, we have Monday 7 December at 11:00 as a reserve.")
	if len(s.Interviews) != 1 || s.Interviews[0].Start.Format("01-02T15:04") != "12-03T09:45" {
		t.Errorf("%s starts %v", s.Kind, s.Interviews)
	}
}

// TestMissingBar holds that a phrase file with a forgotten bar does not load.
func TestMissingBar(t *testing.T) {
	if _, err := compile("[job weak]\nhygienist{our|the} advert\n"); err == nil || !strings.Contains(err.Error(), "no space") {
		t.Errorf("compiled: %v", err)
	}
}
