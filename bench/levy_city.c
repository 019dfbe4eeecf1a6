/* levy_city.c - see levy_city.h. */
#include "levy_city.h"
#include "levy/wage.h"
#include "registry/roster.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of a thousand employers so many have so many people. */
static const struct {
    int count, people;
} sizes[] = { { 180, 1 }, { 130, 2 }, { 110, 3 },  { 130, 5 }, { 110, 8 }, { 90, 12 }, { 90, 20 },  { 60, 30 },
              { 40, 50 }, { 25, 80 }, { 15, 120 }, { 9, 200 }, { 6, 400 }, { 3, 800 }, { 1, 2000 }, { 1, 5000 } };
enum { SIZES = sizeof sizes / sizeof *sizes, THOUSAND = 1000, STEP = 617, BLOCK = 128 };

/* The sizes of a thousand, spread. */
static int people_of(int64_t unit)
{
    int place = (int)(unit * STEP % THOUSAND), sum = 0;
    for (int i = 0; i < SIZES; i++)
        if (place < (sum += sizes[i].count))
            return sizes[i].people;
    return 1;
}

typedef struct {
    LevyCity *city;
    size_t mark;
    int64_t unit, person, first; /* person: of the first of this employer */
    int at, people;              /* of this employer */
    Month month;
    RosterLine lines[BLOCK];
} Loading;

static bool unit_next(Loading *loading)
{
    LevyCity *city = loading->city;
    loading->first += loading->people;
    loading->at = 0;
    loading->unit++;
    int64_t left = city->persons - loading->first;
    loading->people = people_of(loading->unit);
    loading->people = loading->people > left ? (int)left : loading->people;
    return left > 0;
}

static bool next_unit(void *context, Val *cells)
{
    Loading *loading = context;
    LevyCity *city = loading->city;
    arena_back(city->arena, loading->mark);
    if (!unit_next(loading))
        return false;
    city->units = loading->unit;
    UnitFacts *facts = arena_new(city->arena, UnitFacts, 1);
    *facts = (UnitFacts){
        .id = loading->unit, .region = 330100, .injury_class = 1, .injury_float = 100, .registered = day_make(2023, 1, 2)
    };
    FACT_SET(facts->credit_code, str_format(city->arena, "91330106MA%08lld", (long long)loading->unit));
    FACT_SET(facts->name, str_format(city->arena, "云溪第%lld公司", (long long)loading->unit));
    Buf body = { .arena = city->arena };
    unit_write(&body, facts);
    cells[0] = val_i(loading->unit);
    cells[1] = val_b(buf_str(&body));
    cells[2] = val_b((Str){ 0 });
    return true;
}

/* Employers' people have numbers far apart, as where people come and go: person = place times a number prime to all. */
static int64_t person_at(const LevyCity *city, int64_t place) { return (int64_t)((__int128)place * 7919 % city->persons) + 1; }

static int by_person(const void *a, const void *b)
{
    int64_t x = ((const RosterLine *)a)->person, y = ((const RosterLine *)b)->person;
    return (x > y) - (x < y);
}

/* The people of an employer in order of number. */
static RosterLine *people(Loading *loading)
{
    LevyCity *city = loading->city;
    RosterLine *lines = arena_new(city->arena, RosterLine, (size_t)loading->people);
    for (int i = 0; i < loading->people; i++) {
        int64_t person = person_at(city, loading->first + i);
        lines[i] = (RosterLine){ .person = person,
                                 .account = 1,
                                 .region = 330100,
                                 .hukou_region = person % 3 ? 330106 : 420100,
                                 .category = CATEGORY_EMPLOYEE,
                                 .insurances = SHEET_ALL,
                                 .since = day_make(2023, 1, 1),
                                 .until = -1 };
    }
    qsort(lines, (size_t)loading->people, sizeof *lines, by_person);
    return lines;
}

static bool next_block(void *context, Val *cells)
{
    Loading *loading = context;
    LevyCity *city = loading->city;
    if (loading->at >= loading->people) {
        arena_back(city->arena, loading->mark);
        if (!unit_next(loading))
            return false;
    }
    RosterLine *lines = people(loading);
    int count = loading->people - loading->at < BLOCK ? loading->people - loading->at : BLOCK;
    Buf body = { .arena = city->arena };
    roster_write(&body, &lines[loading->at], (size_t)count);
    cells[0] = val_i(ROSTER_OF_UNIT);
    cells[1] = val_i(loading->unit);
    cells[2] = val_i(loading->at ? lines[loading->at].person : 0);
    cells[3] = val_i(count);
    cells[4] = val_b(buf_str(&body));
    loading->at += count;
    return true;
}

static bool next_bureau(void *context, Val *cells)
{
    Loading *loading = context;
    LevyCity *city = loading->city;
    if (loading->unit++)
        return false;
    BureauFacts bureau = { .persons = city->persons, .units = city->units };
    Buf body = { .arena = city->arena };
    bureau_write(&body, &bureau);
    cells[0] = val_i(0);
    cells[1] = val_b(buf_str(&body));
    cells[2] = val_b((Str){ 0 });
    return true;
}

static Err wages_of(Loading *loading)
{
    LevyCity *city = loading->city;
    RosterLine *lines = people(loading);
    Wage *wages = arena_new(city->arena, Wage, (size_t)loading->people);
    Hash digest;
    for (int i = 0; i < loading->people; i++)
        wages[i] = (Wage){ .person = lines[i].person,
                           .month = loading->month,
                           .wage = { 400000 + lines[i].person * 7919 % 2500000 + loading->month.n % 12 * 1000 } };
    return wage_put(city->bureau.db, city->arena, loading->unit, loading->month, 1, wages, (size_t)loading->people, &digest);
}

