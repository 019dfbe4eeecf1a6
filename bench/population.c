/* population.c - see population.h. */
#include "population.h"
#include "core/replay.h"
#include "ident/ident.h"
#include "registry/identity.h"
#include <stdio.h>
#include <stdlib.h>

/* Shares in a thousand; the command that brings the state about, once the card is in use, and its arguments. */
#define STATES(X) \
    X("usable", 760, NULL, NULL) \
    X("in-production", 50, NULL, NULL) \
    X("at-outlet", 20, NULL, NULL) \
    X("not-enabled", 50, NULL, NULL) \
    X("dormant", 30, "hold.place", "'person':%d,'cause':'dormant'") \
    X("arrears", 30, "hold.place", "'person':%d,'cause':'arrears'") \
    X("interrupted", 20, "account.stop", "'person':%d,'month':'2025-04','reason':'left-job'") \
    X("transfer", 10, "transfer.start", "'person':%d,'from_region':'330100','to_region':'310000','evidence':[{'kind':'id-card'}]") \
    X("lost", 10, "card.lose", "'card_no':'A%08d','kind':'formal','channel':'counter','evidence':[{'kind':'id-card'}]") \
    X("pin-locked", 10, NULL, NULL) \
    X("no-card", 5, NULL, NULL) \
    X("no-account", 5, NULL, NULL)

#define AS_STATE(state, share, command, args) { state, share, { 0 } },
static const Template states[TEMPLATES] = { STATES(AS_STATE) };
#define AS_AFTER(state, share, command, args) { command, args },
static const struct {
    const char *command, *args;
} after[TEMPLATES] = { STATES(AS_AFTER) };
enum {
    STATE_IN_PRODUCTION = 1,
    STATE_AT_OUTLET = 2,
    STATE_NOT_ENABLED = 3,
    STATE_PIN_LOCKED = 9,
    STATE_NO_CARD = 10,
    STATE_NO_ACCOUNT = 11,
    PIN_TRIES_MOST = 6
};

typedef struct {
    Arena *arena;
    Replay *replay;
    int lines;
    bool fine, refusals; /* refusals are expected */
} Script;

/* One line of the script; 'single quotes' stand for double ones. */
static void say(Script *script, const char *at, const char *actor, const char *command, const char *args, ...)
{
    va_list list;
    va_start(list, args);
    Str text = str_vformat(script->arena, args, list);
    va_end(list);
    Str role = str(actor), answer = { 0 };
    Str who = str_cut(&role, '@');
    Str line = str_format(script->arena,
                          "{'id':'m%d','at':'%s:00+08:00','actor':{'role':'" STR_FMT "','user':'w1','org':'" STR_FMT
                          "'},'command':'%s','args':{" STR_FMT "}}",
                          ++script->lines, at, STR_ARG(who), STR_ARG(role), command, STR_ARG(text));
    char *bytes = (char *)(uintptr_t)line.p;
    for (size_t i = 0; i < line.n; i++)
        bytes[i] = bytes[i] == '\'' ? '"' : bytes[i];
    bool fine = replay_line(script->replay, line, &answer) == OK;
    if (fine && (script->refusals || str_find(answer, S("\"refused\"")) < 0))
        return;
    fprintf(stderr, "population: %.*s\n  %.*s\n", STR_ARG(line), STR_ARG(answer));
    script->fine = false;
}

Str population_ssn(Arena *arena, int64_t i)
{
    char digits[18];
    int year = (int)(1950 + i % 50), month = (int)(1 + i / 50 % 12), day = (int)(1 + i / 600 % 28);
    snprintf(digits, sizeof digits, "330106%04d%02d%02d%03d", year, month, day, (int)(i / 16800 % 1000));
    return str_format(arena, "%s%c", digits, ident_citizen_check((Str){ digits, 17 }));
}

static void register_places(Script *script)
{
    static const char at[] = "2025-01-02T09:00", place[] = "'institution':'%s','kind':'%s','name':'%s','region':'330100',%s"
                                                           "'address':'云溪路 %d 号','hours':'09:00-17:00'";
    say(script, at, "admin", "institution.register", place, "B01", "bank", "云溪银行", "'bank_bin':'621700',", 1);
    say(script, at, "admin", "institution.register", place, "H01", "hospital", "云溪医院", "", 2);
    say(script, at, "admin", "institution.register", place, "P01", "pharmacy", "云溪药店", "", 3);
}

