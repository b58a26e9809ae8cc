package classify

import (
	"strings"
	"testing"

	"followup/followup"
)

// readPlain reads a mail made of the given parts.
func readPlain(t testing.TB, from, subject, body string) followup.Signal {
	t.Helper()
	return testReader.Read(parseMail(t, []byte("From: "+from+"\nTo: Robin Vale <robin@vale.example>\nSubject: "+subject+
		"\nDate: Tue, 02 Jun 2026 09:00:00 +0000\nMessage-ID: <a@b.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"+body+"\n")))
}

// TestVendorsAreNoEmployers holds for every line of senders.txt that who carries the mail is never taken for the company
// that hires, however loudly the mail names it.
func TestVendorsAreNoEmployers(t *testing.T) {
	t.Parallel()
	for domain, row := range senders.by {
		switch row.class {
		case classATS, classAssessment, classScheduler, classBoard:
		default:
			continue
		}
		if row.name == "" || strings.Contains(domain, "@") {
			continue
		}
		for _, display := range []string{row.name, row.name + " Recruiting", "The " + row.name + " Team", row.name + " Notifications"} {
			s := readPlain(t, `"`+display+`" <no-reply@`+domain+`>`, "Thank you for applying",
				"Hello Robin,\n\nThank you for applying for the Data Engineer position. We have received your application and will review it.\n\nThe "+row.name+" Team\nPowered by "+row.name)
			if senders.vendors[nameKey(s.Employer)] || strings.Contains(nameKey(s.Employer), nameKey(row.name)) {
				t.Errorf("%s at %s became the employer %q", display, domain, s.Employer)
			}
			s = readPlain(t, `"`+display+`" <no-reply@`+domain+`>`, "Your application to Larkspur",
				"Hello Robin,\n\nThank you for applying for the Data Engineer position at Larkspur through "+row.name+". We have received your application.\n\nThe "+row.name+" Team")
			if s.Employer != "Larkspur" {
				t.Errorf("%s at %s: employer %q, want Larkspur", display, domain, s.Employer)
			}
		}
	}
}

