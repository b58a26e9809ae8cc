package classify

import (
	"testing"
)

// inLetter puts a sentence into a letter about a job.
func inLetter(sentence string) []byte {
	return []byte("From: Dana Field <dana.field@northwind.example>\r\nTo: Robin Vale <robin@vale.example>\r\nSubject: Your application at Northwind\r\n" +
		"Date: Tue, 03 Mar 2026 10:12:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
		"Dear Robin,\r\n\r\nThank you for applying for the Office Assistant position at Northwind. We would like to invite you to an interview. " + sentence +
		"\r\n\r\nKind regards,\r\nDana Field\r\n")
}

// TestScamSentences: what fraud says in many words, and honest sentences that sound like it.
func TestScamSentences(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ sentence, want string }{
		{"Please pay the registration fee of 40 dollars before Monday.", "pay"},
		{"To keep your place you have to send us a deposit, which is refundable after a month.", "pay"},
		{"The background verification requires that you transfer a processing fee to our partner.", "pay"},
		{"The cost is paid via Western Union.", "pay"},
		{"We charge a small training fee that is deducted from your first pay.", "pay"},
		{"The company will send you a check for your home office; deposit it at your bank.", "cheque"},
		{"You will receive a cashier's check in the mail.", "cheque"},
		{"A certified check will be mailed to you and you purchase the laptop from our approved vendor.", "cheque"},
		{"Print the check and deposit it with the app of your bank.", "cheque"},
		{"Please purchase the gift cards that our clients are waiting for.", "cards"},
		{"Buy two Apple gift cards and scratch the back.", "cards"},
		{"Kindly provide your bank account details so that we can set up payroll.", "bank"},
		{"Which bank do you use? We need your online banking username.", "bank"},
		{"Reply with a photo of your debit card.", "bank"},
		{"The interview takes place on Telegram at noon.", "messenger"},
		{"Your interview will be conducted via WhatsApp.", "messenger"},
		{"Download the Telegram app and look for our hiring desk.", "messenger"},
		{"Please message the hiring manager on WhatsApp to begin.", "messenger"},
		{"It is a text-based interview, no camera is needed.", "messenger"},
		{"We hold the interview over Google Chat.", "messenger"},
		{"Send us your social security number for our records.", "papers"},
		{"Please email a copy of your passport and of your driver's license today.", "papers"},
		{"Upload the front and back of your ID card.", "papers"},

		{"We never ask candidates for a fee.", ""},
		{"You do not have to pay any fees.", ""},
		{"Please bring a photo ID to reception.", ""},
		{"The offer depends on a background check.", ""},
		{"We will pay for your train ticket; send us your bank details with the receipts and we reimburse your travel expenses.", ""},
		{"You can call me on WhatsApp if you get lost.", ""},
		{"The interview will be a WhatsApp video call with our Lisbon office.", ""},
		{"We will talk on Google Meet.", ""},
		{"Your interview is on signal processing.", ""},
		{"As a thank you for your time you will receive a gift card.", ""},
		{"Payment is by direct deposit at the end of each month.", ""},
		{"In the role you would send invoices and deposit checks for customers.", ""},
		{"You would work on our payments product and talk with the fees team.", ""},
		{"Beware of scammers who pretend to be us and ask for bank details or invite you to an interview on Telegram.", ""},
		{"Please check the attached equipment list.", ""},
		{"We will ship you a laptop before your first day.", ""},
		{"Please check in at the front desk and have your passport ready.", ""},
		{"Do not send us your passport or any identity papers by mail.", ""},
		{"Let me know if you need a visa; we cover the visa costs.", ""},
	} {
		s := testReader.Read(parseMail(t, inLetter(tt.sentence)))
		if got := warningNames(s.Warnings); got != tt.want {
			t.Errorf("%q: warned of %q, want %q", tt.sentence, got, tt.want)
		}
	}
}
