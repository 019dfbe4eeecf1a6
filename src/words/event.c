/* event.c - see event.h. Everything here is made from the tables of events_table.h. */
#include "words/event.h"
#include "base/bytes.h"
#include "base/require.h"

#define AS_ROW(number, NAME, member, SUBJECT, code, zh, en) [number] = { code, zh, en, SUBJECT_##SUBJECT },
static const EventRow rows[EVENT_END] = { EVENTS(AS_ROW) };

static bool event_known(int kind) { return kind > EVENT_NONE && kind < EVENT_END && rows[kind].code; }

const EventRow *event_row(EventKind kind)
{
    require(event_known((int)kind));
    return &rows[kind];
}

#define NOTHING(name)
#define WRITE_N(name) buf_number(buf, e->name);
#define WRITE_T(name) buf_number_text(buf, e->name);
#define WRITE(number, NAME, member, ...) \
    case EVENT_##NAME: { \
        const Event_##member *e = &event->member; \
        EVENT_##member(WRITE_N, WRITE_T, NOTHING) \
        break; \
    }
void event_write(Buf *buf, const Event *event)
{
    require(event_known((int)event->kind));
    buf_u16(buf, (uint16_t)event->kind);
    buf_i64(buf, event->at.s);
    switch (event->kind) {
        EVENTS(WRITE)
    case EVENT_NONE:
    case EVENT_END:
        break;
    }
}

#define READ_N(name) e->name = in_number(&in);
#define READ_T(name) e->name = in_text(&in);
#define READ(number, NAME, member, ...) \
    case EVENT_##NAME: { \
        Event_##member *e = &event.member; \
        EVENT_##member(READ_N, READ_T, NOTHING) \
        break; \
    }
bool event_read(Str bytes, Event *out)
{
    Take head = { .rest = bytes };
    Event event = { .kind = (EventKind)take_u16(&head), .at = { take_i64(&head) } };
    if (head.bad || !event_known((int)event.kind))
        return false;
    In in = in_make(head.rest);
    switch (event.kind) {
        EVENTS(READ)
    case EVENT_NONE:
    case EVENT_END:
        break;
    }
    if (!in_whole(&in))
        return false;
    *out = event;
    return true;
}

#define SEE_N(name) see(context, #name, false, e->name, (Str){ 0 });
#define SEE_T(name) see(context, #name, true, 0, e->name);
#define SEE(number, NAME, member, ...) \
    case EVENT_##NAME: { \
        const Event_##member *e = &event->member; \
        EVENT_##member(SEE_N, SEE_T, NOTHING) \
        break; \
    }
void event_members(const Event *event, EventSee *see, void *context)
{
    switch (event->kind) {
        EVENTS(SEE)
    case EVENT_NONE:
    case EVENT_END:
        break;
    }
}
