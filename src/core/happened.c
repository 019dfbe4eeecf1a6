/* happened.c - see happened.h. */
#include "core/happened.h"
#include "core/happened_table.h"
#include "core/shapes.h"

typedef enum {
    PLAIN, WORD, WORDS, DAY, MONTH, TIME, REGION, TRUTH, HEX, HIDE, THING, LETTER, BATCH, PERSON, UNIT, INSTITUTION, OUTLET,
    COMMAND, FIELD, PERSONAL, PAYER, VALUE
} Form;

typedef struct {
    EventKind event;
    const char *member;
    Form form;
    int of; /* list of words, or letter */
} Row;

#define AS_ROW(EVENT, member, form, of) { EVENT_##EVENT, member, form, of },
static const Row rows[] = { HAPPENED(AS_ROW) };

static Row row_of(EventKind event, const char *member)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].event == event && strcmp(rows[i].member, member) == 0)
            return rows[i];
    return (Row){ event, member, PLAIN, 0 };
}

typedef struct {
    Query *query;
    const Event *event;
    Err err;
} Saying;

/* Where a card can lie. */
static Err outlet_code(Query *query, int64_t outlet, Str *code)
{
    if (outlet >= OUTLET_OFFICE)
        *code = S("office");
    else if (outlet > OUTLET_UNIT)
        return list_unit_code(query, outlet - OUTLET_UNIT, code);
    else
        return list_institution_code(query, outlet, code);
    return OK;
}

static Err payer_code(Query *query, const Event *event, int64_t payer, Str *code)
{
    int64_t kind = event->kind == EVENT_ACCOUNT_OPENED ? event->account_opened.payer_kind : event->account_resumed.payer_kind;
    AccountFacts account = { .payer_kind = (uint8_t)kind, .payer = payer };
    *code = kind ? shape_payer(&query->loaded, &account) : (Str){ 0 };
    return OK;
}

static Str personal_word(int64_t field)
{
#define AS_PERSONAL_WORD(number, NAME, code) if (field == NAME) return S(code);
    PERSONAL_FIELDS(AS_PERSONAL_WORD)
    return (Str){ 0 };
}

static const char *word_of(ChoiceSetId set, int64_t number)
{
    const ChoiceSet *words = choice_set(set);
    for (int i = 0; i < words->count; i++)
        if (words->items[i].number == number)
            return words->items[i].code;
    return NULL;
}

static void put_set(Json *json, const char *name, ChoiceSetId set, int64_t bits)
{
    const ChoiceSet *words = choice_set(set);
    json_key(json, name);
    json_open(json, '[');
    for (int i = 0; i < words->count; i++)
        if (words->items[i].number < 64 && (uint64_t)bits >> words->items[i].number & 1u)
            json_text(json, str(words->items[i].code));
    json_close(json, ']');
}

/* A number that needs no record to be said; an empty text: leave it out. */
static Str number_text(const Saying *saying, Row row, int64_t number)
{
    Arena *arena = saying->query->arena;
    switch (row.form) {
    case WORD: return str(word_of((ChoiceSetId)row.of, number));
    case DAY: return shape_safe_day(arena, number);
    case MONTH: return number > 0 && number < 120000 ? month_text(arena, (Month){ (int32_t)number }) : (Str){ 0 };
    case TIME: return shape_safe_time(arena, number);
    case REGION: return shape_region(arena, (int)number);
    case THING: return number_of_person(arena, (char)row.of, saying->event->subject, number);
    case LETTER: return number ? number_of(arena, (char)row.of, number) : (Str){ 0 };
    case BATCH: return number_of(arena, 'B', number);
    case PERSON: return str_format(arena, "%lld", (long long)number);
    case COMMAND: return number > CMD_NONE && number < CMD_END ? str(command_row((CommandId)number)->name) : (Str){ 0 };
    case FIELD: return number > F_NONE && number < F_END ? str(field_row((Field)number)->name) : (Str){ 0 };
    case PERSONAL: return personal_word(number);
    default: return (Str){ 0 };
    }
}

/* The new value of a member of the person's facts, by the field that person_changed names. */
static void put_value(Saying *saying, const char *name, int64_t number)
{
    int64_t what = saying->event->person_changed.what;
    Json *json = saying->query->data;
    if (what <= F_NONE || what >= F_END)
        return;
    const FieldRow *field = field_row((Field)what);
    Arg value = { .given = true, .i = number };
    if (field->type == TYPE_CHOICE && !word_of(field->set, number))
        return;
    json_key(json, name);
    if (field->type == TYPE_CHOICE || field->type == TYPE_REGION)
        shape_arg(json, saying->query->arena, (Field)what, &value);
    else if (field->type == TYPE_DAY)
        json_text(json, shape_safe_day(saying->query->arena, number));
    else
        json_int(json, number);
}

