/* words.c - see words.h. */
#include "words/words.h"
#include "base/require.h"

#define AS_CHOICE(number, NAME, code, zh, en) { number, code, zh, en },
#define AS_CHOICE_ITEMS(SET, Type, LIST) static const Choice Type##_items[] = { LIST(AS_CHOICE) };
CHOICE_SETS(AS_CHOICE_ITEMS)

#define AS_CHOICE_SET(SET, Type, LIST) [SET] = { Type##_items, (int)(sizeof Type##_items / sizeof *Type##_items) },
static const ChoiceSet sets[SET_END] = { CHOICE_SETS(AS_CHOICE_SET) };

const ChoiceSet *choice_set(ChoiceSetId set)
{
    require(set > SET_NONE && set < SET_END);
    return &sets[set];
}

static const Choice *choice_find(ChoiceSetId set, int number)
{
    const ChoiceSet *words = choice_set(set);
    if (number >= 1 && number <= words->count && words->items[number - 1].number == number)
        return &words->items[number - 1];
    for (int i = 0; i < words->count; i++)
        if (words->items[i].number == number)
            return &words->items[i];
    return NULL;
}

const Choice *choice_of(ChoiceSetId set, int number)
{
    const Choice *word = choice_find(set, number);
    require(word != NULL);
    return word;
}

const char *choice_code(ChoiceSetId set, int number) { return number ? choice_of(set, number)->code : ""; }

int choice_from(ChoiceSetId set, Str code)
{
    const ChoiceSet *words = choice_set(set);
    for (int i = 0; i < words->count; i++)
        if (str_is(code, words->items[i].code))
            return words->items[i].number;
    return 0;
}

#define LETTER(text, i) ((text)[i] == 'b' ? BLOCKED : (text)[i] == 'c' ? CONDITIONAL : WORKS)
#define AS_CAUSE_ROW(number, NAME, code_, kind, reviewed_, e, law_, zh_, en_) \
    [number] = { .code = code_, \
                 .hold = kind, \
                 .reviewed = reviewed_, \
                 .law = law_, \
                 .zh = zh_, \
                 .en = en_, \
                 .effect = { 0, LETTER(e, 0), LETTER(e, 1), LETTER(e, 2), LETTER(e, 3), LETTER(e, 4), LETTER(e, 5), LETTER(e, 6), \
                             LETTER(e, 7) } },
static const CauseRow causes[Cause_END] = { CAUSES(AS_CAUSE_ROW) };

const CauseRow *cause_row(Cause cause)
{
    require(cause > Cause_NONE && cause < Cause_END);
    return &causes[cause];
}

typedef struct {
    const char *zh, *en;
} Note;
#define AS_NOTE(cause, effect, zh, en) [cause][effect] = { zh, en },
static const Note notes[Cause_END][Effect_END] = { CAUSE_NOTES(AS_NOTE) };

const char *cause_note(Cause cause, Effect effect, bool en)
{
    require(cause > Cause_NONE && cause < Cause_END && effect > Effect_NONE && effect < Effect_END);
    return en ? notes[cause][effect].en : notes[cause][effect].zh;
}

