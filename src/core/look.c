/* look.c - see look.h. */
#include "core/look.h"

static void text_put(char out[LOOK_TEXT_MAX], Str text)
{
    size_t n = text.n < LOOK_TEXT_MAX ? text.n : LOOK_TEXT_MAX - 1;
    while (n > 0 && n < text.n && ((unsigned char)text.p[n] & 0xC0) == 0x80)
        n--; /* never inside a character */
    if (n)
        memcpy(out, text.p, n);
    out[n] = 0;
}

bool look_make(const QueryRequest *request, const QueryAnswer *answer, Look *out)
{
    if (answer->err != OK || !answer->looked)
        return false;
    *out = (Look){ .person = answer->looked, .at = request->at, .role = request->actor.role, .function = answer->function };
    text_put(out->by, answer->by);
    text_put(out->org, request->actor.org);
    text_put(out->purpose, request->purpose);
    text_put(out->query, request->query);
    return true;
}

Err look_append(Bureau *bureau, Arena *arena, const Look *looks, size_t count)
{
    Event *events = arena_new(arena, Event, count);
    Time at = { 0 };
    for (size_t i = 0; i < count; i++) {
        const Look *look = &looks[i];
        at.s = look->at.s > at.s ? look->at.s : at.s;
        events[i] = (Event){ .kind = EVENT_LOOKED, .subject = look->person, .at = look->at };
        events[i].looked = (Event_looked){ .role = look->role,
                                           .function = look->function,
                                           .by = str(look->by),
                                           .org = str(look->org),
                                           .purpose = str(look->purpose),
                                           .query = str(look->query) };
    }
    EntryDraft draft = { .kind = ENTRY_LOOK, .at = at, .command = CMD_LOOK_RECORD, .role = (int)looks[0].role, .user = S("") };
    return journal_append(&bureau->journal, arena, &draft, events, count);
}
