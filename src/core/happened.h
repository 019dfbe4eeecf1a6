/* happened.h - an event in an answer: what it is in words, when, its members by their words, and who did it. */
#pragma once
#include "core/list.h"

/* Writes {"at","event","zh","en","detail":{"<member>":...},"entry","by","command"}; `by` is {"role","user","org"} of the
 * entry, `command` what brought it: {"name","zh","en","law"}, null at the bureau's birth. Members that are 0 or empty, and those
 * that are inside only, are left out. Refusals: ERR_BUSY. */
Err happened_put(Query *query, const Event *event) NODISCARD;
/* Only the members, into an object that is open. Refusals: ERR_BUSY. */
Err happened_members(Query *query, const Event *event) NODISCARD;
/* "by": {"role","user","org"} of an entry. Refusals: ERR_BUSY. */
Err happened_by(Query *query, int64_t entry) NODISCARD;
/* The members of an outgoing message, into an object that is open. Refusals: ERR_BUSY. */
Err happened_message(Query *query, const JournalMessage *message) NODISCARD;
/* What an event is about. */
Happening happened_kind(const Event *event);
/* What has a list of its own (looks) or is inside only (a waiting command) stands in no timeline. */
bool happened_shown(const Event *event);
