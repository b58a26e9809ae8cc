package mailwatch

import (
	"reflect"
	"strings"
	"testing"
)

func TestAuthResults(t *testing.T) {
	t.Parallel()
	r := func(method, result, from string) AuthResult { return AuthResult{method, result, from} }
	for _, tt := range []struct {
		name, field string
		want        AuthResults
	}{
		{"Plain.", "mx.example.org; dmarc=pass header.from=acme.example", AuthResults{"mx.example.org", []AuthResult{r("dmarc", "pass", "acme.example")}}},
		{"A version.", "mx.example.org 1; dmarc=pass header.from=acme.example", AuthResults{"mx.example.org", []AuthResult{r("dmarc", "pass", "acme.example")}}},
		{"Nothing was checked.", "mx.example.org; none", AuthResults{Server: "mx.example.org"}},
		{"Only a name.", "mx.example.org", AuthResults{Server: "mx.example.org"}},
		{"A quoted name.", `"MX.example.org" 1; dmarc=FAIL`, AuthResults{"mx.example.org", []AuthResult{r("dmarc", "fail", "")}}},
		{
			"Several methods, comments, a reason and properties.",
			`mx.example.org (the border; here) ; spf=pass (domain of a@b.example: ok) smtp.mailfrom=bounce+robin=vale.example@b.example; dkim=pass reason="good; really" header.d=acme.example header.b=ab/c==; dmarc = (p=NONE; sp=NONE) fail header.from = Acme.example.`,
			AuthResults{"mx.example.org", []AuthResult{r("spf", "pass", ""), r("dkim", "pass", ""), r("dmarc", "fail", "acme.example")}},
		},
		{"A method with its version.", "mx.example.org; dmarc/1=pass header.from=acme.example", AuthResults{"mx.example.org", []AuthResult{r("dmarc", "pass", "acme.example")}}},
		{"A result inside a quote is none.", `mx.example.org; spf=pass smtp.mailfrom="x; dmarc=pass header.from=acme.example"@evil.example; dmarc=fail`, AuthResults{"mx.example.org", []AuthResult{r("spf", "pass", ""), r("dmarc", "fail", "")}}},
		{"A result inside a comment is none.", `mx.example.org; spf=pass (x; dmarc=pass (really) \); dmarc=pass); dmarc=fail`, AuthResults{"mx.example.org", []AuthResult{r("spf", "pass", ""), r("dmarc", "fail", "")}}},
		{"An encoded quote ends no quote.", `mx.example.org; spf=pass smtp.mailfrom="=?utf-8?q?=22=3B_dmarc=3Dpass?="@evil.example; dmarc=fail`, AuthResults{"mx.example.org", []AuthResult{r("spf", "pass", ""), r("dmarc", "fail", "")}}},
		{"An open quote.", `mx.example.org; dmarc=pass header.from="acme.example; spf=pass`, AuthResults{Server: "mx.example.org"}},
		{"An open comment.", `mx.example.org; spf=pass; dmarc=pass (p=none`, AuthResults{"mx.example.org", []AuthResult{r("spf", "pass", "")}}},
		{"Without a name.", "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=acme.example; dmarc=pass action=none header.from=acme.example", AuthResults{}},
		{"A bare word among the properties.", "mx.example.org; dmarc=pass policy header.from=acme.example", AuthResults{"mx.example.org", []AuthResult{r("dmarc", "pass", "acme.example")}}},
		{"Empty.", "", AuthResults{}},
		{"An address in header.from.", "mx.example.org; dmarc=pass header.from=hr@acme.example", AuthResults{"mx.example.org", []AuthResult{r("dmarc", "pass", "acme.example")}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := authResults(tt.field); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("authResults(%q)\n got %+v\nwant %+v", tt.field, got, tt.want)
			}
		})
	}
}

// TestAuthResultsOfMessage: the fields keep their order, ARC's are none of them, and DMARC is found behind many signatures.
func TestAuthResultsOfMessage(t *testing.T) {
	t.Parallel()
	raw := "ARC-Authentication-Results: i=1; mx.example.org; dmarc=pass header.from=acme.example\r\n" +
		"Authentication-Results: mx.example.org;\r\n " + strings.Repeat("dkim=pass header.d=acme.example header.s=a header.b=abcdefgh;\r\n ", 30) + "dmarc=pass\r\n\theader.from=acme.example\r\n" +
		"Authentication-Results: mx.evil.example; dmarc=fail\r\n" +
		"From: Jane <jane@acme.example>\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\n\r\nHello\r\n"
	m := parse(t, []byte(raw))
	if len(m.AuthResults) != 2 || m.AuthResults[0].Server != "mx.example.org" || m.AuthResults[1].Server != "mx.evil.example" {
		t.Fatalf("got %+v", m.AuthResults)
	}
	if last := m.AuthResults[0].Results[30]; last != (AuthResult{"dmarc", "pass", "acme.example"}) {
		t.Errorf("got %+v", last)
	}
}

func TestWhoChecked(t *testing.T) {
	t.Parallel()
	by := func(servers ...string) (fields []AuthResults) {
		for _, s := range servers {
			name, method, _ := strings.Cut(s, " ")
			f := AuthResults{Server: name}
			if method != "" {
				f.Results = []AuthResult{{Method: method, Result: "pass"}}
			}
			fields = append(fields, f)
		}
		return fields
	}
	for _, tt := range []struct {
		name  string
		mails [][]AuthResults
		want  Checked
	}{
		{"No mail.", nil, Checked{}},
		{"All agree.", [][]AuthResults{by("mx.vale.example dmarc"), by("mx.vale.example dmarc", "x.example dmarc")}, Checked{"mx.vale.example", 2, 2}},
		{"Most agree.", [][]AuthResults{by("mx.vale.example dmarc"), by("mx.vale.example dmarc"), by("x.example dmarc")}, Checked{"mx.vale.example", 2, 3}},
		{"Half is not most.", [][]AuthResults{by("mx.vale.example dmarc"), by("x.example dmarc")}, Checked{Of: 2}},
		{"A few name each another: nobody checks here.", [][]AuthResults{nil, nil, nil, by("x.example dmarc")}, Checked{Of: 4}},
		{"The field with DMARC stands below another of the provider.", [][]AuthResults{by("bimi.cloud.example bimi", "dmarc.cloud.example dmarc")}, Checked{"dmarc.cloud.example", 1, 1}},
		{"Without DMARC the topmost.", [][]AuthResults{by("mx.vale.example spf", "x.example spf")}, Checked{"mx.vale.example", 1, 1}},
		{"Each machine has a name.", [][]AuthResults{by("mx1.vale.example dmarc"), by("mx2.vale.example dmarc"), by("mx3.vale.example dmarc")}, Checked{"*.vale.example", 3, 3}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := WhoChecked(tt.mails); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}
