package classify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Japanese and Chinese write no spaces: a name ends at a particle or at a mark, and a legal form or what an organisation is
// called by tells that it is one.
const cjkLetter = `[\p{Han}\p{Katakana}A-Za-zＡ-Ｚａ-ｚ0-9０-９ー・&＆.]`

// cjkExpr is an expression that has words of these scripts in it; a text without any letter of its words is not worth a try.
type cjkExpr struct {
	*expr
	needs string
}

func newCJK(expr string) cjkExpr {
	needs := strings.Map(func(r rune) rune {
		if ideograph(r) {
			return r
		}
		return -1
	}, cjkClasses.ReplaceAllString(expr, ""))
	return cjkExpr{pattern(expr), needs}
}

// cjkClasses are the parts of an expression that a letter need not come from.
var cjkClasses = pattern(`\[[^\]]*\]`)

var cjkForms = []cjkExpr{
	newCJK(`(?:株式会社|有限会社|合同会社|一般社団法人|医療法人|学校法人|独立行政法人)(?:[^のにはでがをとへかやも\P{Hiragana}]\p{Hiragana}{1,5})?` + cjkLetter + `{1,20}`),
	newCJK(`(?:株式会社|有限会社|合同会社)\p{Hiragana}{2,6}(?:[ \p{Zs}、。,（(]|$)`),
	newCJK(cjkLetter + `{1,20}?(?:株式会社|有限会社|合同会社)`),
	newCJK(`[\p{Han}A-Za-z0-9（）()]{2,24}?(?:有限责任公司|股份有限公司|有限公司|集团|公司|事务所|研究院|研究所|银行|大学|医院|銀行|病院)`),
	newCJK(cjkLetter + `{2,16}?(?:システムズ|テクノロジーズ?|ソリューションズ|ホールディングス|グループ|製作所|工業|電機|商事|食品|建設|物産|証券|生命|保険|出版|運輸|製薬)`),
	newCJK(cjkLetter + `{2,16}?の?(?:採用担当|採用チーム|採用課|人事部|人事課)`),
	newCJK(`(?:我是|这里是|這裡是)[\p{Han}A-Za-z0-9]{2,16}?(?:的HR|的招聘|的人事|招聘|HR)`),
}

// cjkBefore are words that may stand right before a name without a space.
var cjkBefore = pattern(`^.*(?:应聘|應聘|加入|申请|申請|来自|投递|关注|选择|感谢|感謝|您|你|我们|我是|是|的|在|对|到|与|和|由|给|关于|向|贵|本|弊社|当社|御社|様|この度|先日)`)

// cjkWords are departments and greetings around a name.
var cjkWords = pattern(`(?:採用担当者?|採用チーム|採用部|採用|人事部|人事課|人事|事務局|招聘团队|招聘组|招聘|人力资源部|人力资源|人才招聘|人事部|HR团队|HR|团队|キャリア|リクルート)+$`)

// cjkName gives a name in Han or Kana without the department behind it, and nothing if the text has no such name.
func cjkName(n string) string {
	if strings.IndexFunc(n, ideograph) < 0 {
		return ""
	}
	for _, re := range cjkForms {
		if m := re.FindString(n); m != "" {
			if m = trimCJK(strings.TrimRight(m, " 　、。,（(")); m != "" {
				return m
			}
		}
	}
	f := strings.Fields(n)
	for _, w := range f {
		w = cjkWords.ReplaceAllString(w, "")
		if len([]rune(w)) >= 2 && len([]rune(w)) <= 16 && !cjkPlain.MatchString(w) {
			return w
		}
	}
	return ""
}

// cjkPlain are words and endings of such mail that are in no name.
var cjkPlain = pattern(`[\p{Hiragana}]|応募|面接|選考|書類|日程|案内|結果|通知|面试|应聘|简历|职位|岗位|邀请|您好|先生|女士|様|担当|時間|时间|地点|場所|日時|候选人|应聘者|信息|内定|オンライン|Zoom|Teams|投递|立即|点击|查看|工程师|经理|专员|设计师`)

func trimCJK(m string) string {
	m = cjkBefore.ReplaceAllString(m, "")
	if len([]rune(m)) < 3 && strings.IndexFunc(m, unicode.IsUpper) < 0 || m == "株式会社" || m == "有限公司" || m == "有限会社" {
		return ""
	}
	switch m {
	case "公司", "我公司", "贵公司", "分公司", "总公司", "集团", "貴社", "该公司":
		return ""
	}
	return strings.Trim(m, ".・&＆（）()")
}

