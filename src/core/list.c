/* list.c - see list.h. */
#include "core/list.h"
#include "act/rights.h"

static Err cursor_read(Query *query, int parts, int64_t *out)
{
    Str rest = arg_str(&query->command, F_AFTER);
    bool fine = true;
    int n = 0;
    for (; rest.p && fine && n < parts; n++) {
        Str part = str_cut(&rest, '.');
        fine = str_int(part, &out[n]) && out[n] >= 0;
    }
    if (!fine || n < parts || rest.p)
        return refuse(&query->why, ERR_BAD_FIELD, "after", "请填写上一页给出的 next。", "Give the value of next from the page before.");
    return OK;
}

Err list_open(Query *query, int parts, List *list)
{
    const Arg *limit = arg(&query->command, F_LIMIT);
    *list = (List){ .limit = limit->given ? limit->i : LIST_DEFAULT, .parts = parts };
    if (list->limit < 1 || list->limit > LIST_MAX)
        return refuse(&query->why, ERR_BAD_FIELD, "limit", "应在 1 到 %d 之间。", "It must be between 1 and %d.", LIST_MAX);
    if (arg_is(&query->command, F_AFTER))
        TRY(cursor_read(query, parts, list->after));
    json_key(query->data, "items");
    json_open(query->data, '[');
    return OK;
}

bool list_room(List *list, const int64_t *at)
{
    if (list->count == list->limit) {
        list->more = true;
        return false;
    }
    list->count++;
    memcpy(list->last, at, sizeof *at * (size_t)list->parts);
    return true;
}

void list_close(Query *query, const List *list)
{
    Buf next = { .arena = query->arena };
    json_close(query->data, ']');
    for (int i = 0; list->more && i < list->parts; i++)
        buf_format(&next, "%s%lld", i ? "." : "", (long long)list->last[i]);
    json_put_or_null(query->data, "next", buf_str(&next));
}

Journal list_journal(const Query *query) { return (Journal){ .db = query->bureau->db }; }

Str list_value(const Query *query, PersonalField field, Str value)
{
    bool oneself = query->loaded.view.person && !rights_is_other(&query->loaded.view, &query->command.actor);
    return oneself ? value : identity_masked(query->arena, field, value);
}

Str list_who(Arena *arena, Str who)
{
    IdentResult ident = ident_check(IDENT_SSN, who, day_make(9999, 12, 31));
    return ident.valid ? identity_masked(arena, PF_SSN, who) : who;
}

Err list_unit_code(Query *query, int64_t unit, Str *code)
{
    Held *held = NULL;
    TRY(work_find(&query->loaded.work, SUBJECT_UNIT, unit, &held));
    const UnitFacts *facts = held ? held->facts : NULL;
    *code = facts ? FACT_STR(facts->credit_code) : (Str){ 0 };
    return OK;
}

Err list_institution_code(Query *query, int64_t institution, Str *code)
{
    Held *held = NULL;
    TRY(work_find(&query->loaded.work, SUBJECT_INSTITUTION, institution, &held));
    const InstitutionFacts *facts = held ? held->facts : NULL;
    *code = facts ? FACT_STR(facts->code) : (Str){ 0 };
    return OK;
}

void list_word(Json *json, const char *key, ChoiceSetId set, int64_t number)
{
    const ChoiceSet *words = choice_set(set);
    json_key(json, key);
    for (int i = 0; i < words->count; i++)
        if (words->items[i].number == number) {
            json_open(json, '{');
            json_put(json, "code", str(words->items[i].code));
            json_put(json, "zh", str(words->items[i].zh));
            json_put(json, "en", str(words->items[i].en));
            json_close(json, '}');
            return;
        }
    json_nil(json);
}
