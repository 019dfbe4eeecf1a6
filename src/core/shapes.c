/* shapes.c - see shapes.h. */
#include "core/shapes.h"
#include "core/list.h"
#include "core/stored.h"

void shape_day(Json *json, Arena *arena, const char *key, Day day)
{
    json_key(json, key);
    if (!day.n) {
        json_nil(json);
        return;
    }
    Str text = day_text(arena, day);
    json_word_n(json, text.p, text.n);
}

void shape_time(Json *json, Arena *arena, const char *key, Time time)
{
    json_key(json, key);
    if (!time.s) {
        json_nil(json);
        return;
    }
    Str text = time_text(arena, time);
    json_word_n(json, text.p, text.n);
}

static const int32_t first_day = -62091, last_day = 2932896; /* 1800-01-01, 9999-12-31 */

Str shape_safe_day(Arena *arena, int64_t day)
{
    return day && day >= first_day && day <= last_day ? day_text(arena, (Day){ (int32_t)day }) : (Str){ 0 };
}

Str shape_safe_time(Arena *arena, int64_t seconds)
{
    bool fits = seconds && seconds >= day_start((Day){ first_day }).s && seconds <= day_end((Day){ last_day }).s;
    return fits ? time_text(arena, (Time){ seconds }) : (Str){ 0 };
}

Str shape_region(Arena *arena, int region)
{
    char *digits = arena_new(arena, char, 7);
    for (int i = 5; i >= 0; i--, region /= 10)
        digits[i] = (char)('0' + region % 10);
    return (Str){ digits, 6 };
}

void shape_insurances(Json *json, const char *key, int64_t mask)
{
    json_key(json, key);
    json_open(json, '[');
    for (int insurance = 1; insurance < Insurance_END; insurance++)
        if (mask >> insurance & 1)
            json_word(json, choice_code(SET_INSURANCE, insurance));
    json_close(json, ']');
}

Str shape_payer(Loaded *loaded, const AccountFacts *account)
{
    Held *held = NULL;
    if (account->payer_kind == PAYER_SELF)
        return S("self");
    if (account->payer_kind == PAYER_CONTRACT)
        return number_of(loaded->work.arena, 'X', account->payer);
    if (work_find(&loaded->work, SUBJECT_UNIT, account->payer, &held) != OK || !held)
        return (Str){ 0 };
    const UnitFacts *unit = held->facts;
    return FACT_STR(unit->credit_code);
}

/* The condition behind a c, or what the law says behind a b. A note of another state of the same cause is none: the
 * counter only for a bank function that is not even active, the days of grace when they are over. */
static const char *note_of(const CauseFound *found, Effect effect, bool en)
{
    bool blocked = found->effect[effect] == BLOCKED;
    bool worse = blocked && (cause_row(found->cause)->effect[effect] != BLOCKED || found->cause == CAUSE_BANK_INACTIVE);
    return found->effect[effect] == WORKS || worse ? NULL : cause_note(found->cause, effect, en);
}

static void notes_in(Json *json, const Effects *effects, bool en)
{
    json_open(json, '{');
    for (Effect effect = 1; effect < Effect_END; effect++) {
        bool any = false;
        for (int i = 0; i < effects->count; i++) {
            const char *note = note_of(&effects->causes[i], effect, en);
            if (!note)
                continue;
            if (!any) {
                json_key(json, choice_code(SET_EFFECT, effect));
                json_open(json, '[');
            }
            any = true;
            json_text(json, str(note));
        }
        if (any)
            json_close(json, ']');
    }
    json_close(json, '}');
}

void shape_notes(Json *json, const Effects *effects)
{
    json_key(json, "notes");
    notes_in(json, effects, false);
    json_key(json, "notes_en");
    notes_in(json, effects, true);
}

void shape_cause(Json *json, Arena *arena, const CauseFound *found, Effect effect)
{
    const CauseRow *row = cause_row(found->cause);
    char letter = effect_letter(found->effect[effect]);
    json_open(json, '{');
    json_put(json, "cause", str(row->code));
    shape_time(json, arena, "since", found->since);
    if (found->until.s)
        shape_time(json, arena, "until", found->until);
    json_put_or_null(json, "by", found->by);
    json_put(json, "law", str(row->law));
    json_put(json, "why", str(row->zh));
    json_put(json, "why_en", str(row->en));
    json_put(json, "effect", (Str){ &letter, 1 });
    const char *note = note_of(found, effect, false);
    if (note) {
        json_put(json, "note", str(note));
        json_put(json, "note_en", str(note_of(found, effect, true)));
    }
    json_close(json, '}');
}

