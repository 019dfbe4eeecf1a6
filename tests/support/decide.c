/* decide.c - see decide.h. */
#include "support/decide.h"

Time hour_of(int year, int month, int day, int hour) { return (Time){ day_start(day_make(year, month, day)).s + hour * 3600 }; }

void place_make(InstitutionFacts *facts, int64_t id, InstitutionKind kind, int region, const char *code, const char *bank_bin)
{
    *facts = (InstitutionFacts){ .id = id, .kind = (uint8_t)kind, .region = region };
    FACT_SET(facts->code, str(code));
    FACT_SET(facts->name, str(code));
    if (bank_bin)
        FACT_SET(facts->bank_bin, str(bank_bin));
}

Err decide_once(DecideFn *decide, Arena *arena, const View *view, const Command *command, Decision *out, Str *data)
{
    Json *json = arena_new(arena, Json, 1);
    *json = json_make(arena);
    *out = (Decision){ .arena = arena, .data = json, .why = { .arena = arena } };
    json_open(json, '{');
    Err err = decide(view, command, out);
    json_close(json, '}');
    if (data)
        *data = json_str(json);
    if (err != OK) {
        CHECK_EQ(out->why.code, err);
        CHECK(out->why.zh.n > 0 && out->why.en.n > 0);
        CHECK(str_utf8(out->why.zh));
        CHECK(out->count == 0 || out->keep);
    }
    return err;
}

const Event *decision_event(const Decision *out, EventKind kind)
{
    for (size_t i = 0; i < out->count; i++)
        if (out->events[i].kind == kind)
            return &out->events[i];
    return NULL;
}
