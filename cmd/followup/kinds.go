package main

import "followup/followup"

// kinds are the words for what a mail can be.
var kinds = []struct {
	kind  followup.SignalKind
	words string
}{
	{followup.InterviewInvite, "an invitation to an interview"},
	{followup.InterviewConfirm, "an interview being confirmed"},
	{followup.InterviewReschedule, "an interview being moved"},
	{followup.InterviewCancel, "an interview being cancelled"},
	{followup.Rejection, "a rejection"},
	{followup.Offer, "an offer"},
	{followup.ApplicationAck, "a receipt for an application"},
	{followup.Assessment, "an assessment"},
	{followup.RecruiterOutreach, "a recruiter writing for the first time"},
	{followup.Update, "news about an application"},
	{followup.Other, "something else"},
}

func kindWord(k followup.SignalKind) string {
	for _, x := range kinds {
		if x.kind == k {
			return x.words
		}
	}
	return string(k)
}

func kindNames() (names []string) {
	for _, x := range kinds {
		if x.kind != followup.Other {
			names = append(names, string(x.kind))
		}
	}
	return names
}
