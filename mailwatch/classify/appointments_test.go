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

// TestAppointments holds that a firm that receives a customer, patient or parent invites to no interview, and asks about none: it says
// where, when and by whom in the words of one that receives an applicant.
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
		"Hi Robin, we look forward to welcoming you on Thursday at 10. Kind regards, the practice",
		"Hello Robin, this is to confirm that we will see you on Thursday 3 December at 10:00 for your check-up with Dr Lind.",
		"Dear Robin, we are pleased to confirm your meeting with your personal adviser on Thursday 3 December at 10:00 at our branch. We look forward to meeting you.",
		"Dear Robin, we would like to invite you to a meeting at our office on Thursday 3 December at 10:00 to discuss your portfolio. We look forward to meeting you.",
		"Dear Robin, we look forward to meeting you on Thursday 3 December at 18:00 in room 12 to talk about how Mia is getting on.",
		"Hi Robin, thank you for your interest. We are looking forward to speaking with you on Thursday 3 December at 10:00. Here is the Zoom link. You will be speaking with our product specialist Ana.",
		"Dear Robin, we are pleased to invite you to view the flat on Thursday 3 December at 10:00. We look forward to meeting you.",
		"Dear Robin, we need to reschedule our meeting on Thursday to Friday 4 December at 11:00. We apologise for the inconvenience.",
		"Dear Robin, we look forward to welcoming you on Thursday 3 December from 15:00. Let us know when you arrive.",
		"Sehr geehrter Herr Vale, hiermit bestätigen wir Ihren Termin am Donnerstag, 3. Dezember um 10 Uhr. Wir freuen uns auf Sie.",
		"Sehr geehrter Herr Vale, gerne bestätigen wir unser Gespräch am Donnerstag, 3. Dezember um 10 Uhr in unserer Filiale. Ihr Berater Herr Ott nimmt sich Zeit für Sie.",
		"Guten Tag Robin, wir laden Sie zur Besichtigung der Wohnung am Donnerstag um 10 Uhr ein. Bitte geben Sie uns kurz Bescheid, ob Sie kommen.",
		"Hallo Robin, wir erwarten Sie am Donnerstag um 8 Uhr. Fragen Sie am Empfang nach Jo.",
		"Hallo Robin, danke für Ihr Interesse! Haben Sie am Donnerstag um 10 Uhr Zeit für ein kurzes Kennenlernen? Wir zeigen Ihnen gerne alles per Teams.",
		"Sehr geehrter Herr Vale, zum Gespräch am Donnerstag, 3. Dezember um 10 Uhr in unserer Kanzlei laden wir Sie hiermit ein.",
		"Bonjour, nous serons heureux de vous accueillir jeudi à 10h dans notre agence. À bientôt",
		"Bonjour Robin, nous vous invitons à visiter l'appartement jeudi à 10h. Merci de confirmer votre présence.",
		"Bonjour, nous devons annuler votre rendez-vous du jeudi 3 décembre à 10h, le docteur étant souffrant. Nous vous prions de nous excuser.",
		"Estimado Robin, le confirmamos su cita con nuestro asesor el jueves 3 de diciembre a las 10:00. Estaremos encantados de recibirle.",
		"Hola Robin, nos gustaría invitarle a una reunión el jueves 3 de diciembre a las 10:00 en nuestra oficina para hablar de sus ahorros.",
		"Estimado Robin, tenemos que cambiar nuestra cita del jueves al viernes 4 de diciembre a las 9:00. Disculpe las molestias.",
		"Hola Robin, lamentamos tener que cancelar la cita del jueves a las 10:00. Le llamaremos para buscar otra fecha.",
		"Hola Robin, gracias por su interés. ¿Tendría disponibilidad el jueves a las 10:00 para una llamada? Nuestro equipo le enseñará todo por Zoom.",
		"Hi Robin, we have an opening on Thursday 3 December at 10:00 if you would like to come in. Please let us know.",
		"Dear Robin, our manager Jo would be happy to speak with you on Thursday 3 December at 10:00. Does that work for you?",
		"Buongiorno Robin, vorremmo invitarla a un incontro con il nostro consulente giovedì 3 dicembre alle 10:00. Le va bene?",
		"Buongiorno, dobbiamo spostare il nostro appuntamento di giovedì a venerdì 4 dicembre alle 9:00. Ci scusiamo.",
		"Beste Robin, we nodigen u graag uit voor een gesprek met uw adviseur op donderdag 3 december om 10:00. Past dat?",
		"Beste ouders, graag bevestigen wij het gesprek op donderdag 3 december om 17:00 in lokaal 12.",
		"Dzień dobry, zapraszamy na rozmowę z naszym doradcą w czwartek 3 grudnia o 10:00.",
		"Olá Robin, gostaríamos de o convidar para uma reunião com o nosso consultor na quinta-feira, 3 de dezembro, às 10h.",
	} {
		for _, from := range []string{"Jo <jo@firm.example>", "Jo <jo@gmail.com>"} {
			if s := short(t, from, "Thursday", text); s.Kind != followup.Other {
				t.Errorf("%s: %s %.2f (%s): %s", from, s.Kind, s.Confidence, s.Reason, text)
			}
		}
	}
}

