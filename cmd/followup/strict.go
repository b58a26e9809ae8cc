package main

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// parseConfig turns the text of a config file into a checked Config. Everything that is wrong with it is told at once,
// each with file, line and column: every value of the wrong kind, every unknown key with the one that was perhaps
// meant, and, once the file can be read, all that validate says. The decoder alone would stop at the first of these.
func parseConfig(file string, text []byte, env environment) (Config, error) {
	var paced struct {
		Policy struct{ Pace string }
	}
	_ = toml.Unmarshal(text, &paced) // what is wrong with it is told below
	c, account := defaults(env, paced.Policy.Pace)
	c.file = file

	var wrong faults
	keys, known := keyPositions(text), schema(reflect.TypeFor[Config](), "")
	unknown := ""
	for _, k := range keys {
		if unknown != "" && strings.HasPrefix(k.path, unknown+".") {
			continue // what stands in an unknown table is not known either
		}
		if t, ok := known[plain(k.path)]; !ok {
			unknown = k.path
			wrong = append(wrong, faultAt{k.line, k.column, unknownKey(plain(k.path), known)})
		} else if words := badValue(t, k); words != "" {
			wrong = append(wrong, faultAt{k.valueLine, k.valueColumn, plain(k.path) + ": " + words})
		}
	}
	// The decoder has the last word: it reads what the pass above has found good.
	err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&c)
	var missing *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case err == nil || len(wrong) > 0:
	case errors.As(err, &missing):
		line, column := missing.Errors[0].Position()
		wrong = append(wrong, faultAt{line, column, "unknown key " + strings.Join(missing.Errors[0].Key(), ".")})
	case errors.As(err, &bad):
		line, column := bad.Position()
		wrong = append(wrong, faultAt{line, column, syntaxWords(strings.TrimPrefix(bad.Error(), "toml: "))})
	default:
		return Config{}, fmt.Errorf("read %s: %w", file, err)
	}
	if len(wrong) == 0 {
		c.Data, c.Templates = env.expand(or(c.Data, dataFolder(env))), env.expand(c.Templates)
		c.You.Calendar = env.expand(c.You.Calendar)
		for i := range c.Accounts {
			c.Accounts[i].complete(account, env)
		}
		for _, p := range c.validate() {
			at := nearestPosition(keys, p.key)
			wrong = append(wrong, faultAt{at.line, at.column, plain(p.key) + ": " + p.words})
		}
	}
	if len(wrong) == 0 {
		return c, nil
	}
	slices.SortStableFunc(wrong, func(a, b faultAt) int { return a.line - b.line })
	return Config{}, &configError{file, wrong}
}

// syntaxWords says what a person can do about the commonest slip.
func syntaxWords(words string) string {
	if strings.Contains(words, "strings cannot have new lines") {
		return "the text in quotes does not end on its line: is the closing quote missing?"
	}
	return words
}

// configError is everything wrong with a config file.
type configError struct {
	file  string
	wrong faults
}

type faults []faultAt

// faultAt is a sentence about a place; line 0 is the file as a whole.
type faultAt struct {
	line, column int
	words        string
}

// Error lists one fault a line, as compilers do.
func (e *configError) Error() string {
	lines := make([]string, len(e.wrong))
	for i, w := range e.wrong {
		at := ""
		if w.line > 0 {
			at = fmt.Sprintf(":%d:%d", w.line, w.column)
		}
		lines[i] = e.file + at + ": " + w.words
	}
	return strings.Join(lines, "\n")
}

// position is where a key stands. path is the whole of it with the number of each account: account[0].imap.host.
type position struct {
	path         string
	line, column int

	kind                   unstable.Kind // of the value; Invalid where the key only names a table
	text                   []byte        // the value, where it is a string
	lists                  []unstable.Kind
	valueLine, valueColumn int
}

// keyPositions finds every key of a TOML text. It stops without a word where the text is no TOML: the decoder, which
// reads the same text, says what is wrong there.
func keyPositions(text []byte) (all []position) {
	var p unstable.Parser
	p.Reset(text)
	table, count := "", map[string]int{}
	number := func(path string) string { // the array table last opened is the one that is meant
		if n := count[path]; n > 0 {
			return fmt.Sprintf("%s[%d]", path, n-1)
		}
		return path
	}
	var pair func(under string, n *unstable.Node)
	add := func(under string, keys unstable.Iterator, array bool) string {
		for keys.Next() {
			key := keys.Node()
			under = strings.TrimPrefix(under+"."+string(key.Data), ".")
			start := p.Shape(key.Raw).Start
			if array && keys.IsLast() {
				count[under]++
			}
			under = number(under)
			all = append(all, position{path: under, line: start.Line, column: start.Column})
		}
		return under
	}
	pair = func(under string, n *unstable.Node) {
		path := add(under, n.Key(), false)
		value, at := n.Value(), len(all)-1
		k := &all[at] // good until the next key is added
		k.kind, k.text = value.Kind, value.Data
		k.valueLine, k.valueColumn = k.line, k.column
		if value.Raw.Length > 0 { // tables and lists have no place of their own
			start := p.Shape(value.Raw).Start
			k.valueLine, k.valueColumn = start.Line, start.Column
		}
		switch value.Kind {
		case unstable.InlineTable:
			for children := value.Children(); children.Next(); {
				pair(path, children.Node())
			}
		case unstable.Array:
			i := 0
			for children := value.Children(); children.Next(); i++ {
				child := children.Node()
				all[at].lists = append(all[at].lists, child.Kind)
				if child.Kind == unstable.InlineTable {
					for inner := child.Children(); inner.Next(); {
						pair(fmt.Sprintf("%s[%d]", path, i), inner.Node())
					}
				}
			}
		}
	}
	for p.NextExpression() {
		switch n := p.Expression(); n.Kind {
		case unstable.Table:
			table = add("", n.Key(), false)
		case unstable.ArrayTable:
			table = add("", n.Key(), true)
		case unstable.KeyValue:
			pair(table, n)
		}
	}
	return all
}

