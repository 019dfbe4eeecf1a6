/* told.h - inside core: what an employer or an agency is told, newest first, each with whether it has been read. Nothing of it
 * is kept but that: a notice is what follows from an event, or from what is open today. */
#pragma once
#include "core/list.h"

typedef struct {
    int64_t entry, ord; /* its place in time: the journal's, or for what has no event a place behind all events of `entry` */
    Time at;            /* s = 0: that of the entry */
    Str notice, code, zh, en;
} Told;

typedef struct {
    Query *query;
    SubjectKind kind; /* whose: SUBJECT_UNIT or SUBJECT_INSTITUTION */
    int64_t org;
    List list;
    Told *items;
    size_t count, size;
} ToldList;

/* What is told because of an event: "{member:form}" as in notices. */
typedef struct {
    EventKind event;
    const char *zh, *en;
} ToldRow;

/* Reads limit and after. Refusals: ERR_BAD_FIELD. */
Err told_open(Query *query, SubjectKind kind, int64_t org, ToldList *out) NODISCARD;
void told_add(ToldList *list, const Told *told);
/* The sentence of an event that has one among `rows`; others are left out. */
void told_event(ToldList *list, const ToldRow *rows, size_t count, const Event *event, int64_t ord);
/* What stands beside an event has its place behind TOLD_WHICH_MAX: above the number of any event of an entry. */
#define TOLD_WHICH_MAX (INT64_C(1) << 40)
/* What came up at an instant without any event; `which` tells those of one instant apart, below TOLD_WHICH_MAX. Refusals:
 * ERR_BUSY. */
Err told_since(ToldList *list, Time at, int64_t which, Told told) NODISCARD;
/* Writes the page that was asked for. Refusals: ERR_BUSY. */
Err told_close(ToldList *list) NODISCARD;
