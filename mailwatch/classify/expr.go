package classify

import (
	"regexp"
	"strings"
	"sync"
)

// expr is a regular expression that is compiled when it is first asked, as many never are. Where may is set, one look tells that
// most texts do not match: may is true of every text that does.
type expr struct {
	re  func() *regexp.Regexp
	may func(s string) bool
}

// exprs are all of them, so that a test can compile each.
var exprs []*expr

func pattern(text string) *expr {
	e := &expr{re: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })}
	exprs = append(exprs, e)
	return e
}

// unless sets what a text must have to match at all.
func (e *expr) unless(may func(string) bool) *expr {
	e.may = may
	return e
}

// having sets the characters of which every text that matches has one.
func (e *expr) having(any string) *expr {
	return e.unless(func(s string) bool { return strings.ContainsAny(s, any) })
}

func (e *expr) none(s string) bool { return e.may != nil && !e.may(s) }

func (e *expr) MatchString(s string) bool { return !e.none(s) && e.re().MatchString(s) }

func (e *expr) FindString(s string) string {
	if e.none(s) {
		return ""
	}
	return e.re().FindString(s)
}

func (e *expr) FindStringIndex(s string) []int {
	if e.none(s) {
		return nil
	}
	return e.re().FindStringIndex(s)
}

func (e *expr) FindStringSubmatch(s string) []string {
	if e.none(s) {
		return nil
	}
	return e.re().FindStringSubmatch(s)
}

func (e *expr) FindAllString(s string, n int) []string {
	if e.none(s) {
		return nil
	}
	return e.re().FindAllString(s, n)
}

func (e *expr) FindAllStringIndex(s string, n int) [][]int {
	if e.none(s) {
		return nil
	}
	return e.re().FindAllStringIndex(s, n)
}

func (e *expr) FindAllStringSubmatch(s string, n int) [][]string {
	if e.none(s) {
		return nil
	}
	return e.re().FindAllStringSubmatch(s, n)
}

func (e *expr) FindStringSubmatchIndex(s string) []int {
	if e.none(s) {
		return nil
	}
	return e.re().FindStringSubmatchIndex(s)
}

func (e *expr) ReplaceAllString(s, with string) string {
	if e.none(s) {
		return s
	}
	return e.re().ReplaceAllString(s, with)
}

func (e *expr) ReplaceAllStringFunc(s string, f func(string) string) string {
	if e.none(s) {
		return s
	}
	return e.re().ReplaceAllStringFunc(s, f)
}

func (e *expr) Split(s string, n int) []string {
	if e.none(s) && n != 0 {
		return []string{s}
	}
	return e.re().Split(s, n)
}