// TestEmployers holds how names are written, and what is no name.
func TestEmployers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, from, subject, body, want string }{
		{"an at in the display name", `"careers@larkspur" <no-reply@us.greenhouse-mail.io>`, "Thank you for applying", "Thank you for applying to Larkspur. We have received your application.", "Larkspur"},
		{"a relay's display name", "Dana Reyes via LinkedIn <hit-reply@linkedin.com>", "Interview", "Hi Robin, I would like to invite you to an interview for the Data Engineer role at Larkspur.", "Larkspur"},
		{"two letters", "HR <hr@mail.example>", "Your application", "Thank you for applying to HP. We have received your application.", "HP"},
		{"a digit first", "Unknown <x@sender.invalid>", "Your application", "Thank you for applying to 3M. We have received your application.", "3M"},
		{"a small letter first", "Unknown <x@sender.invalid>", "Your application", "Thank you for your interest in iRobot. We have received your application.", "iRobot"},
		{"a domain for a name", "Unknown <x@sender.invalid>", "Your application", "Thank you for your interest in Wayfarer.com and the time you took to apply. We have received your application.", "Wayfarer.com"},
		{"a placeholder", `"?" <no-reply@greenhouse.io>`, "Your application", "We have received your application.", ""},
		{"confidential", "Unknown <x@sender.invalid>", "Your application", "Thank you for applying to Confidential. We have received your application.", ""},
		{"a weekday", "Unknown <x@sender.invalid>", "Your interview", "Your interview is at Tuesday, 10 am. We confirm the interview.", ""},
		{"possessive", "Unknown <x@sender.invalid>", "Your application", "We have received your application for Larkspur's Data Engineer opening. Thank you for applying.\n\nLarkspur's Talent Team", "Larkspur"},
		{"a saint", "Unknown <x@sender.invalid>", "Your application", "We have received your application for the Staff Nurse post at St. Alban's Community Hospital on 3 June. Thank you for applying.", "St. Alban's Community Hospital"},
		{"an ampersand", "Unknown <x@sender.invalid>", "Your application", "Thank you for applying to Kelp & Co. We have received your application.", "Kelp & Co"},
		{"of", "Unknown <x@sender.invalid>", "Your application", "We have received your application for the Lecturer position at the University of East Fenland.", "University of East Fenland"},
		{"a company of another", "Unknown <x@sender.invalid>", "Your application", "Thank you for your interest in Tidemark, a Larkspur company. We have received your application.", "Tidemark"},
		{"the reader is no company", "Unknown <x@sender.invalid>", "Thank you for your interest, Robin", "Hi Robin,\n\nThank you for your interest. We have received your application.", ""},
		{"a title is no company", "Unknown <x@sender.invalid>", "Data Engineer", "Thank you for your interest in Data Engineer. We have received your application.", ""},
		{"articles and genitives", "Unknown <x@sender.invalid>", "Ihre Bewerbung", "vielen Dank für Ihre Bewerbung bei der Kiefernhof Energie GmbH. Ihre Bewerbung ist eingegangen.", "Kiefernhof Energie GmbH"},
		{"a ministry", "Unknown <x@sender.invalid>", "Ihre Bewerbung", "vielen Dank für Ihre Bewerbung beim Bundesamt für Wasser und Boden. Ihre Bewerbung ist eingegangen.", "Bundesamt für Wasser und Boden"},
		{"the client, not the agency", "Mara Lind <mara@lindpersonal.example>", "Interview", "Hi Robin,\n\non behalf of our client Larkspur I would like to invite you to an interview for the Data Engineer role.\n\nMara Lind\nLind Personal", "Larkspur"},
		{"a department below the company", "Unknown <x@sender.invalid>", "Your application", "Thank you for applying to our company. We have received your resume.\n\nHoshino Precision Co., Ltd.\nGeneral Affairs Dept.", "Hoshino Precision Co., Ltd"},
		{"only a department", "Unknown <x@sender.invalid>", "Your application", "We have received your application.\n\nSincerely,\n\nHuman Capital Operations", ""},
		{"a team of a kind", "Unknown <x@sender.invalid>", "Your application", "We have received your application.\n\nKind regards\n\nFaculty HR Team\nUniversity of Wexmouth", "University of Wexmouth"},
		{"the head of a department", "Unknown <x@sender.invalid>", "Curatorial Assistant", "The interviews for Curatorial Assistant at Larkspur Museum will not go ahead on Friday.\n\nWith apologies,\nRosa Pike\nHead of Collections", "Larkspur Museum"},
		{"a name and the company without a greeting", "Unknown <x@sender.invalid>", "", "Hi Robin,\n\nhere is the take home assignment, please send it back by Monday.\n\nMarcus\nLarkspur", "Larkspur"},
		{"who signs after a comma", "Unknown <x@sender.invalid>", "", "Olá Joana, confirmamos a entrevista para dia 12 às 15h, no escritório da Larkspur em Braga. Com os melhores cumprimentos, Rui Tavares", "Larkspur"},
		{"a name with its title in one line", "Unknown <x@sender.invalid>", "Interview moved", "Hi Robin,\n\ncan we move your interview to Monday?\n\nCheers,\nIsla\n\nIsla Grant | People Coordinator | Larkspur Dynamics", "Larkspur Dynamics"},
		{"a title behind for", "Unknown <x@sender.invalid>", "", "We have to move your LARKSPUR interview for Cyber Operations Engineer to next week.", "LARKSPUR"},
		{"a ward of a hospital", "Unknown <x@sender.invalid>", "Interview", "Hi Robin, Sister Adu here from Ward 7 at Larkspur Hospital. Can you come in for an interview?", "Larkspur Hospital"},
		{"where it takes place", "Unknown <x@sender.invalid>", "Interview reminder", "REMINDER: Larkspur Care interview tomorrow 10am at Queens House, Leeds.", "Larkspur Care"},
		{"the capital of a sentence", "Unknown <x@sender.invalid>", "Interview", "Lovely application! Can you come in for an interview on Monday?", ""},
		{"a label of the public service", "Unknown <x@sender.invalid>", "Notification letter", "Position Title: Data Engineer\nHiring Agency: Larkspur Agency\n\nYou have not been referred to the hiring manager. Thank you for your interest in Federal employment.", "Larkspur Agency"},
		{"Spanish, who calls", "Unknown <x@sender.invalid>", "", "¡Hola Pablo! Soy Carmen, de Larkspur. Nos encantaría hablar contigo sobre una vacante de analista.", "Larkspur"},
		{"Italian, who writes", "Unknown <x@sender.invalid>", "", "Ciao Luca, sono Anna di Officina Bianchi. Ti andrebbe di passare giovedì alle 10 per un colloquio?", "Officina Bianchi"},
		{"German, a team in one word", "Unknown <x@sender.invalid>", "", "Hi Nele! Super, dass du dich bei Larkspur beworben hast. Deine Bewerbung ist eingegangen.\n\nDein People-Team", "Larkspur"},
		{"who asks for somebody", "Unknown <x@sender.invalid>", "", "Salve Giorgio, la aspettiamo martedì alle 9 in Officina Larkspur per il colloquio. Chieda di Donatella.", "Officina Larkspur"},
		{"a subject of common words", "Unknown <x@sender.invalid>", "Trial Shift Confirmed", "Hi Robin, your interview is on Monday at 10. See you then.", ""},
		{"a subject beside a common word", "Unknown <x@sender.invalid>", "Interview Confirmation: Larkspur", "Hi Robin, your interview is on Monday at 10.", "Larkspur"},
		{"whom to ask", "Unknown <x@sender.invalid>", "Interview", "Greetings from Larkspur Freight! You have been shortlisted for an interview. Contact person: Sneha Kulkarni.", "Larkspur Freight"},
		{"a French department", "Unknown <x@sender.invalid>", "Votre candidature", "Madame,\n\nVotre candidature n'a pas été retenue.\n\nCordialement,\nMaëlys Thébault\nDirection Générale Adjointe", ""},
		{"a number is no name", "Unknown <x@sender.invalid>", "Interview Confirmation - Budget Analyst, GS-0560-11", "This confirms your interview on Monday at 10.", ""},
		{"a short message", "Unknown <x@sender.invalid>", "", "Larkspur: your interview is tomorrow at 9 AM. Reply YES to confirm.", "Larkspur"},
		{"two lines are two names", "Unknown <x@sender.invalid>", "Interview call letter", "Dear Candidate,\nYou have been shortlisted for an interview.\nHR Department\nLarkspur Steel Pvt. Ltd.", "Larkspur Steel Pvt. Ltd"},
		{"the domain is the whole name", "Talent Larkspur <jobs@talentlarkspur.example>", "Your interview", "Hi Robin, your interview is on Monday at 10.", "Talent Larkspur"},
		{"a name that begins with an article", "Unknown <x@sender.invalid>", "", "Hoi Sanne, leuk dat je bij De Larkspur wilt komen werken! Kun je dinsdag komen voor een sollicitatiegesprek?", "De Larkspur"},
		{"what it is in small letters", "Unknown <x@sender.invalid>", "Ontvangstbevestiging", "Hierbij bevestigen wij de ontvangst van uw sollicitatie naar de functie van beleidsmedewerker bij de gemeente Larkspur.", "gemeente Larkspur"},
		{"what it is for", "Unknown <x@sender.invalid>", "Your application", "Thank you for your interest in working for Transport for Larkspur. Your application was not successful.", "Transport for Larkspur"},
		{"two words at a robot's address", "Larkspur Oak via Workable <noreply@candidates.workablemail.com>", "Your application for Head Baker", "Hi Tess, thanks for applying. We have received your application.", "Larkspur Oak"},
		{"an article before a capital", "Unknown <x@sender.invalid>", "Votre candidature", "Bonjour, le Crédit Rural de l'Est vous remercie pour votre candidature. Nous avons bien reçu votre candidature.", "Crédit Rural de l'Est"},
		{"Polish, declined", "Unknown <x@sender.invalid>", "Kurier - rekrutacja", "Dzień dobry, dziękujemy za zainteresowanie pracą w Poczcie Miejskiej. Państwa aplikacja dotarła do nas.\n\nZ poważaniem\nPoczta Miejska S.A.", "Poczta Miejska S.A."},
		{"who interviews", "GoodTime <no-reply@goodtime.io>", "Larkspur Interview Details - Thu, Jun 11", "Looking forward to your interview on Thursday, June 11 at 5:00 PM.\n\nMeet your interviewers\n• Haruto, Design Manager\n• Priscilla, Staff Designer", "Larkspur"},
		{"the title of an event", "Unknown <x@sender.invalid>", "", "Canceled event: Phone screen - Diego / Brooke (Larkspur)\nMonday Jun 8, 2026 2pm - 2:30pm (Pacific Time)\n\nThis event has been canceled and removed from your calendar.", "Larkspur"},
		{"who merely carries the mail", "HR Deskline <noreply@deskline-mail.example>", "Application Complete", "Your application to Larkspur School District for the position of Elementary Teacher is now complete. We have received your application.", "Larkspur School District"},
		{"Japanese, whose recruiters", "Unknown <x@sender.invalid>", "一次面接のご案内", "高橋様　緑川ソフトの採用担当です。一次面接の日程調整をお願いいたします。", "緑川ソフト"},
		{"a chair of a university", "Unknown <x@sender.invalid>", "Ihre Bewerbung", "Ihre Bewerbung ist eingegangen.\n\nMit freundlichen Grüßen\nProf. Dr. E. Falk\nLehrstuhl für Geodäsie\nTechnische Universität Larkspur", "Technische Universität Larkspur"},
		{"Japanese, who recruits", "採用担当 <x@sender.invalid>", "書類選考の結果", "星野サービス採用担当の佐々木です。書類選考の結果、今回は見送らせていただくことになりました。", "星野サービス"},
		{"Japanese", "採用担当 <x@sender.invalid>", "書類選考の結果", "この度は青葉精機株式会社にご応募いただき、誠にありがとうございます。面接の日程についてご連絡いたします。", "青葉精機株式会社"},
		{"Chinese", "HR <x@sender.invalid>", "面试邀请", "您好，感谢您应聘蓝湾软件有限公司的后端工程师岗位，诚邀您参加面试。", "蓝湾软件有限公司"},
	} {
		if s := readPlain(t, c.from, c.subject, c.body); s.Employer != c.want {
			t.Errorf("%s: employer %q, want %q (%v)", c.name, s.Employer, c.want, s.Kind)
		}
	}
}
