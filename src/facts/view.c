/* view.c - see view.h. */
#include "facts/view.h"

Event *emit(Decision *out, const View *view, EventKind kind, int64_t subject)
{
    if (out->count == out->size) {
        size_t size = out->size ? out->size * 2 : 8;
        Event *events = arena_take(out->arena, sizeof(Event) * size); /* each is written whole when it is given out */
        if (out->count)
            memcpy(events, out->events, out->count * sizeof *events);
        out->events = events;
        out->size = size;
    }
    Event *event = &out->events[out->count++];
    *event = (Event){ .kind = kind, .subject = subject, .at = view->now };
    return event;
}

void answer_text(Decision *out, const char *key, Str text)
{
    if (out->data)
        json_put(out->data, key, text);
}

void answer_int(Decision *out, const char *key, int64_t number)
{
    if (out->data)
        json_put_int(out->data, key, number);
}

void answer_bool(Decision *out, const char *key, bool truth)
{
    if (out->data)
        json_put_bool(out->data, key, truth);
}

void answer_day(Decision *out, const char *key, Day day)
{
    if (out->data)
        json_put_or_null(out->data, key, day.n && day_is(day) ? day_text(out->arena, day) : (Str){ 0 });
}
