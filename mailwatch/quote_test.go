package mailwatch

import (
	"strings"
	"testing"
)

// zonesOf cuts a plain text and shows its zones in one string.
func zonesOf(text string) string {
	t := cutZones(splitLines(text))
	var b strings.Builder
	for _, z := range []struct{ name, text string }{{"own", t.Own}, {"quoted", t.Quoted}, {"signature", t.Signature}, {"footer", t.Footer}} {
		if z.text != "" {
			b.WriteString("[" + z.name + "] " + z.text + "\n")
		}
	}
	return b.String()
}

func TestQuotationsAreFound(t *testing.T) {
	t.Parallel()
	const (
		own    = "Yes, Tuesday suits me.\n\n"
		quote  = "> We would like to meet you.\n"
		bare   = "We would like to meet you.\n"
		answer = "[own] Yes, Tuesday suits me.\n"
	)
	tests := []struct{ name, text, want string }{
		{"marks alone", own + quote, answer + "[quoted] We would like to meet you.\n"},
		{"English", own + "On Tue, Mar 3, 2026 at 9:00 AM Jane Doe <jane@acme.example> wrote:\n" + quote, answer + "[quoted] On Tue, Mar 3, 2026 at 9:00 AM Jane Doe <jane@acme.example> wrote:\nWe would like to meet you.\n"},
		{"English over two lines", own + "On Tue, Mar 3, 2026 at 9:00 AM Jane Doe\n<jane@acme.example> wrote:\n\n" + bare, answer + "[quoted] On Tue, Mar 3, 2026 at 9:00 AM Jane Doe\n<jane@acme.example> wrote:\n\nWe would like to meet you.\n"},
		{"German", own + "Am Di., 3. März 2026 um 09:00 Uhr schrieb Jane Doe <jane@acme.example>:\n" + bare, answer + "[quoted] Am Di., 3. März 2026 um 09:00 Uhr schrieb Jane Doe <jane@acme.example>:\nWe would like to meet you.\n"},
		{"French", own + "Le mar. 3 mars 2026 à 09:00, Jane Doe <jane@acme.example> a écrit :\n" + bare, answer + "[quoted] Le mar. 3 mars 2026 à 09:00, Jane Doe <jane@acme.example> a écrit :\nWe would like to meet you.\n"},
		{"Spanish", own + "El mar, 3 mar 2026 a las 9:00, Jane Doe (<jane@acme.example>) escribió:\n" + bare, answer + "[quoted] El mar, 3 mar 2026 a las 9:00, Jane Doe (<jane@acme.example>) escribió:\nWe would like to meet you.\n"},
		{"Portuguese", own + "Em ter., 3 de mar. de 2026 às 09:00, Jane Doe <jane@acme.example> escreveu:\n" + bare, answer + "[quoted] Em ter., 3 de mar. de 2026 às 09:00, Jane Doe <jane@acme.example> escreveu:\nWe would like to meet you.\n"},
		{"Dutch", own + "Op di 3 mrt 2026 om 09:00 schreef Jane Doe <jane@acme.example>:\n" + bare, answer + "[quoted] Op di 3 mrt 2026 om 09:00 schreef Jane Doe <jane@acme.example>:\nWe would like to meet you.\n"},
		{"Italian", own + "Il giorno mar 3 mar 2026 alle ore 09:00 Jane Doe <jane@acme.example> ha scritto:\n" + bare, answer + "[quoted] Il giorno mar 3 mar 2026 alle ore 09:00 Jane Doe <jane@acme.example> ha scritto:\nWe would like to meet you.\n"},
		{"a line of dashes", own + "-----Original Message-----\nFrom: Jane\n" + bare, answer + "[quoted] -----Original Message-----\nFrom: Jane\nWe would like to meet you.\n"},
		{"a German line of dashes", own + "-----Ursprüngliche Nachricht-----\n" + bare, answer + "[quoted] -----Ursprüngliche Nachricht-----\nWe would like to meet you.\n"},
		{"Outlook's block", own + "________________________________\nFrom: Jane Doe <jane@acme.example>\nSent: Tuesday, March 3, 2026 9:00 AM\nTo: Sam\nSubject: Interview\n\n" + bare,
			"[own] Yes, Tuesday suits me.\n\n________________________________\n[quoted] From: Jane Doe <jane@acme.example>\nSent: Tuesday, March 3, 2026 9:00 AM\nTo: Sam\nSubject: Interview\n\nWe would like to meet you.\n"},
		{"Outlook's block in bold, German", own + "*Von:* Jane Doe\n*Gesendet:* Dienstag, 3. März 2026\n*An:* Sam\n*Betreff:* Termin\n\n" + bare, answer + "[quoted] *Von:* Jane Doe\n*Gesendet:* Dienstag, 3. März 2026\n*An:* Sam\n*Betreff:* Termin\n\nWe would like to meet you.\n"},
		{"Apple's forward", "Begin forwarded message:\n\nFrom: Jane\n" + bare, "[quoted] Begin forwarded message:\n\nFrom: Jane\nWe would like to meet you.\n"},
		{"answers between quotations are own", "On 3 Mar 2026 Jane wrote:\n> Does Tuesday suit you?\n\nYes.\n\n> And at ten?\n\nEven better.\n",
			"[own] Yes.\n\nEven better.\n[quoted] On 3 Mar 2026 Jane wrote:\nDoes Tuesday suit you?\n\nAnd at ten?\n"},
		{"an answer below marked lines under a line of dashes is own", "----- Original Message -----\nFrom: \"Jane\" <jane@acme.example>\n\n> Does Tuesday suit you?\n\nYes.\n",
			"[own] Yes.\n[quoted] ----- Original Message -----\nFrom: \"Jane\" <jane@acme.example>\n\nDoes Tuesday suit you?\n"},
		{"a sentence that ends like an introduction is own", "On Monday you wrote:\n\nwe are glad to have you.\n", "[own] On Monday you wrote:\n\nwe are glad to have you.\n"},
		{"the block of Lotus Notes", own + "Jane Doe @ ACME\n01/19/2000 09:37 AM\nTo: Sam Lee/ACME @ ACME\ncc: Kim Roe/ACME @ ACME\nSubject: Interview\n\n" + bare,
			answer + "[quoted] Jane Doe @ ACME\n01/19/2000 09:37 AM\nTo: Sam Lee/ACME @ ACME\ncc: Kim Roe/ACME @ ACME\nSubject: Interview\n\nWe would like to meet you.\n"},
		{"a table of facts is own", "Your interview\n\nDate: Tuesday, March 3\nTime: 10:00\nTo: Room 4\nFrom: the main entrance\n", "[own] Your interview\n\nDate: Tuesday, March 3\nTime: 10:00\nTo: Room 4\nFrom: the main entrance\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := zonesOf(tt.text); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestSignatureAndSmallPrint(t *testing.T) {
	t.Parallel()
	const verdict = "Thank you for your interest. Unfortunately we have decided to go on with other candidates.\n\n"
	const owned = "[own] Thank you for your interest. Unfortunately we have decided to go on with other candidates.\n"
	tests := []struct{ name, text, want string }{
		{"a delimiter", verdict + "-- \nJane Doe\nRecruiter, Acme\n", owned + "[signature] Jane Doe\nRecruiter, Acme\n"},
		{"a delimiter without its space, and small print below", verdict + "--\nJane Doe\n\nThis email is intended only for its addressee.\n", owned + "[signature] Jane Doe\n[footer] This email is intended only for its addressee.\n"},
		{"a closing formula", verdict + "Kind regards,\nJane Doe\nTalent Acquisition\n+1 555 0100\n", owned + "[signature] Kind regards,\nJane Doe\nTalent Acquisition\n+1 555 0100\n"},
		{"a closing formula and the name apart", verdict + "Sincerely,\n\nThe Acme Team\n", owned + "[signature] Sincerely,\n\nThe Acme Team\n"},
		{"both in one line", verdict + "Best, Jane\n", owned + "[signature] Best, Jane\n"},
		{"German", verdict + "Mit freundlichen Grüßen\nJana Muster\n", owned + "[signature] Mit freundlichen Grüßen\nJana Muster\n"},
		{"a formula at the end of a paragraph", "See you soon.\nCheers,\nJane\n", "[own] See you soon.\n[signature] Cheers,\nJane\n"},
		{"an equal opportunity notice", verdict + "Acme is an equal opportunity employer and does not look at age.\n", owned + "[footer] Acme is an equal opportunity employer and does not look at age.\n"},
		{"signature and small print", verdict + "Regards,\nJane\n\nAcme Ltd, 1 High Street\n\nUnsubscribe from these mails\n", owned + "[signature] Regards,\nJane\n\nAcme Ltd, 1 High Street\n[footer] Unsubscribe from these mails\n"},
		{"thanks at the top is no closing", "Thank you,\n\nwe have your papers and will read them with care in the coming days.\n", "[own] Thank you,\n\nwe have your papers and will read them with care in the coming days.\n"},
		{"thanks before a sentence is no closing", "That is fine.\n\nThanks!\nSee you on Tuesday\n", "[own] That is fine.\n\nThanks!\nSee you on Tuesday\n"},
		{"a verdict below the name is own", "Dear Sam,\n\nBest regards,\nJane\n\nP.S. Unfortunately we had to cancel your interview on Tuesday.\n",
			"[own] Dear Sam,\n\nBest regards,\nJane\n\nP.S. Unfortunately we had to cancel your interview on Tuesday.\n"},
		{"a verdict below the delimiter is own", "Dear Sam,\n\n-- \n\n" + verdict, "[own] Dear Sam,\n\n-- \n\nThank you for your interest. Unfortunately we have decided to go on with other candidates.\n"},
		{"a verdict with a privacy notice in one paragraph is own", "Dear Sam,\n\nUnfortunately we cannot offer you a place. See our privacy policy. Unsubscribe.\n", "[own] Dear Sam,\n\nUnfortunately we cannot offer you a place. See our privacy policy. Unsubscribe.\n"},
		{"an invitation in lines with an unsubscribe line is own above that line", "Hi Sam,\n\nWe would love to have a chat with you.\nPlease choose a time.\nUnsubscribe\n", "[own] Hi Sam,\n\nWe would love to have a chat with you.\nPlease choose a time.\n[footer] Unsubscribe\n"},
		{"an acknowledgement that says not to reply is own", "Hi Sam,\n\nWe have your application. Please do not reply to this mail.\n", "[own] Hi Sam,\n\nWe have your application. Please do not reply to this mail.\n"},
		{"a robot's notice is small print", verdict + "This is an automated message, please do not reply.\n", owned + "[footer] This is an automated message, please do not reply.\n"},
		{"a mail of small print alone is own", "You are receiving this because you asked for it.\n", "[own] You are receiving this because you asked for it.\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := zonesOf(tt.text); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