static Err put_number(Saying *saying, const char *name, Row row, int64_t number)
{
    Query *query = saying->query;
    Json *json = query->data;
    Str code = { 0 };
    switch (row.form) {
    case PLAIN: json_put_int(json, name, number); return OK;
    case TRUTH: json_put_bool(json, name, number != 0); return OK;
    case WORDS: put_set(json, name, (ChoiceSetId)row.of, number); return OK;
    case VALUE: put_value(saying, name, number); return OK;
    case UNIT: TRY(list_unit_code(query, number, &code)); break;
    case INSTITUTION: TRY(list_institution_code(query, number, &code)); break;
    case OUTLET: TRY(outlet_code(query, number, &code)); break;
    case PAYER: TRY(payer_code(query, saying->event, number, &code)); break;
    default: code = number_text(saying, row, number); break;
    }
    if (code.n)
        json_put(json, name, code);
    return OK;
}

/* Numbers of nothing are left out; amounts and truths are said even when they are 0. */
static bool said_when_zero(Row row)
{
    return row.form == TRUTH || row.form == PAYER || (row.form == PLAIN && str_ends(str(row.member), S("_fen")));
}

static void see_member(void *context, const char *name, bool is_text, int64_t number, Str text)
{
    Saying *saying = context;
    Row row = row_of(saying->event->kind, name);
    Json *json = saying->query->data;
    if (saying->err != OK || row.form == HIDE || (is_text && row.form != HEX && !str_utf8(text)))
        return;
    if (is_text && text.n)
        json_put(json, name, row.form == HEX ? str_hex(saying->query->arena, text) : list_who(saying->query->arena, text));
    else if (!is_text && (number || said_when_zero(row)))
        saying->err = put_number(saying, name, row, number);
}

Err happened_members(Query *query, const Event *event)
{
    Saying saying = { .query = query, .event = event };
    event_members(event, see_member, &saying);
    return saying.err;
}

static Err put_by(Query *query, int64_t number, int *command)
{
    Journal journal = list_journal(query);
    JournalEntry entry;
    TRY(list_readable(journal_entry(&journal, query->arena, number, &entry)));
    Json *json = query->data;
    const char *role = word_of(SET_ROLE, entry.said.role);
    *command = entry.said.command;
    json_key(json, "by");
    json_open(json, '{');
    json_put(json, "role", str(role));
    json_put(json, "user", list_who(query->arena, entry.said.user));
    json_put(json, "org", entry.said.org);
    json_close(json, '}');
    return OK;
}

Err happened_by(Query *query, int64_t number)
{
    int command = CMD_NONE;
    return put_by(query, number, &command);
}

/* Why it happened: the command and its law. */
static void put_command(Json *json, int number)
{
    const CatalogueRow *row = number > CMD_NONE && number < CMD_END ? command_row((CommandId)number) : NULL;
    json_key(json, "command");
    if (!row || !row->number) {
        json_nil(json);
        return;
    }
    json_open(json, '{');
    json_put(json, "name", str(row->name));
    json_put(json, "zh", str(row->zh));
    json_put(json, "en", str(row->en));
    json_put(json, "law", str(row->law));
    json_close(json, '}');
}

Err happened_put(Query *query, const Event *event)
{
    int command = CMD_NONE;
    const EventRow *row = event_row(event->kind);
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "at", shape_safe_time(query->arena, event->at.s));
    json_put(json, "event", str(row->code));
    json_put(json, "zh", str(row->zh));
    json_put(json, "en", str(row->en));
    json_key(json, "detail");
    json_open(json, '{');
    TRY(happened_members(query, event));
    json_close(json, '}');
    json_put_int(json, "entry", event->entry);
    TRY(put_by(query, event->entry, &command));
    put_command(json, command);
    json_close(json, '}');
    return OK;
}

Happening happened_kind(const Event *event)
{
    static const struct {
        const char *begins; /* the code of the event */
        Happening kind;
    } kinds[] = {
        { "card-", HAPPENING_CARD },          { "legacy-", HAPPENING_CARD },        { "balance-", HAPPENING_CARD },
        { "dormancy-", HAPPENING_CARD },      { "photo-", HAPPENING_CARD },         { "account-", HAPPENING_ACCOUNT },
        { "transfer-", HAPPENING_ACCOUNT },   { "retirement-", HAPPENING_ACCOUNT }, { "hold-", HAPPENING_HOLD },
        { "case-", HAPPENING_CASE },          { "restored", HAPPENING_CASE },       { "payment-", HAPPENING_MONEY },
        { "bill", HAPPENING_MONEY },          { "refunded", HAPPENING_MONEY },      { "agency-", HAPPENING_MONEY },
        { "password-", HAPPENING_ONLINE },    { "notice-", HAPPENING_ONLINE },      { "certificate-", HAPPENING_ONLINE },
        { "check-", HAPPENING_ONLINE },
    };
    Str code = str(event_row(event->kind)->code);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_starts(code, str(kinds[i].begins)))
            return kinds[i].kind;
    return HAPPENING_PERSON;
}

bool happened_shown(const Event *event)
{
    return event->kind != EVENT_LOOKED && !(event->kind == EVENT_PERSON_CELL && event->person_cell.field == PF_PENDING);
}