// What the expressions here find has an ideograph or kana in it, and no more than so many characters before or behind.
const cjkReach = 40

// cjkStretches leaves of each line of a text what stands around ideographs and kana, and of the line behind such a one its
// begin, where the value of a label can stand. Of a text without any it leaves nothing: then no expression need be tried.
func cjkStretches(text string) string {
	if strings.IndexFunc(text, ideograph) < 0 {
		return ""
	}
	var b strings.Builder
	value := false
	for line := range strings.Lines(text) {
		first := strings.IndexFunc(line, ideograph)
		switch {
		case first >= 0:
			last := strings.LastIndexFunc(line, ideograph)
			from := first
			for n := 0; n < cjkReach && from > 0; n++ {
				_, size := utf8.DecodeLastRuneInString(line[:from])
				from -= size
			}
			b.WriteString(line[from:last])
			b.WriteString(clip(line[last:], 4*cjkReach))
			value = true
		case value && strings.TrimSpace(line) != "":
			b.WriteString(clip(line, 4*cjkReach))
			value = false
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// cjkNames are the companies that a text names.
func cjkNames(text string) []string {
	if text = cjkStretches(clip(text, 6000)); text == "" {
		return nil
	}
	var out []string
	for i, re := range cjkForms {
		if !strings.ContainsAny(text, re.needs) {
			continue
		}
		for _, m := range re.FindAllString(text, 6) {
			if i >= 3 && strings.HasSuffix(m, "大学") && len([]rune(m)) > 8 {
				continue
			}
			m = cjkWords.ReplaceAllString(m, "")
			if m = trimCJK(strings.TrimRight(m, " 　、。,（(の的")); m != "" {
				out = append(out, m)
			}
		}
	}
	return out
}

var cjkRoles = []cjkExpr{
	newCJK(`(?:应聘|申请|投递)(?:了)?(?:[^\n，。,]{0,24}?(?:公司|集团|我司|我们))?的?[“"「【]?([^\n，。,“”的【】]{2,20}?)[”"」】]?(?:岗位|职位|一职|职务|的面试)`),
	newCJK(`(?:公司|集团|团队|银行|医院|大学)的[“"「【]?([^\n，。,的“”]{2,20}?)[”"」】]?(?:岗位|职位|一职|职务)`),
	newCJK(`[“"「【『]([^\n”"」】』]{2,24})[”"」】』](?:の)?(?:岗位|职位|一职|職|ポジション|求人|への|のポジション|の選考|募集)`),
	newCJK(`(` + cjkLetter + `[\p{Han}\p{Katakana}A-Za-z0-9ー・/ ]{1,23}?)(?:職|ポジション|の求人|の募集|の職種|枠|募集)?(?:へのご応募|へご応募|に応募|にご応募|への応募|の選考|として)`),
	newCJK(`(?:職種|ポジション|応募職種|募集職種|职位|岗位|应聘职位|应聘岗位|面试岗位|面试职位)[：:]\s*([^\n]{2,30})`),
	newCJK(`([\p{Han}\p{Katakana}A-Za-z0-9ー・/]{2,16}(?:エンジニア|デザイナー|マネージャー|コンサルタント|アナリスト|工程师|经理|专员|设计师|分析师|总监|顾问|实习生))(?:の|職|岗位|职位|一职|ポジション)`),
}

// cjkRole finds the title of the position in a Japanese or Chinese text.
func cjkRole(text string) string {
	if text = cjkStretches(clip(text, 6000)); text == "" {
		return ""
	}
	for _, re := range cjkRoles {
		if !strings.ContainsAny(text, re.needs) {
			continue
		}
		for _, m := range re.FindAllStringSubmatch(text, 4) {
			t := strings.TrimSpace(m[1])
			if i := strings.LastIndexAny(t, "。、，,のは"); i >= 0 {
				t = t[i:]
				t = strings.TrimLeft(t, "。、，,のは")
			}
			for _, f := range cjkForms[:4] {
				t = strings.TrimPrefix(t, f.FindString(t))
			}
			t = strings.TrimPrefix(strings.TrimSuffix(t, "職"), "的")
			if n := len([]rune(t)); n >= 2 && n <= 20 && !cjkNoRole.MatchString(t) {
				return t
			}
		}
	}
	return ""
}

var cjkNoRole = pattern(`^(?:弊社|当社|貴社|御社|今回|この度|本|多数|我司|贵司|该|上述|此|多|ご|面接|書類|一次|二次|最終|採用|新卒|中途|候补|候選)|株式会社|公司$|様|先生|女士|您|ました|結果|面接|選考`)