static void make_card(Script *script, int n, int state)
{
    char bank_no[20];
    snprintf(bank_no, sizeof bank_no, "621700%012d", n);
    char check = ident_bank_check(str(bank_no));
    say(script, "2025-01-04T09:00", "centre", "card.photo", "'application':'K%d-1','photo_ok':true", n);
    say(script, "2025-01-04T09:00", "centre", "card.data-check", "'application':'K%d-1','passed':true", n);
    say(script, "2025-01-05T09:00", "bank@B01", "card.bank-opened", "'application':'K%d-1','bank_card_no':'%s%c'", n, bank_no,
        check);
    if (state == STATE_IN_PRODUCTION)
        return;
    say(script, "2025-01-06T09:00", "centre", "card.batch", "'applications':['K%d-1']", n);
    say(script, "2025-01-06T10:00", "centre", "card.send", "'batch':'$m%d.batch'", script->lines);
    say(script, "2025-01-20T09:00", "factory", "card.made",
        "'application':'K%d-1','card_no':'A%08d','card_id_code':'330100%026d','issued':'2025-01-20','valid_until':'2035-01-20'", n,
        n, n);
    say(script, "2025-01-21T09:00", "centre", "card.ship", "'application':'K%d-1','outlet':'B01'", n);
    say(script, "2025-01-22T09:00", "bank@B01", "card.receive", "'application':'K%d-1','outlet':'B01'", n);
    if (state == STATE_AT_OUTLET)
        return;
    say(script, "2025-02-03T09:00", "bank@B01", "card.hand-over", "'card_no':'A%08d','to':'holder','evidence':[{'kind':'id-card'}]",
        n);
    if (state == STATE_NOT_ENABLED)
        return;
    say(script, "2025-02-03T09:10", "bank@B01", "card.activate",
        "'channel':'bank-counter','card_no':'A%08d','person':%d,'institution':'B01',"
        "'evidence':[{'kind':'id-card'},{'kind':'social-card'}]",
        n, n);
}

static void make_person(Script *script, int n, int state)
{
    Str ssn = population_ssn(script->arena, n);
    say(script, "2025-01-02T10:00", "clerk", "person.register",
        "'ssn':'%.*s','name':'林云','mobile':'13800000001','hukou_region':'330106','residence_region':'330106',"
        "'evidence':[{'kind':'id-card'}]",
        STR_ARG(ssn));
    if (state != STATE_NO_ACCOUNT)
        say(script, "2025-01-02T11:00", "clerk", "account.open",
            "'person':%d,'region':'330100','category':'flexible','payer':'self','insurances':['pension','medical'],"
            "'from':'2025-01','channel':'counter','evidence':[{'kind':'id-card'}]",
            n);
    if (state == STATE_NO_CARD || state == STATE_NO_ACCOUNT)
        return;
    say(script, "2025-01-03T09:00", "clerk", "card.apply",
        "'person':%d,'region':'330100','bank':'B01','kind':'first','channel':'counter',"
        "'evidence':[{'kind':'id-card'},{'kind':'photo'}]",
        n);
    make_card(script, n, state);
    script->refusals = true; /* the last wrong PINs find it locked */
    for (int i = 0; state == STATE_PIN_LOCKED && i < PIN_TRIES_MOST; i++)
        say(script, "2025-06-02T10:00", "bank@B01", "card.pin", "'card_no':'A%08d','event':'wrong'", n);
    script->refusals = false;
    if (after[state].command)
        say(script, "2025-06-02T10:00", "clerk", after[state].command, after[state].args, n);
}

bool population_make(Arena *arena, Population *out)
{
    BureauOptions options = { .url = S(":memory:"), .mode = DB_WRITER, .seed = S("population") };
    Why why = { .arena = arena };
    if (bureau_open(&out->bureau, &options, &why) != OK)
        return false;
    Script script = { .arena = arena, .replay = replay_begin(arena, &out->bureau, S(".")), .fine = true };
    register_places(&script);
    out->now = (Time){ day_start(day_make(2025, 6, 3)).s };
    for (int i = 0; i < TEMPLATES; i++) {
        out->templates[i] = states[i];
        make_person(&script, i + 1, i);
        Work work = { .store = &out->bureau.store, .arena = arena };
        PersonFacts *facts = NULL;
        if (!script.fine || work_person(&work, i + 1, &facts) != OK || !facts)
            return false;
        person_copy(&out->templates[i].facts, facts);
    }
    return true;
}

const Template *population_pick(const Population *population, int64_t i)
{
    int64_t place = i * 617 % 1000; /* Spreads the shares instead of laying them one behind the other. */
    int t = 0;
    for (int64_t sum = population->templates[0].share; sum <= place && t < TEMPLATES - 1; sum += population->templates[t].share)
        t++;
    return &population->templates[t];
}

/* ---- the batch door ---- */

typedef struct {
    Arena *arena;
    size_t mark;
    const Population *population;
    Bureau *bureau;
    int64_t next, count;
    const InstitutionFacts *places;
    size_t place_count;
    Str *keys; /* of person_key: 16 bytes and the person, sorted */
} Loading;