#define AS_FIELD_ROW(NAME, name, type, set, max, kind, zh, en) \
    [NAME] = { name, TYPE_##type, (ChoiceSetId)(set), max, KIND_##kind, zh, en },
static const FieldRow fields[F_END] = { FIELDS(AS_FIELD_ROW) };

const FieldRow *field_row(Field field)
{
    require(field > F_NONE && field < F_END);
    return &fields[field];
}

/* The suffix behind a field's name in the catalogue ("kind:card") picks among fields of one wire name. */
typedef struct {
    const char *word;
    Field field;
} Alias;
static const Alias aliases[] = {
    { "kind:relation", F_RELATION_KIND }, { "kind:institution", F_INSTITUTION_KIND }, { "kind:card", F_CARD_KIND },
    { "kind:loss", F_LOSS_KIND }, { "name:unit", F_UNIT_NAME }, { "reason:seal", F_SEAL_REASON },
    { "reason:stop", F_STOP_REASON }, { "reason:card", F_CARD_REASON }, { "reason:cancel", F_CANCEL_REASON },
    { "reason:text", F_REASON_TEXT }, { "address:public", F_PUBLIC_ADDRESS }, { "channel:open", F_OPEN_CHANNEL },
    { "channel:card", F_CARD_CHANNEL }, { "state:financial", F_FINANCIAL }, { "state:case", F_STATE_FILTER },
    { "to:receiver", F_RECEIVER }, { "region:policy", F_POLICY_REGION }, { "text:policy", F_POLICY_TEXT },
    { "payer:money", F_MONEY_PAYER },
    { "to:bank", F_BANK_ACCOUNT }, { "notice:paper", F_PAPER }, { "step:enforce", F_ENFORCE_STEP },
    { "kind:import", F_IMPORT_KIND }, { "bill:suspense", F_ITEM_BILL },
    { "kind:cert", F_CERT_KIND }, { "code:cert", F_CERT_CODE }, { "kind:happening", F_HAPPENING_KIND },
    { "channel:notice", F_NOTICE_CHANNEL }, { "notice:org", F_ORG_NOTICE }, { "born:month", F_BORN },
};

static Field field_named(Str word)
{
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (str_is(word, aliases[i].word))
            return aliases[i].field;
    for (Field field = F_NONE + 1; field < F_END; field++)
        if (str_is(word, fields[field].name))
            return field;
    return F_NONE;
}

#define AS_CATALOGUE_TEXT(number_, NAME, name_, roles_, fields_, law_, zh_, en_) [number_] = fields_,
#define AS_CATALOGUE(number_, NAME, name_, roles_, fields_, law_, zh_, en_) \
    [number_] = { .number = number_, .name = name_, .roles = roles_, .law = law_, .zh = zh_, .en = en_ },
static const char *const command_fields[CMD_END] = { COMMANDS(AS_CATALOGUE_TEXT) };
static const char *const query_fields[QUERY_END] = { QUERIES(AS_CATALOGUE_TEXT) };
static CatalogueRow commands[CMD_END] = { COMMANDS(AS_CATALOGUE) };
static CatalogueRow queries[QUERY_END] = { QUERIES(AS_CATALOGUE) };

/* Numbers may leave gaps: such a row has no number, no role and no words. */
static void row_gap(CatalogueRow *row)
{
    if (!row->number)
        row->name = row->law = row->zh = row->en = "";
}

static void row_build(CatalogueRow *row, Str rest)
{
    while (rest.n) {
        Str word = str_cut(&rest, ' ');
        bool optional = str_ends(word, S("?"));
        Field field = field_named(str_head(word, word.n - optional));
        require(field != F_NONE && row->count < COMMAND_FIELDS_MAX);
        row->fields[row->count] = field;
        row->required[row->count] = !optional;
        row->place[field] = (uint8_t)++row->count;
    }
}

/* Before main: nobody has to ask whether it is there. */
__attribute__((constructor)) static void catalogue_build(void)
{
    for (int i = 1; i < CMD_END; i++) {
        row_gap(&commands[i]);
        row_build(&commands[i], commands[i].number ? str(command_fields[i]) : (Str){ 0 });
    }
    for (int i = 1; i < QUERY_END; i++) {
        row_gap(&queries[i]);
        row_build(&queries[i], queries[i].number ? str(query_fields[i]) : (Str){ 0 });
    }
}

const CatalogueRow *command_row(CommandId command)
{
    require(command > CMD_NONE && command < CMD_END);
    return &commands[command];
}

const CatalogueRow *query_row(QueryId query)
{
    require(query > QUERY_NONE && query < QUERY_END);
    return &queries[query];
}

CommandId command_from(Str name)
{
    for (int i = 1; i < CMD_END; i++)
        if (commands[i].number && str_is(name, commands[i].name))
            return (CommandId)i;
    return CMD_NONE;
}

QueryId query_from(Str name)
{
    for (int i = 1; i < QUERY_END; i++)
        if (queries[i].number && str_is(name, queries[i].name))
            return (QueryId)i;
    return QUERY_NONE;
}