static void shape_papers(Json *json, Arena *arena, const Arg *value)
{
    json_open(json, '[');
    for (size_t i = 0; i < value->n; i++) {
        const Paper *paper = &value->papers[i];
        json_open(json, '{');
        json_put_word(json, "kind", choice_code(SET_EVIDENCE, paper->kind));
        if (paper->no.n)
            json_put(json, "no", paper->no);
        if (paper->day.n)
            json_put(json, "day", day_text(arena, paper->day));
        if (paper->valid_until.n)
            json_put(json, "valid_until", day_text(arena, paper->valid_until));
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void shape_items(Json *json, const FieldRow *field, const Arg *value)
{
    bool pairs = field->type == TYPE_PAIRS;
    json_open(json, pairs ? '{' : '[');
    for (size_t i = 0; i < value->n; i++) {
        if (pairs)
            json_key(json, value->items[i].key.p);
        json_text(json, field->type == TYPE_CHOICES ? str(choice_code(field->set, (int)value->items[i].i)) : value->items[i].s);
    }
    json_close(json, pairs ? '}' : ']');
}

/* A START or END as short as it can be said: a month, a day, or the instant. */
static Str span_text(Arena *arena, Time time, bool end)
{
    Day day = time_day(time);
    Time edge = end ? day_end(day) : day_start(day);
    return edge.s == time.s ? day_text(arena, day) : time_text(arena, time);
}

static void shape_lines(Json *json, const Arg *value)
{
    json_open(json, '[');
    for (size_t i = 0; i < value->n; i++) {
        json_open(json, '{');
        json_put(json, str_is(value->items[i].key, "ssn") ? "ssn" : "person", value->items[i].s);
        json_put_int(json, "wage_fen", value->items[i].i);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void shape_arg(Json *json, Arena *arena, Field field_id, const Arg *value)
{
    const FieldRow *field = field_row(field_id);
    switch (field->type) {
    case TYPE_PERSON:
        if (value->s.n)
            json_text(json, value->s);
        else
            json_int(json, value->i);
        return;
    case TYPE_TEXT:
        json_text(json, value->s);
        return;
    case TYPE_DAY:
        json_text(json, day_text(arena, (Day){ (int32_t)value->i }));
        return;
    case TYPE_MONTH:
        json_text(json, month_text(arena, (Month){ (int32_t)value->i }));
        return;
    case TYPE_START:
    case TYPE_END:
        json_text(json, span_text(arena, (Time){ value->i }, field->type == TYPE_END));
        return;
    case TYPE_INT:
    case TYPE_FEN:
        json_int(json, value->i);
        return;
    case TYPE_BOOL:
        json_bool(json, value->i != 0);
        return;
    case TYPE_CHOICE:
        json_word(json, choice_code(field->set, (int)value->i));
        return;
    case TYPE_REGION:
        json_text(json, shape_region(arena, (int)value->i));
        return;
    case TYPE_BYTES:
        json_text(json, str_is(value->key, "sha256") ? str_hex(arena, value->s) : str_base64(arena, value->s));
        return;
    case TYPE_EVIDENCE:
        shape_papers(json, arena, value);
        return;
    case TYPE_LINES:
        shape_lines(json, value);
        return;
    case TYPE_CHOICES:
    case TYPE_TEXTS:
    case TYPE_PAIRS:
        shape_items(json, field, value);
        return;
    }
}

Err shape_answered(Query *query, int64_t entry, const char *const *members, size_t count)
{
    Journal journal = list_journal(query);
    JournalAnswer kept;
    Str text = { 0 };
    JsonNode *answer = NULL;
    TRY(list_readable(journal_answer(&journal, query->arena, entry, &kept)));
    TRY(list_readable(stored_answer_read(&query->bureau->store, query->arena, kept.answer, &text)));
    TRY(list_readable(json_read(query->arena, text, &answer, NULL)));
    const JsonNode *data = json_member(answer, "data");
    for (size_t i = 0; data && i < count; i++) {
        const JsonNode *member = json_member(data, members[i]);
        if (!member)
            continue;
        json_key(query->data, members[i]);
        json_node(query->data, member);
    }
    return OK;
}

void shape_source(Json *json, Arena *arena, Day from, PolicyStatus status, Str reference)
{
    json_put(json, "from", day_text(arena, from));
    json_put(json, "status", status == POLICY_FINAL ? S("final") : S("provisional"));
    json_put(json, "reference", reference);
}

static void paper_item(Json *json, const PaperItem *item)
{
    json_open(json, '{');
    json_key(json, "any");
    json_open(json, '[');
    for (size_t i = 0; i < item->count; i++)
        json_text(json, str(choice_code(SET_EVIDENCE, item->kinds[i])));
    json_close(json, ']');
    json_put_int(json, "copies", item->copies);
    if (item->valid_days)
        json_put_int(json, "valid_days", item->valid_days);
    if (item->when) {
        json_put(json, "when", str(paper_condition_label(item->when, false)));
        json_put(json, "when_en", str(paper_condition_label(item->when, true)));
    }
    json_put_bool(json, "of_other", item->of_other);
    json_close(json, '}');
}

void shape_paper_list(Query *query, Str procedure, Str of, const PaperList *list)
{
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "procedure", procedure);
    json_put(json, "of", of);
    shape_source(json, query->arena, list->from, list->status, list->reference);
    json_key(json, "items");
    json_open(json, '[');
    for (size_t i = 0; i < list->count; i++)
        paper_item(json, &list->items[i]);
    json_close(json, ']');
    json_close(json, '}');
}