static bool next_person(void *context, Val *cells)
{
    Loading *loading = context;
    if (loading->next >= loading->count)
        return false;
    int64_t id = ++loading->next;
    arena_back(loading->arena, loading->mark);
    PersonFacts *facts = arena_take(loading->arena, sizeof *facts);
    person_copy(facts, &population_pick(loading->population, id)->facts);
    facts->id = id;
    for (int i = 0; i < facts->card_count; i++)
        if (facts->cards[i].card_no.n)
            FACT_SET(facts->cards[i].card_no, str_format(loading->arena, "A%08lld", (long long)id));
    Buf body = { .arena = loading->arena };
    person_write(&body, facts);
    cells[0] = val_i(id);
    cells[1] = val_b(buf_str(&body));
    cells[2] = val_b(identity_values_add(loading->arena, (Str){ 0 }, PF_SSN, 0, 1, population_ssn(loading->arena, id)));
    return true;
}

static bool next_place(void *context, Val *cells)
{
    Loading *loading = context;
    if (loading->next >= (int64_t)loading->place_count)
        return false;
    const InstitutionFacts *place = &loading->places[loading->next++];
    Buf body = { .arena = loading->arena };
    institution_write(&body, place);
    cells[0] = val_i(place->id);
    cells[1] = val_b(buf_str(&body));
    cells[2] = val_b((Str){ 0 });
    return true;
}

static bool next_bureau(void *context, Val *cells)
{
    Loading *loading = context;
    if (loading->next++)
        return false;
    Buf body = { .arena = loading->arena };
    BureauFacts bureau = loading->population->bureau.store.bureau;
    bureau.persons = loading->count;
    bureau_write(&body, &bureau);
    cells[0] = val_i(0);
    cells[1] = val_b(buf_str(&body));
    cells[2] = val_b((Str){ 0 });
    return true;
}

static int by_key(const void *a, const void *b) { return str_cmp(*(const Str *)a, *(const Str *)b); }

static bool next_key(void *context, Val *cells)
{
    Loading *loading = context;
    if (loading->next >= loading->count)
        return false;
    Str key = loading->keys[loading->next++];
    Take take = { .rest = str_from(key, 16) };
    cells[0] = val_i(1);
    cells[1] = val_b(str_head(key, 16));
    cells[2] = val_i(take_i64(&take));
    cells[3] = val_i(0);
    return true;
}

/* Where numbers lead: the cards in order of their numbers, then the places. */
static bool next_thing(void *context, Val *cells)
{
    Loading *loading = context;
    arena_back(loading->arena, loading->mark);
    while (loading->next < loading->count && !population_pick(loading->population, loading->next + 1)->facts.card_count)
        loading->next++;
    int64_t at = loading->next++;
    if (at >= loading->count + (int64_t)loading->place_count)
        return false;
    bool card = at < loading->count;
    const InstitutionFacts *place = card ? NULL : &loading->places[at - loading->count];
    cells[0] = val_i(card ? THING_CARD_NO : THING_INSTITUTION);
    cells[1] = val_t(card ? str_format(loading->arena, "A%08lld", (long long)at + 1) : FACT_STR(place->code));
    cells[2] = val_i(card ? at + 1 : place->id);
    cells[3] = val_i(card ? 1 : 0);
    return true;
}

static void make_keys(Loading *loading)
{
    enum { PERSON_BYTES = 8 };
    loading->keys = arena_new(loading->arena, Str, (size_t)loading->count);
    Buf keys = { .arena = loading->arena };
    (void)buf_grow(&keys, (size_t)loading->count * (IDENTITY_KEY_BYTES + PERSON_BYTES));
    for (int64_t i = 0; i < loading->count; i++) {
        size_t mark = arena_mark(loading->arena), at = keys.n;
        buf_add(&keys, identity_number_key(&loading->bureau->store, loading->arena, population_ssn(loading->arena, i + 1)));
        buf_i64(&keys, i + 1);
        loading->keys[i] = str_from(buf_str(&keys), at);
        arena_back(loading->arena, mark);
    }
    qsort(loading->keys, (size_t)loading->count, sizeof *loading->keys, by_key);
}

bool population_load(Arena *arena, const Population *population, Bureau *bureau, int64_t count)
{
    static const struct {
        const char *table;
        DbNext *next;
    } doors[] = { { "person_facts", next_person },
                  { "institution_facts", next_place },
                  { "bureau_facts", next_bureau },
                  { "person_key", next_key },
                  { "thing_key", next_thing } };
    Loading loading = { .arena = arena, .population = population, .bureau = bureau, .count = count };
    InstitutionFacts *places = NULL;
    Store *from = (Store *)(uintptr_t)&population->bureau.store;
    if (store_institutions(from, arena, &places, &loading.place_count) != OK)
        return false;
    loading.places = places;
    make_keys(&loading);
    loading.mark = arena_mark(arena);
    if (db_begin(bureau->db) != OK)
        return false;
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        int64_t rows = 0;
        loading.next = 0;
        if (db_bulk(bureau->db, doors[i].table, doors[i].next, &loading, &rows) != OK)
            return false;
    }
    if (db_commit(bureau->db) != OK)
        return false;
    db_checkpoint(bureau->db);
    return store_refresh(&bureau->store, arena) == OK;
}
