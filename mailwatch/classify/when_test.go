package classify

import (
	"testing"
	"time"
)

// The message is from Monday, 23 November 2026, 9:00 in New York.
var whenNow = time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("", -5*3600))

func TestWhen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, want string // RFC 3339 with the zone, without it where unknown; "doubt"; "day" for a date without a time
		country    string
		language   string
	}{
		{"Tuesday, December 1 at 2:00 pm ET", "2026-12-01T14:00:00-05:00 America/New_York", "", ""},
		{"Tue, Dec 1st, 2-2:45pm (EST)", "2026-12-01T14:00:00-05:00 America/New_York", "", ""},
		{"1 December 2026, 14:00 CET", "2026-12-01T14:00:00+01:00 Europe/Berlin", "", ""},
		{"on December 1 at 3pm PT", "2026-12-01T15:00:00-08:00 America/Los_Angeles", "", ""},
		{"12/01/2026 14:00 CET", "2026-01-12T14:00:00+01:00 Europe/Berlin", "", ""},
		{"Tues 12/1 1:00-1:30 p.m.", "2026-12-01T13:00:00", "US", ""},
		{"01/12/2026 at 10:00", "2026-12-01T10:00:00", "GB", ""},
		{"01/12/2026 at 10:00", "2026-01-12T10:00:00", "US", ""},
		{"01/12/2026 at 10:00", "2026-12-01T10:00:00", "", "en"}, // the other reading is long past
		{"12/11 at 10:00", "2026-12-11T10:00:00", "", "en"},      // or nearly a year off
		{"12/10 at 10:00", "2026-12-10T10:00:00", "", "en"},
		{"01/02/2027 at 10:00", "doubt", "", "en"},
		{"11th December, 10.15. Come to the side door", "2026-12-11T10:15:00", "", ""},
		{"you are in for 9.45 on Thursday 3 December", "2026-12-03T09:45:00", "", ""},
		{"we are on for 11 tomorrow", "2026-11-24T11:00:00", "", ""},
		{"Wed at 10:30a ET", "2026-11-25T10:30:00-05:00 America/New_York", "", ""},
		{"Friday 12/4 from 8-12", "2026-12-04T08:00:00", "US", ""},
		{"14:00 on the 4th", "2026-12-04T14:00:00", "", ""},
		{"could you do the 12th at 10am?", "2026-12-12T10:00:00", "", ""},
		{"Monday, December 7: 8:30 a.m. panel, 10:00 dean", "2026-12-07T08:30:00", "", ""},
		{"Time: 2pm\nDate: 5 December", "2026-12-05T14:00:00", "", ""},
		{"Dec-05-2026 10:30 AM IST", "2026-12-05T10:30:00+05:30 Asia/Kolkata", "", ""},
		{"this Thursday @ 4", "2026-11-26T16:00:00", "", ""},
		{"Thursday 26/11 at 3", "2026-11-26T15:00:00", "", ""},
		{"at 2 on Wednesday", "2026-11-25T14:00:00", "", ""},
		{"Thursday next week at 1", "2026-12-03T13:00:00", "", ""},
		{"tmrw at 2", "2026-11-24T14:00:00", "", ""},
		{"Date of interview: Thursday 3 December\nTime of interview: 10.00", "2026-12-03T10:00:00", "", ""},
		{"le 4 décembre, 14 heures", "2026-12-04T14:00:00", "", "fr"},
		{"Mi 2.12 um 16 Uhr", "2026-12-02T16:00:00", "", "de"},
		{"Mittwoch, 2.12, 16 Uhr", "2026-12-02T16:00:00", "", "de"},
		{"Friday the 4th at half six after we close", "2026-12-04T18:30:00", "", ""},
		{"tonight at 7", "2026-11-23T19:00:00", "", ""},
		{"Thursday at 1430", "2026-11-26T14:30:00", "", ""},
		{"donderdag 3 december van 10.00 tot 10.45 uur", "2026-12-03T10:00:00", "", "nl"},
		{"Donnerstag, 3. Dezember, von 14.30 bis 15.15 Uhr", "2026-12-03T14:30:00", "", "de"},
		{"w czwartek o 14", "2026-11-26T14:00:00", "", "pl"},
		{"dann bis Donnerstag, 3.12. um 14 Uhr", "2026-12-03T14:00:00", "", "de"},
		{"Thursday at 1200 Main Street, 10:00 am", "2026-11-26T10:00:00", "", "en"}, // a house, no hour
		{"Donnerstag, 3. Dezember, Hauptstraße 10a, um 14 Uhr", "2026-12-03T14:00:00", "", "de"},
		{"Thursday 3 December, Room 10a, at 2pm", "2026-12-03T14:00:00", "", "en"},
		{"Tuesday, Dec 2 at 10:00", "doubt", "", ""},
		{"30 February at 10:00", "doubt", "", ""},
		{"10:00-11:00 GMT on 2 December 2026", "2026-12-02T10:00:00Z Europe/London", "", ""},
		{"Thursday between 10 and 11am", "2026-11-26T10:00:00", "", ""},
		{"next Tuesday at noon", "2026-12-01T12:00:00", "", ""},
		{"tomorrow at 9.30am", "2026-11-24T09:30:00", "", ""},
		{"January 12, 10am", "2027-01-12T10:00:00", "", ""},
		{"2026-12-01T10:30 UTC", "2026-12-01T10:30:00Z UTC", "", ""},
		{"Dec 1, 2026 10:00 (GMT+2)", "2026-12-01T10:00:00+02:00", "", ""},
		{"1 December 2026 11:00 IST", "2026-12-01T11:00:00+05:30 Asia/Kolkata", "", ""},
		{"1 December 2026 11:00 IST", "2026-12-01T11:00:00Z Europe/Dublin", "IE", ""},
		{"15 July 2026, 3 pm EST", "2026-07-15T15:00:00-04:00 America/New_York", "", ""},
		{"am Dienstag, 1. Dezember 2026 um 14 Uhr", "2026-12-01T14:00:00", "", "de"},
		{"Di, 01.12.2026, 14.30 Uhr bis 15.15 Uhr", "2026-12-01T14:30:00", "", "de"},
		{"am 1.12. um 9 Uhr 30", "2026-12-01T09:30:00", "", "de"},
		{"le mardi 1er décembre 2026 à 14h30", "2026-12-01T14:30:00", "", "fr"},
		{"el martes 1 de diciembre de 2026 a las 10:30 h", "2026-12-01T10:30:00", "", "es"},
		{"terça-feira, 1 de dezembro de 2026, às 15h", "2026-12-01T15:00:00", "", "pt"},
		{"dinsdag 1 december 2026 om 14.00 uur", "2026-12-01T14:00:00", "", "nl"},
		{"martedì 1 dicembre 2026 alle ore 11:00", "2026-12-01T11:00:00", "", "it"},
		{"we wtorek 1 grudnia 2026 o godzinie 12:00", "2026-12-01T12:00:00", "", "pl"},
		{"2026年12月1日(火) 14:00〜15:00", "2026-12-01T14:00:00", "", "ja"},
		{"12月1日（火）14時30分から", "2026-12-01T14:30:00", "", "ja"},
		{"2026年12月1日 14点", "2026-12-01T14:00:00", "", "zh"},
		{"nächste Woche Donnerstag um 10 Uhr", "2026-12-03T10:00:00", "", "de"},
		{"jeudi de la semaine prochaine à 10h", "2026-12-03T10:00:00", "", "fr"},
		{"quinta da semana que vem às 10h", "2026-12-03T10:00:00", "", "pt"},
		{"am Dienstag um halb drei", "2026-11-24T14:30:00", "", "de"},
		{"Dienstagvormittag, 1. Dezember, viertel nach zehn", "2026-12-01T10:15:00", "", "de"},
		{"Di., 1. 12. 2026, um zehn Uhr", "2026-12-01T10:00:00", "", "de"},
		{"am 1.12. um 3 Uhr nachmittags", "2026-12-01T15:00:00", "", "de"},
		{"Dienstag, den 1.12., 14 Uhr (Zeitzone: Europe/Berlin)", "2026-12-01T14:00:00+01:00 Europe/Berlin", "", "de"},
		{"01.12.2026, 09:15 Uhr (Europe/Vienna)", "2026-12-01T09:15:00+01:00 Europe/Vienna", "", "de"},
		{"1. Dezember, 10 Uhr Berliner Zeit", "2026-12-01T10:00:00+01:00 Europe/Berlin", "", "de"},
		{"01/12/2026 um 10:00 Uhr", "2026-12-01T10:00:00", "US", "de"},
		{"Mittwoch, 1. Dezember um 10 Uhr", "doubt", "", "de"},
		{"le mardi 1er décembre à 14 h 30 (heure de Paris)", "2026-12-01T14:30:00+01:00 Europe/Paris", "", "fr"},
		{"mardi 1 à 10 heures et demie", "2026-12-01T10:30:00", "", "fr"},
		{"mardi prochain à 9 heures 15", "2026-11-24T09:15:00", "", "fr"},
		{"le 1/12 à 3 heures de l'après-midi", "2026-12-01T15:00:00", "", "fr"},
		{"mercredi 1er décembre à 10h", "doubt", "", "fr"},
		{"el martes 1 a las 10", "2026-12-01T10:00:00", "", "es"},
		{"el 1 de diciembre a las cinco y media de la tarde", "2026-12-01T17:30:00", "", "es"},
		{"martes 1/12, 10:00 h (hora de Ciudad de México)", "2026-12-01T10:00:00-06:00 America/Mexico_City", "", "es"},
		{"1 de diciembre a las 9 de la mañana, hora peninsular", "2026-12-01T09:00:00+01:00 Europe/Madrid", "", "es"},
		{"terça, dia 1, às 14h", "2026-12-01T14:00:00", "", "pt"},
		{"dia 01/12 às 3 da tarde", "2026-12-01T15:00:00", "", "pt"},
		{"1 de dezembro, 10h00 (horário de Brasília)", "2026-12-01T10:00:00-03:00 America/Sao_Paulo", "", "pt"},
		{"dinsdag 1 december om half drie", "2026-12-01T14:30:00", "", "nl"},
		{"dinsdagmiddag 1 december, 15u", "2026-12-01T15:00:00", "", "nl"},
		{"een afspraak voor dinsdag 1 december om kwart over tien", "2026-12-01T10:15:00", "", "nl"},
		{"1 december om 10 uur Nederlandse tijd", "2026-12-01T10:00:00+01:00 Europe/Amsterdam", "", "nl"},
		{"martedì 1 dicembre alle 14", "2026-12-01T14:00:00", "", "it"},
		{"martedì 1 alle dieci e mezza", "2026-12-01T10:30:00", "", "it"},
		{"1 dicembre dalle 10 alle 11", "2026-12-01T10:00:00", "", "it"},
		{"we wtorek 1 grudnia o godz. 14", "2026-12-01T14:00:00", "", "pl"},
		{"1 grudnia o wpół do trzeciej", "2026-12-01T14:30:00", "", "pl"},
		{"1.12.2026 o czternastej", "2026-12-01T14:00:00", "", "pl"},
		{"1 grudnia 2026 o 17:00 (czas warszawski)", "2026-12-01T17:00:00+01:00 Europe/Warsaw", "", "pl"},
		{"日本時間12月1日14時", "2026-12-01T14:00:00", "", "ja"},
		{"12月1日 日本時間14時", "2026-12-01T14:00:00+09:00 Asia/Tokyo", "", "ja"},
		{"1日10時に変更", "2026-12-01T10:00:00", "", "ja"},
		{"3日以内に", "", "", "ja"},
		{"来週火曜日の午後2時", "2026-12-01T14:00:00", "", "ja"},
		{"12月1号下午两点半", "2026-12-01T14:30:00", "", "zh"},
		{"下周二上午10点", "2026-12-01T10:00:00", "", "zh"},
		{"明天北京时间下午3點", "2026-11-24T15:00:00+08:00 Asia/Shanghai", "", "zh"},
		{"Wir sind um die 14 Leute am 1.12.", "day", "", "de"},
		{"las dos candidatas el 1 de diciembre", "day", "", "es"},
		{"on Friday", "day", "", ""},
		{"5-7 business days", "", "", ""},
		{"room 12.03 on floor 4", "", "", ""},
		{"We are 3 people", "", "", ""},
		{"$12/1 per month", "", "", ""},
	} {
		l := locale{now: whenNow, country: c.country, language: c.language}
		got := ""
		for _, m := range scanWhen(fold(c.text, 1<<10)) {
			r, ok := l.resolve(m)
			switch {
			case !ok:
				continue
			case r.doubt != "":
				got = "doubt"
			case r.dateOnly:
				got = "day"
			case r.floating:
				got = r.start.Format("2006-01-02T15:04:05")
			default:
				got = r.start.Format(time.RFC3339)
				if r.zone != "" {
					got += " " + r.zone
				}
			}
			break
		}
		if got != c.want {
			t.Errorf("%q (%s): got %q, want %q", c.text, c.country, got, c.want)
		}
	}
}