static bool wages_load(LevyCity *city, Month first, int months)
{
    for (int i = 0; i < months; i++) {
        Loading *loading = arena_new(city->arena, Loading, 1);
        *loading = (Loading){ .city = city, .month = { first.n + i } };
        loading->mark = arena_mark(city->arena);
        if (db_begin(city->bureau.db) != OK)
            return false;
        while (unit_next(loading)) {
            if (wages_of(loading) != OK)
                return false;
            arena_back(city->arena, loading->mark);
        }
        if (db_commit(city->bureau.db) != OK)
            return false;
        db_checkpoint(city->bureau.db);
    }
    return true;
}

static bool doors_load(LevyCity *city)
{
    static const struct {
        const char *table;
        DbNext *next;
    } doors[] = { { "unit_facts", next_unit }, { "roster_pack", next_block }, { "bureau_facts", next_bureau } };
    if (db_begin(city->bureau.db) != OK)
        return false;
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        int64_t rows = 0;
        Loading *loading = arena_new(city->arena, Loading, 1);
        *loading = (Loading){ .city = city };
        loading->mark = arena_mark(city->arena);
        if (db_bulk(city->bureau.db, doors[i].table, doors[i].next, loading, &rows) != OK)
            return false;
    }
    return db_commit(city->bureau.db) == OK && store_refresh(&city->bureau.store, city->arena) == OK;
}

bool levy_city_make(const BenchOptions *options, LevyCity *out, int64_t persons, Month first, int months)
{
    *out = (LevyCity){ .arena = options->arena, .persons = persons, .scratch = options->scratch };
    out->url = bench_url(options, "levy");
    BureauOptions how = { .url = out->url, .mode = DB_WRITER, .seed = S("bench") };
    Why why = { .arena = options->arena };
    if (bureau_open(&out->bureau, &how, &why) != OK) {
        fprintf(stderr, "levy: " STR_FMT "\n", STR_ARG(why.en));
        return false;
    }
    return doors_load(out) && wages_load(out, first, months);
}

/* ---- who stands in it, and what is entered ---- */

typedef struct {
    LevyCity *city;
    size_t mark;
    int64_t person;
    Day registered;
} People;

static bool next_person(void *context, Val *cells)
{
    People *people = context;
    Arena *arena = people->city->arena;
    arena_back(arena, people->mark);
    if (++people->person > people->city->persons)
        return false;
    PersonFacts *facts = arena_new(arena, PersonFacts, 1);
    facts->id = people->person;
    facts->born = day_make(1975, 1, 1);
    facts->registered = people->registered;
    facts->hukou_region = 330106;
    facts->account_count = 1;
    facts->accounts[0] = (AccountFacts){
        .n = 1, .region = 330100, .category = CATEGORY_EMPLOYEE, .since = people->registered, .insurances = SHEET_ALL
    };
    Buf body = { .arena = arena };
    person_write(&body, facts);
    cells[0] = val_i(people->person);
    cells[1] = val_b(buf_str(&body));
    cells[2] = val_b((Str){ 0 });
    return true;
}

bool levy_city_people(LevyCity *city, Day registered)
{
    int64_t rows = 0;
    People *people = arena_new(city->arena, People, 1);
    *people = (People){ .city = city, .registered = registered };
    people->mark = arena_mark(city->arena);
    return db_begin(city->bureau.db) == OK && db_bulk(city->bureau.db, "person_facts", next_person, people, &rows) == OK &&
           db_commit(city->bureau.db) == OK;
}

bool levy_city_entry(LevyCity *city, Arena *arena, Ledger *ledger, Day day)
{
    Journal *journal = &city->bureau.journal;
    EntryDraft draft = { .at = day_start(day),
                         .command = CMD_PAYMENT_RECORD,
                         .role = ROLE_JOB,
                         .user = S("bench"),
                         .org = S("office"),
                         .key =
                             journal_key(arena, S("office"), S("bench"), str_format(arena, "bench/%lld", (long long)journal->last)),
                         .side = ledger_side(ledger) };
    bool fine = journal_append(journal, arena, &draft, NULL, 0) == OK && db_commit(city->bureau.db) == OK;
    db_checkpoint(city->bureau.db);
    return fine;
}

void levy_city_close(LevyCity *city) { bureau_close(&city->bureau); }

/* ---- what a run has written ---- */

SQL(LEVY_BODIES, "iii", "iib",
    "SELECT payer, first, body FROM sheet WHERE run = $1 AND payer_kind = 1 AND (payer, first) > ($2, $3) "
    "ORDER BY payer_kind, payer, month, first LIMIT 500")

SheetLine *levy_city_lines(LevyCity *city, int64_t run, size_t *count)
{
    SheetLine *lines = arena_take(city->arena, (size_t)(city->persons + 1) * sizeof *lines);
    int64_t after[2] = { 0, 0 };
    *count = 0;
    for (size_t got = 1; got;) {
        Rows rows;
        size_t mark = arena_mark(city->arena);
        if (db_rows(city->bureau.db, city->arena, &LEVY_BODIES, VALS(val_i(run), val_i(after[0]), val_i(after[1])), &rows) != OK)
            return NULL;
        got = rows.count;
        for (size_t i = 0; i < got; i++) {
            SheetWalk walk;
            after[0] = cell(&rows, i, 0)->i;
            after[1] = cell(&rows, i, 1)->i;
            if (!sheet_walk(&walk, cell(&rows, i, 2)->s, 0))
                return NULL;
            for (const SheetLine *line; (line = sheet_walk_next(&walk)) && (int64_t)*count < city->persons;) {
                lines[*count] = *line;
                lines[(*count)++].contract = after[0];
            }
        }
        arena_back(city->arena, mark);
    }
    return lines;
}