// nearestPosition returns where a key stands or, if it is missing, the table that should hold it.
func nearestPosition(keys []position, path string) position {
	for path != "" {
		if i := slices.IndexFunc(keys, func(k position) bool { return k.path == path }); i >= 0 {
			return keys[i]
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
	return position{}
}

// plain takes the numbers of accounts out of a path.
func plain(path string) string { return numbers.ReplaceAllString(path, "") }

var numbers = regexp.MustCompile(`\[\d+\]`)

// schema returns the type of every key that a config file may hold.
func schema(t reflect.Type, under string) map[string]reflect.Type {
	all := map[string]reflect.Type{}
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("toml")
		if name == "" {
			continue
		}
		path, field := strings.TrimPrefix(under+"."+name, "."), t.Field(i).Type
		all[path] = field
		if field.Kind() == reflect.Slice {
			field = field.Elem()
		}
		if field.Kind() == reflect.Struct {
			for k, v := range schema(field, path) {
				all[k] = v
			}
		}
	}
	return all
}

// unknownKey names an unknown key and the known one that comes nearest, in the same table first.
func unknownKey(path string, known map[string]reflect.Type) string {
	table, name := "", path
	if dot := strings.LastIndexByte(path, '.'); dot >= 0 {
		table, name = path[:dot], path[dot+1:]
	}
	words := fmt.Sprintf("unknown key %q", name)
	if table != "" {
		words += " in " + table
	}
	best, bestPath := 1+max(2, len(name)/2), ""
	for _, candidate := range slices.Sorted(mapKeys(known)) {
		at, last := "", candidate
		if dot := strings.LastIndexByte(candidate, '.'); dot >= 0 {
			at, last = candidate[:dot], candidate[dot+1:]
		}
		d := distance(name, last)
		if at != table {
			d += 2 // the right word in the wrong table is the lesser guess
		}
		if d < best || d == best && at == table {
			best, bestPath = d, candidate
		}
	}
	if path == "password" || strings.HasSuffix(path, ".password") {
		return words + ": a password does not belong in this file; use password_command, password_file, password_env or " +
			"password_credential"
	}
	if bestPath != "" {
		words += fmt.Sprintf("; did you mean %q?", bestPath)
	}
	return words
}

func mapKeys[K comparable, V any](m map[K]V) func(yield func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// distance counts the letters that must change to turn a into b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// badValue says what should stand in a place, or nothing where the value can be read.
func badValue(t reflect.Type, k position) string {
	if k.kind == unstable.Invalid {
		return ""
	}
	own, ours := reflect.New(t).Interface().(encoding.TextUnmarshaler)
	if ours && k.kind == unstable.String {
		if err := own.UnmarshalText(k.text); err != nil {
			return err.Error()
		}
		return ""
	}
	allowed := map[reflect.Kind][]unstable.Kind{
		reflect.String:  {unstable.String},
		reflect.Int:     {unstable.Integer},
		reflect.Bool:    {unstable.Bool},
		reflect.Float64: {unstable.Float, unstable.Integer},
		reflect.Slice:   {unstable.Array},
		reflect.Struct:  {unstable.InlineTable},
	}[t.Kind()]
	good := !ours && slices.Contains(allowed, k.kind)
	if t.Kind() == reflect.Slice {
		inside := unstable.String
		if t.Elem().Kind() == reflect.Struct {
			inside = unstable.InlineTable
		}
		good = good && !slices.ContainsFunc(k.lists, func(kind unstable.Kind) bool { return kind != inside })
	}
	if good {
		return ""
	}
	return "write " + expected(t)
}

// expected says what a key of that type takes.
func expected(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[Duration]():
		return `a duration in quotes, such as "60s", "5m", "2h" or "60d"`
	case reflect.TypeFor[Days]():
		return `business days in quotes, such as "7bd"`
	case reflect.TypeFor[Lookback]():
		return `a duration in quotes, such as "60d", or "all"`
	}
	switch t.Kind() {
	case reflect.String:
		return "text in quotes"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number without quotes"
	case reflect.Float64:
		return "a number without quotes, such as " + strconv.FormatFloat(0.9, 'g', -1, 64)
	case reflect.Slice:
		if t.Elem().Kind() == reflect.String {
			return `a list of texts, such as ["one", "two"]`
		}
		return "a table for each, in double brackets"
	}
	return "a table"
}