// TestAppointmentsOfKnown holds that the same words confirm or move an interview for those who know that their thread is about an
// application, and that one word about a job makes them ask or act.
func TestAppointmentsOfKnown(t *testing.T) {
	for text, want := range map[string]followup.SignalKind{
		"Hi Robin, we look forward to welcoming you on Thursday 3 December at 10:00. Kind regards, Jo":                                 followup.InterviewConfirm,
		"Dear Robin, we need to reschedule our meeting on Thursday to Friday 4 December at 11:00. We apologise for the inconvenience.": followup.InterviewReschedule,
		"Guten Tag Robin, leider müssen wir den Termin am Donnerstag um 10 Uhr absagen. Wir melden uns mit einem neuen Termin.":        followup.InterviewCancel,
		"Dear Robin, our manager Jo would be happy to speak with you on Thursday 3 December at 10:00. Does that work for you?":         followup.InterviewInvite,
	} {
		if s := short(t, "Jo <jo@firm.example>", "Thursday", text); s.Kind != followup.Other || s.Known == nil || s.Known.Kind != want {
			t.Errorf("%s, known %v, want %s: %s", s.Kind, s.Known, want, text)
		}
	}
	for _, text := range []string{
		"Hi Robin, we look forward to welcoming you on Thursday 3 December at 10:00 for the bookkeeper job. Kind regards, Jo",
		"Dear Robin, our manager Jo would be happy to speak with you about the nurse vacancy on Thursday 3 December at 10:00. Does that work for you?",
		"Guten Tag Robin, wir freuen uns auf das Gespräch über Ihre Bewerbung am Donnerstag, 3. Dezember um 10 Uhr.",
	} {
		if s := short(t, "Jo <jo@firm.example>", "Thursday", text); !meets(s.Kind) {
			t.Errorf("%s (%s): %s", s.Kind, s.Reason, text)
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

// TestChosenElsewhere holds that a mark of another world beside a no or an invitation takes it from no letter that names a post, also
// where it is part of the post's name, and that what is refused where no post is named is no application for a job.
func TestChosenElsewhere(t *testing.T) {
	for _, text := range []string{
		"Dear Robin, thank you for applying for the Ticketing Analyst position. We regret that you have not been selected for the refund team and wish you well.",
		"Dear Robin, your application for the Casting Assistant role has not been successful: the audition team received many strong applicants.",
		"Dear Robin, we would like to invite you to an interview for the Membership Coordinator role at the student union on Thursday 3 December at 10:00.",
		"Dear Robin, thank you for your application as Product Engineer. The squad would like to invite you for an interview on Thursday 3 December at 10:00.",
		"Dear Robin, thank you for interviewing for the Claims Handler position. We will not be moving forward with you for the insurance claim team at this time.",
		"Dear Robin, your interview for the Clinical Trial Assistant post will be on Thursday 3 December at 10:00 at the clinical trial unit.",
		"Dear Robin, we regret that you were not shortlisted for the residency in cardiology post. We had many applicants for the position.",
		"Guten Tag Robin, leider können wir Ihnen für die Stelle im Bereich Kredit keine Zusage geben. Ihre Bewerbung als Sachbearbeiter hat uns gefallen.",
		"Guten Tag Robin, vielen Dank für Ihre Bewerbung als Erzieherin. Leider haben wir uns für eine andere Bewerberin entschieden, die Stelle in der Kita Platz Nord ist besetzt. Auch Ihr Kind könnte bei uns einen Platz bekommen.",
		"Bonjour, nous vous remercions pour votre candidature au poste de Conseiller logement. Nous avons le regret de vous informer qu'elle n'a pas été retenue pour le service logement.",
		"Olá Robin, conforme o edital, lamentamos informar que não foi selecionado para a vaga de Analista. Agradecemos a sua candidatura.",
		"Dzień dobry, dziękujemy za aplikację na stanowisko Specjalista ds. dofinansowań. Niestety nie zdecydowaliśmy się na kontynuowanie rekrutacji.",
		"Hola Robin, gracias por tu candidatura al puesto de Gestor de proyectos. Lamentamos comunicarte que tu proyecto no ha sido suficiente y que no has sido seleccionado.",
		"Buongiorno Robin, grazie per la candidatura al ruolo di designer. Il tuo progetto non è stato scelto e abbiamo deciso di proseguire con un altro candidato.",
		"Bonjour Robin, merci pour votre candidature au poste de designer. Votre projet n'a pas convaincu et nous ne donnerons pas suite à votre candidature.",
		"Dear Robin, please come to the interview for the Paralegal role on Thursday 3 December at 10:00; bring your hearing notes as a sample.",
		"Dear Robin, we are sorry to tell you that you have not been selected for interview for the Scholarships Officer position.",
	} {
		if s := short(t, "Jo <jo@firm.example>", "Your letter", text); s.Kind != followup.Rejection && !meets(s.Kind) {
			t.Errorf("%s %.2f (%s): %s", s.Kind, s.Confidence, s.Reason, text)
		}
	}
	for _, text := range []string{
		"Dear Robin, thank you for applying for a part in our musical. We regret that you have not been selected for a role. The casting team had many strong candidates.",
		"Dear Robin, thank you for your application. We regret to inform you that you have not been selected for the scholarship this year. There were many strong candidates.",
		"Dear Robin, unfortunately your application for the credit card was not successful. We wish you all the best.",
		"Hi Robin, thanks for your application and for coming to the viewing. The landlord has decided to go with another applicant for the flat.",
		"Hi Robin, thanks for coming to the tryouts. You have not been selected for the squad this season. The coaches had many candidates for each position.",
		"Dear applicant, the committee has decided not to select your project for funding. The grant application round was very competitive.",
		"Dear author, we regret that your paper was not selected. There were many strong applications for the position of best paper.",
		"Dear Robin, thank you for applying to the artist residency. We are sorry that you have not been selected for the residency in Bergen. We had 400 applicants.",
		"Hi Robin, sorry, you have not been elected to the position of treasurer of the student union. The other candidate had more votes.",
		"Dear Robin, your hearing has been moved to Thursday 3 December at 10:00. The panel will interview the applicant first.",
		"Dear Robin, thank you for your volunteer application. We have decided to go with other candidates for the role of befriender.",
		"Bonjour, votre candidature à la bourse d'études n'a pas été retenue. Le jury avait de nombreux candidats.",
		"Sehr geehrter Herr Vale, leider wurde Ihre Bewerbung um das Stipendium nicht ausgewählt. Es gab viele Bewerber.",
		"Estimado Robin, lamentamos informarle de que su solicitud de beca no ha sido seleccionada. Hubo muchos candidatos.",
		"Prezado Robin, o seu projeto não foi selecionado no edital de cultura. Tivemos muitas candidaturas.",
		"Dzień dobry, niestety Pana projekt nie otrzymał dofinansowania. Wpłynęło wiele wniosków.",
		"Gentile Robin, il tuo progetto non è stato selezionato per il bando. Abbiamo ricevuto molte candidature.",
		"Estimado Robin, su proyecto no ha sido seleccionado en la convocatoria de ayudas. Hubo muchas candidaturas.",
		"Bonjour, votre projet n'a pas été retenu par le comité. Nous avons reçu beaucoup de candidatures.",
		"Liebe Eltern, leider können wir Ihr Kind nicht aufnehmen. Es gab viele Bewerbungen um den Platz.",
		"Dear Robin, the membership committee has considered your application and decided not to proceed with your candidacy at this time.",
	} {
		if s := short(t, "Jo <jo@firm.example>", "Your letter", text); decides(s.Kind) {
			t.Errorf("%s %.2f (%s): %s", s.Kind, s.Confidence, s.Reason, text)
		}
	}
}

// TestUnsaidNo holds that no receipt is sure in which anything sounds like a no, and that mere receipts are.
func TestUnsaidNo(t *testing.T) {
	for _, text := range []string{
		"Dear Robin, thank you for your application for the Analyst role. The list we settled on today does not have your name on it. We wish you well.",
		"Dear Robin, thank you for applying to the Analyst role. We will not be taking this further. Kind regards",
		"Dear Robin, thank you for your application. This time it was somebody else. All the best, Jo",
		"Hi Robin, thanks for applying for the Analyst position. We ended up choosing a different path for the team.",
		"Dear Robin, we received your application for the Analyst role and read it with interest. Sadly the answer is no.",
		"Dear Robin, thank you for your application for the Baker job. It has gone to a person from the village.",
		"Guten Tag Robin, vielen Dank für Ihre Bewerbung als Analyst. Ihr Name steht leider nicht auf der Liste, auf die wir uns geeinigt haben.",
		"Bonjour Robin, nous avons bien reçu votre candidature au poste d'analyste. Cette fois, c'est une autre personne.",
		"Hola Robin, gracias por tu candidatura al puesto de analista. Esta vez ha sido otra persona.",
	} {
		if s := short(t, "Jo <jo@firm.example>", "Your application", text); s.Kind != followup.Rejection && s.Confidence >= 0.9 {
			t.Errorf("%s %.2f (%s): %s", s.Kind, s.Confidence, s.Reason, text)
		}
	}
	for _, text := range []string{
		"Dear Robin, thank you for your application for the Analyst role. We have received it and will be in touch within two weeks. If you do not hear from us, please assume that you were not successful.",
		"Dear Robin, we have received your application for the Analyst role. Only shortlisted candidates will be contacted.",
		"Guten Tag Robin, vielen Dank für Ihre Bewerbung als Analyst. Wir melden uns in den nächsten zwei Wochen bei Ihnen.",
		"Bonjour, nous avons bien reçu votre candidature au poste d'analyste. Sans réponse sous trois semaines, veuillez considérer que votre candidature n'a pas été retenue.",
		"Dear Robin, thank you for applying. Due to the high volume of applications we cannot reply to each. We will review your CV.",
	} {
		if s := short(t, "Jo <jo@firm.example>", "Your application", text); s.Kind != followup.ApplicationAck || s.Confidence < 0.9 {
			t.Errorf("%s %.2f (%s): %s", s.Kind, s.Confidence, s.Reason, text)
		}
	}
}
