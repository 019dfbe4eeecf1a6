/* event.h - what happened, as values: built by decide, folded into facts, stored by journal. */
#pragma once
#include "base/day.h"
#include "words/events_table.h"

typedef enum {
    SUBJECT_PERSON = 1, SUBJECT_UNIT, SUBJECT_INSTITUTION, SUBJECT_CONTRACT, SUBJECT_BATCH, SUBJECT_BUREAU,
    SUBJECT_WEBHOOKS, /* the register of them all, number 0: read from the journal itself, no facts */
    SUBJECT_END
} SubjectKind;

#define AS_EVENT_ENUM(number, NAME, ...) EVENT_##NAME = number,
typedef enum { EVENT_NONE = 0, EVENTS(AS_EVENT_ENUM) EVENT_END } EventKind;
#undef AS_EVENT_ENUM

#define EVENT_N(name) int64_t name;
#define EVENT_T(name) Str name;
#define AS_EVENT_STRUCT(number, NAME, member, ...) typedef struct { EVENT_##member(EVENT_N, EVENT_T, EVENT_T) } Event_##member;
EVENTS(AS_EVENT_STRUCT)
#undef AS_EVENT_STRUCT

#define AS_EVENT_MEMBER(number, NAME, member, ...) Event_##member member;
typedef struct {
    EventKind kind;
    int64_t subject; /* the number of the person, unit, ... */
    Time at;         /* when it happened or fell due; not later than its entry */
    int64_t entry;   /* the journal entry it stands in; 0 while it is being decided. Not among its bytes */
    union { EVENTS(AS_EVENT_MEMBER) };
} Event;
#undef AS_EVENT_MEMBER

typedef struct {
    const char *code, *zh, *en;
    SubjectKind subject;
} EventRow;
/* Requires a kind of the table. */
const EventRow *event_row(EventKind kind);

/* Canonical bytes of an event without its subject (journal keeps that beside it); and back. Values (V) are left
 * out. false if the bytes are not exactly one event of a known kind. Texts point into `bytes`. */
void event_write(Buf *buf, const Event *event);
bool event_read(Str bytes, Event *out);

/* Calls `see` for each member in the order of the table: numbers with text.p == NULL. For timelines. */
typedef void EventSee(void *context, const char *name, bool is_text, int64_t number, Str text);
void event_members(const Event *event, EventSee *see, void *context);
