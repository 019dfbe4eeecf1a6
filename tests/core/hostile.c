/* hostile.c - see hostile.h. */
#include "hostile.h"

bool hostile_begin(Hostile *h, Arena *arena)
{
    if (!city_found(&h->city, arena, ENGINE_MEMORY))
        return false;
    city_live(&h->city);
    h->line = arena_make(LINE_BYTES);
    h->before = stage_dump(&h->city);
    h->entries = h->city.bureau.journal.last;
    return true;
}

void hostile_end(Hostile *h)
{
    arena_drop(&h->line);
    city_close(&h->city);
}

void hostile_refused(Hostile *h, Str line, Err want, const char *field)
{
    Str answer = city_say(&h->city, &h->line, line), head = str_head(line, 300);
    Err got = answer_err(&h->line, answer);
    if (got != want)
        test_fail(__FILE__, __LINE__, "%s, should be %s: %.*s", got == OK ? "accepted" : err_code(got), err_code(want),
                  STR_ARG(head));
    else if (field && !str_is(answer_member(&h->line, answer, "field"), field))
        test_fail(__FILE__, __LINE__, "field \"%.*s\", should be %s: %.*s", STR_ARG(answer_member(&h->line, answer, "field")),
                  field, STR_ARG(head));
    if (!answer_member(&h->line, answer, "why").n || !answer_member(&h->line, answer, "why_en").n)
        test_fail(__FILE__, __LINE__, "no sentence: %.*s", STR_ARG(head));
    if (h->city.bureau.journal.last != h->entries)
        test_fail(__FILE__, __LINE__, "it left an entry: %.*s", STR_ARG(head));
    h->entries = h->city.bureau.journal.last;
}

void hostile_unchanged(Hostile *h, const char *after)
{
    Hash now = stage_dump(&h->city);
    if (!hash_eq(&now, &h->before))
        test_fail(__FILE__, __LINE__, "the tables changed after %s", after);
    h->before = now;
}

const char *quoted(Arena *arena, const char *unit, int64_t times, const char *tail)
{
    Buf buf = { .arena = arena };
    buf_char(&buf, '"');
    for (int64_t i = 0; i < times; i++)
        buf_add(&buf, str(unit));
    buf_add(&buf, str(tail));
    buf_char(&buf, '"');
    return str_z(arena, buf_str(&buf));
}

const char *many(Arena *arena, Str value, int64_t times)
{
    Buf buf = { .arena = arena };
    for (int64_t i = 0; i < times; i++) {
        buf_char(&buf, i ? ',' : '[');
        buf_add(&buf, value);
    }
    buf_char(&buf, ']');
    return str_z(arena, buf_str(&buf));
}

void hostile_id_is_free(Hostile *h)
{
    arena_reset(&h->line);
    Str answer = city_command(&h->city, &h->line, "h", AT, "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}", "hold.place",
                              "{\"ssn\":\"330106198511204029\",\"cause\":\"dormant\",\"evidence\":[]}");
    CHECK(answer_is(answer, "done"));
}
