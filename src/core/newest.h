/* newest.h - what has happened to one subject, newest first, as people read it: a list (list.h) in which an act, the events of
 * one entry, stands on one page as a whole. */
#pragma once
#include "core/list.h"

typedef bool NewestSee(const Query *query, const Event *event);
typedef Err NewestPut(Query *query, const Event *event);

/* Writes "items" and "next": of the acts with an event that `counts`, every event that is `shown`. `limit` counts acts, the
 * cursor is the entry of the last one. Refusals: those of list_open; ERR_BUSY; those of `put`. */
Err newest_list(Query *query, SubjectKind kind, int64_t subject, NewestSee *counts, NewestSee *shown, NewestPut *put) NODISCARD;
