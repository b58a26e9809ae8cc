package mailwatch

import (
	"context"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// folder is a mailbox on the server and what it is for.
type folder struct {
	name string
	role Role
}

var specialUses = map[imap.MailboxAttr]Role{
	imap.MailboxAttrSent: RoleSent, imap.MailboxAttrJunk: RoleJunk, imap.MailboxAttrAll: RoleAll,
	imap.MailboxAttrArchive: RoleArchive, imap.MailboxAttrDrafts: RoleDrafts, imap.MailboxAttrTrash: RoleTrash,
}

// folderNames are what servers and clients call special folders where nothing marks them, in lower case, the likeliest
// first. Only the last part of a path is compared.
var folderNames = map[Role][]string{
	RoleSent: {
		"sent", "sent items", "sent messages", "sent mail", "sent-mail", "gesendet", "gesendete objekte", "gesendete elemente",
		"envoyés", "éléments envoyés", "messages envoyés", "enviados", "elementos enviados", "itens enviados", "inviata",
		"posta inviata", "verzonden", "verzonden items", "skickat", "sendt", "wysłane", "отправленные", "已发送", "送信済み",
	},
	RoleJunk:    {"junk", "spam", "junk e-mail", "junk email", "bulk mail", "bulk", "junk mail"},
	RoleArchive: {"archive", "archives", "archiv"},
	RoleAll:     {"all mail", "alle nachrichten", "tous les messages", "todos"},
	RoleTrash:   {"trash", "deleted items", "deleted messages", "bin", "papierkorb"},
	RoleDrafts:  {"drafts", "draft", "entwürfe"},
}

// list returns the server's folders that can be opened. A folder marked by the server keeps that role; for a role that
// no folder is marked with, the likeliest name has it.
func (s *session) list(ctx context.Context) ([]folder, error) {
	var opts *imap.ListOptions
	if s.caps.Has(imap.CapSpecialUse) && (s.caps.Has(imap.CapListExtended) || s.caps.Has(imap.CapIMAP4rev2)) {
		opts = &imap.ListOptions{ReturnSpecialUse: true}
	}
	var data []*imap.ListData
	err := s.do(ctx, "list folders", outsideBytes, func() error {
		var err error
		data, err = s.client.List("", "*", opts).Collect()
		return err
	})
	if err != nil {
		return nil, err
	}
	return assignRoles(data), nil
}

func assignRoles(data []*imap.ListData) []folder {
	var all []folder
	marked := map[Role]bool{}
	last := map[string]string{}
	for _, d := range data {
		if slices.ContainsFunc(d.Attrs, closed) {
			continue
		}
		f := folder{name: d.Mailbox}
		if strings.EqualFold(d.Mailbox, "INBOX") {
			f.role = RoleInbox
		}
		for _, attr := range d.Attrs {
			for use, role := range specialUses {
				if f.role == RoleOther && strings.EqualFold(string(attr), string(use)) && !marked[role] {
					f.role = role
					marked[role] = true
				}
			}
		}
		base := d.Mailbox
		if d.Delim != 0 {
			base = base[strings.LastIndex(base, string(d.Delim))+1:]
		}
		last[d.Mailbox] = strings.ToLower(base)
		all = append(all, f)
	}
	for role, names := range folderNames {
		if !marked[role] {
			assignByName(all, last, role, names)
		}
	}
	return all
}

func assignByName(all []folder, last map[string]string, role Role, names []string) {
	for _, name := range names {
		for i := range all {
			if all[i].role == RoleOther && last[all[i].name] == name {
				all[i].role = role
				return
			}
		}
	}
}

func closed(attr imap.MailboxAttr) bool {
	return strings.EqualFold(string(attr), string(imap.MailboxAttrNoSelect)) ||
		strings.EqualFold(string(attr), string(imap.MailboxAttrNonExistent))
}

// byRole is the first folder with a role.
func byRole(all []folder, role Role) (folder, bool) {
	i := slices.IndexFunc(all, func(f folder) bool { return f.role == role })
	if i < 0 {
		return folder{}, false
	}
	return all[i], true
}

// watched picks the folders that an account watches, INBOX first, and names what it should and cannot.
func watched(all []folder, a Account) (watch []folder, missing []string) {
	add := func(f folder) {
		if !slices.ContainsFunc(watch, func(w folder) bool { return w.name == f.name }) {
			watch = append(watch, f)
		}
	}
	byName := func(name string) (folder, bool) {
		i := slices.IndexFunc(all, func(f folder) bool { return f.name == name })
		if i < 0 {
			return folder{}, false
		}
		return all[i], true
	}
	if f, ok := byRole(all, RoleInbox); ok {
		add(f)
	} else {
		add(folder{"INBOX", RoleInbox}) // it always exists (RFC 9051 5.1), listed or not
	}
	if a.Sent != "" {
		if f, ok := byName(a.Sent); ok {
			add(folder{f.name, RoleSent})
		} else {
			missing = append(missing, a.Sent)
		}
	} else if f, ok := byRole(all, RoleSent); ok {
		add(f)
	} else {
		missing = append(missing, "a folder for sent mail")
	}
	if f, ok := byRole(all, RoleJunk); ok && a.Junk {
		add(f)
	}
	for _, name := range a.Folders {
		if f, ok := byName(name); ok {
			add(f)
		} else {
			missing = append(missing, name)
		}
	}
	return watch, missing
}