// The rules of reply dates, said on a Monday unless the row says another day.
func TestDeadlineOf(t *testing.T) {
	t.Parallel()
	monday := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		rule string
		said time.Time
		want string
	}{
		{"bd:0", monday, "2026-11-23"},
		{"bd:0", monday.Add(9 * time.Hour), "2026-11-24"},
		{"bd:3", monday, "2026-11-26"},
		{"bd:3", monday.AddDate(0, 0, 4), "2026-12-02"},
		{"bd:10", monday, "2026-12-07"},
		{"fri:0", monday, "2026-11-27"},
		{"fri:0", monday.AddDate(0, 0, 5), "2026-12-04"},
		{"fri:1", monday, "2026-12-04"},
		{"tue:1", monday, "2026-12-01"},
		{"eom", monday, "2026-11-30"},
		{"eom", monday.AddDate(0, 0, 6), "2026-12-31"},
		{"nextmonth", monday, "2026-12-04"},
	} {
		if got := deadlineOf(c.rule, c.said); got.Format("2006-01-02") != c.want || got.Hour() != 18 {
			t.Errorf("%s said on %s: got %s, want %s at 18:00", c.rule, c.said.Format("Mon 2006-01-02 15:04"), got, c.want)
		}
	}
}

// What employers promise about an answer, said on Monday, 2 March 2026.
func TestPromise(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, kind, deadline string }{
		{"Thank you for interviewing with us. We'll be in touch by Friday.", "date", "2026-03-06"},
		{"Thank you for the interview. I'll get back to you in the next couple of days.", "date", "2026-03-05"},
		{"We expect to make a decision on the position by the end of next week.", "date", "2026-03-13"},
		{"We are still interviewing candidates and will let you know within two weeks.", "date", "2026-03-16"},
		{"You should hear from our recruiting team early next week.", "date", "2026-03-10"},
		{"We'll update you on your application by 20 March.", "date", "2026-03-20"},
		{"Our team will review your application and get back to you soon.", "vague", ""},
		{"We received your application. If you do not hear from us within four weeks, please assume that you have not been successful.", "silence", "2026-03-31"},
		{"Thank you for your application. Only shortlisted candidates will be contacted.", "silence", ""},
		{"Thanks for the interview. Feel free to reach out if you haven't heard from me by next week.", "invitation", "2026-03-13"},
		{"We received your application. Please do not contact us about its status.", "no contact", ""},
		{"Please reply by Friday to confirm your interview.", "", ""},
		{"Please complete the assessment for your application within 5 days.", "", ""},
		{"Your application was received. We offer two weeks of vacation.", "", ""},
	} {
		m := parseMail(t, []byte("From: Nora Beck <nora@larkspur.example>\nTo: robin@vale.example\nSubject: Your application for Data Engineer\nDate: Mon, 02 Mar 2026 09:00:00 +0000\n\n"+c.text+"\n"))
		s := testReader.Read(m)
		kind, deadline := "", ""
		if s.Promise != nil {
			kind, deadline = string(s.Promise.Kind), day(s.Promise.Deadline)
		}
		if kind != c.kind || deadline != c.deadline {
			t.Errorf("%q: got %q %s, want %q %s", c.text, kind, deadline, c.kind, c.deadline)
		}
	}
}
