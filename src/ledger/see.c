/* see.c - see see.h, sheet.h and settle.h: looking at released sheets, by person and by payer. */
#include "ledger/see.h"
#include "ledger/inside.h"
#include "ledger/pages.h"
#include "ledger/year_code.h"

/* CROSS JOIN: SQLite then begins with the sheets, of which there are few, and not with every run there ever was. */
#define SEEN_COLUMNS "s.month, s.run, s.body, r.kind, r.entry, r.ord, r.day"
SQL(SHEET_LINES_OF, "iiiii", "iibiiii",
    "SELECT " SEEN_COLUMNS " FROM sheet s CROSS JOIN sheet_run r "
    "WHERE r.run = s.run AND s.payer_kind = $1 AND s.payer = $2 AND s.month >= $3 AND s.month <= $4 AND s.first <= $5 "
    "AND s.last >= $5 ORDER BY s.month, s.run, s.first")
SQL(SHEET_MONTH_OF, "iiiiiiii", "iiibiiii",
    "SELECT s.run, s.first, s.month, s.body, r.kind, r.entry, r.ord, r.day FROM sheet s CROSS JOIN sheet_run r "
    "WHERE r.run = s.run AND s.payer_kind = $1 AND s.payer = $2 AND s.month = $3 AND r.day <= $4 AND r.entry <= $5 "
    "AND (s.run, s.first) > ($6, $7) ORDER BY s.run, s.first LIMIT $8")
SQL(SHEET_EACH, "iiiiiiii", "iiiiibiiii",
    "SELECT s.run, s.payer_kind, s.payer, s.month, s.first, s.body, r.kind, r.entry, r.ord, r.day "
    "FROM sheet s CROSS JOIN sheet_run r WHERE r.run = s.run AND r.day <= $1 AND r.entry <= $2 "
    "AND (s.run, s.payer_kind, s.payer, s.month, s.first) > ($3, $4, $5, $6, $7) "
    "ORDER BY s.run, s.payer_kind, s.payer, s.month, s.first LIMIT $8")
SQL(SHEET_PERSON_YEARS, "ii", "iii",
    "SELECT payer_kind, payer, year FROM sheet_person WHERE person = $1 AND year <= $2 ORDER BY payer_kind, payer, year")
SQL(RUN_GROUP, "iiiii", "iiib",
    "SELECT payer, month, first, body FROM sheet WHERE run = $1 AND payer_kind = $2 AND (payer, month, first) >= ($3, $4, $5) "
    "ORDER BY payer, month, first LIMIT 1")
SQL(SHEET_BODIES, "iiiii", "iiiiiiib",
    "SELECT s.payer, s.month, s.run, s.first, s.last, s.lines, coalesce(r.entry, 0), s.body "
    "FROM sheet s LEFT JOIN sheet_run r ON r.run = s.run "
    "WHERE s.payer_kind = $1 AND s.payer >= $2 AND s.payer <= $3 AND s.month >= $4 AND s.month <= $5 "
    "ORDER BY s.payer, s.month, s.run, s.first")
SQL(SHEET_AT, "iiiii", "b",
    "SELECT body FROM sheet WHERE run = $1 AND payer_kind = $2 AND payer = $3 AND month = $4 AND first = $5")
SQL(SHEET_COUNT, "i", "ii", "SELECT count(*), coalesce(max(lines), 0) FROM sheet WHERE run = $1")

enum { SCRATCH_BYTES = 256 << 20 };

typedef struct {
    SheetAsOf as_of;
    const Settlement *rows;
    size_t count;
    SheetSee *see;
    CreditedSee *credited; /* or NULL */
    void *context;
    bool vouched; /* vouchers are wanted too */
    bool found;   /* somebody asked for stands there, whether it was known then or not */
    bool enough;
} Seeing;

static bool is_known(SheetAsOf as_of, Day day, int64_t entry) { return day.n <= as_of.day.n && entry <= as_of.known_at; }

/* What of one line became its person's own, settlement by settlement. false: the line is damaged. */
static bool see_credited(Seeing *seeing, const SheetSeen *seen)
{
    SheetOwn own;
    if (!sheet_own(seen->line, &own))
        return false;
    for (size_t i = 0; i < seeing->count && !seeing->enough; i++) {
        const Settlement *row = &seeing->rows[i];
        if (row->run != seen->run || row->month.n != seen->month.n || !(row->effects & EFFECT_CREDIT) ||
            !settlement_covers(row, own.person, own.account))
            continue;
        Credited credited = credited_of(row, &own);
        if (credited.pension.fen || credited.medical.fen)
            seeing->enough = !seeing->credited(seeing->context, &credited);
    }
    return true;
}

/* Shows a line that was known then, with what happened to it. */
static Err see_line(Seeing *seeing, SheetSeen *seen, const SheetLine *line)
{
    seeing->found = true;
    if (!is_known(seeing->as_of, seen->day, seen->id.entry))
        return OK;
    LineState state = settlements_state(seeing->rows, seeing->count, seen->month, seen->run, line->person, line->account);
    seen->settled = state.settled;
    seen->credited = state.credited;
    seen->credit_id = state.credit_id;
    seen->credit_day = state.credit_day;
    seen->credit_voucher = state.credit_voucher;
    seen->line = line;
    seeing->enough = !seeing->see(seeing->context, seen);
    return !seeing->credited || see_credited(seeing, seen) ? OK : ERR_BUSY;
}

/* Shows the lines of one sheet: of a person, or of all (0). */
static Err see_body(Seeing *seeing, Str body, SheetSeen *seen, int64_t person)
{
    SheetWalk walk;
    bool fine = sheet_walk(&walk, body, person);
    for (const SheetLine *line; fine && !seeing->enough && (line = sheet_walk_next(&walk));) {
        if (person && line->person < person)
            continue;
        if (person && line->person > person)
            break;
        TRY(see_line(seeing, seen, line));
    }
    return fine && !walk.bad ? OK : ERR_BUSY;
}

static void seen_run(SheetSeen *seen, const Val *v)
{
    seen->kind = (SheetKind)v[0].i;
    seen->id = (LedgerId){ v[1].i, v[2].i };
    seen->day = (Day){ (int32_t)v[3].i };
}

static Err see_range(Db *db, Arena *arena, SheetSeen seen, Month from, Month until, int64_t person, Seeing *seeing)
{
    Rows rows;
    Settlement *settled = NULL;
    size_t mark = arena_mark(arena);
    TRY(db_rows(db, arena, &SHEET_LINES_OF,
                VALS(val_i(seen.payer_kind), val_i(seen.payer), val_i(from.n), val_i(until.n), val_i(person)), &rows));
    if (rows.count)
        TRY(settlements_of(db, arena,
                           &(SettlementsAsked){ seen.payer_kind, seen.payer, from, until, seeing->as_of, seeing->vouched },
                           &settled, &seeing->count));
    seeing->rows = settled;
    for (size_t i = 0; i < rows.count && !seeing->enough; i++) {
        const Val *v = cell(&rows, i, 0);
        seen.month.n = (int32_t)v[0].i;
        seen.run = v[1].i;
        seen_run(&seen, &v[3]);
        TRY(see_body(seeing, v[2].s, &seen, person));
    }
    arena_back(arena, mark);
    return OK;
}

Err sheet_line(Db *db, Arena *arena, SheetPayer payer_kind, int64_t payer, Month month, int64_t person, SheetAsOf as_of,
               SheetSee *see, void *context)
{
    Seeing seeing = { .as_of = as_of, .see = see, .context = context };
    return see_range(db, arena, (SheetSeen){ .payer_kind = payer_kind, .payer = payer }, month, month, person, &seeing);
}

/* ---- a person's years ---- */

/* The same from the page of a year book: it is everything, so what was not known then is left out. */
static Err see_page(Arena *arena, SheetSeen seen, Str page, int64_t person, Seeing *seeing)
{
    YearWalk walk;
    size_t part = 0;
    if (!year_walk(&walk, arena, page))
        return ERR_BUSY;
    Settlement *rows = walk.head.settled;
    seeing->rows = rows;
    seeing->count = 0;
    for (size_t i = 0; i < walk.head.settled_count; i++)
        if (is_known(seeing->as_of, rows[i].day, rows[i].id.entry)) {
            rows[i].payer_kind = seen.payer_kind;
            rows[i].payer = seen.payer;
            rows[seeing->count++] = rows[i];
        }
    bool found = year_walk_to(&walk, person) && walk.person == person;
    for (const SheetLine *line; found && !seeing->enough && (line = year_walk_next(&walk, &part));) {
        const YearPart *of = &walk.head.parts[part];
        seen.month = of->month;
        seen.run = of->run;
        seen.kind = of->kind;
        seen.id = of->id;
        seen.day = of->day;
        TRY(see_line(seeing, &seen, line));
    }
    return walk.bad ? ERR_BUSY : OK;
}

static Err see_year(Db *db, Arena *arena, SheetSeen seen, int year, int64_t person, Seeing *seeing)
{
    Str page;
    size_t mark = arena_mark(arena);
    seeing->found = false;
    TRY(year_page(db, arena, year, seen.payer_kind, seen.payer, person, &page));
    TRY(page.n ? see_page(arena, seen, page, person, seeing)
               : see_range(db, arena, seen, month_make(year, 1), month_make(year, 12), person, seeing));
    arena_back(arena, mark);
    return OK;
}

/* The index names the first of the years in which a person stands in a payer's sheets without a gap (sheet.h). */
Err sheet_years_credited(Db *db, Arena *arena, int64_t person, int from, int until, SheetAsOf as_of, SheetSee *see,
                         CreditedSee *credited, void *context)
{
    Rows rows;
    Seeing seeing = { .as_of = as_of, .see = see, .credited = credited, .context = context, .vouched = true };
    SheetSeen seen = { .payer = -1 };
    int64_t next = from; /* the first year of the payer that was not looked at */
    TRY(db_rows(db, arena, &SHEET_PERSON_YEARS, VALS(val_i(person), val_i(until)), &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const Val *v = cell(&rows, i, 0);
        if ((int64_t)seen.payer_kind != v[0].i || seen.payer != v[1].i)
            next = from;
        seen = (SheetSeen){ .payer_kind = (SheetPayer)v[0].i, .payer = v[1].i };
        int64_t year = v[2].i < from ? from : v[2].i;
        for (seeing.found = year >= next; seeing.found && !seeing.enough && year <= until; next = ++year)
            TRY(see_year(db, arena, seen, (int)year, person, &seeing));
    }
    return OK;
}

Err sheet_years(Db *db, Arena *arena, int64_t person, int from, int until, SheetAsOf as_of, SheetSee *see, void *context)
{
    return sheet_years_credited(db, arena, person, from, until, as_of, see, NULL, context);
}

Err sheet_month(Db *db, SheetPayer payer_kind, int64_t payer, Month month, SheetAsOf as_of, SheetSee *see, void *context)
{
    Arena arena = arena_make(SCRATCH_BYTES);
    Settlement *rows = NULL;
    Seeing seeing = { .as_of = as_of, .see = see, .context = context };
    SheetSeen seen = { .payer_kind = payer_kind, .payer = payer, .month = month };
    const int64_t fixed[] = { payer_kind, payer, month.n, as_of.day.n, as_of.known_at };
    Pages pages = pages_open(db, &SHEET_MONTH_OF, fixed, 5, (const int64_t[]){ 0, 0 }, 2);
    const Val *row = NULL;
    SettlementsAsked asked = { payer_kind, payer, month, month, as_of, false };
    Err err = settlements_of(db, &arena, &asked, &rows, &seeing.count);
    seeing.rows = rows;
    while (err == OK && !seeing.enough && (err = pages_next(&pages, &row)) == OK && row) {
        seen.run = row[0].i;
        seen_run(&seen, &row[4]);
        err = see_body(&seeing, row[3].s, &seen, 0);
    }
    pages_close(&pages);
    arena_drop(&arena);
    return err;
}

Err sheet_each(Db *db, SheetAsOf as_of, SheetSee *see, void *context)
{
    Arena arena = arena_make(SCRATCH_BYTES);
    Seeing seeing = { .as_of = as_of, .see = see, .context = context };
    const int64_t fixed[] = { as_of.day.n, as_of.known_at };
    Pages pages = pages_open(db, &SHEET_EACH, fixed, 2, (const int64_t[]){ 0, 0, 0, 0, 0 }, 5);
    const Val *row = NULL;
    Err err = OK;
    while (err == OK && !seeing.enough && (err = pages_next(&pages, &row)) == OK && row) {
        SheetSeen seen = { .run = row[0].i, .payer_kind = (SheetPayer)row[1].i, .payer = row[2].i, .month = { (int32_t)row[3].i } };
        Settlement *rows = NULL;
        arena_reset(&arena);
        seen_run(&seen, &row[6]);
        SettlementsAsked asked = { seen.payer_kind, seen.payer, seen.month, seen.month, as_of, false };
        err = settlements_of(db, &arena, &asked, &rows, &seeing.count);
        seeing.rows = rows;
        if (err == OK)
            err = see_body(&seeing, row[5].s, &seen, 0);
    }
    pages_close(&pages);
    arena_drop(&arena);
    return err;
}

/* The sheet at the place, from the line that follows; then the place is behind it. */
static Err run_group(Str body, RunPlace *place, RunSee *see, void *context, bool *enough)
{
    SheetWalk walk;
    bool fine = sheet_walk(&walk, body, 0);
    int64_t n = 0;
    for (const SheetLine *line; fine && !*enough && (line = sheet_walk_next(&walk));) {
        if (n++ < place->lines)
            continue;
        place->lines = n;
        *enough = !see(context, (Month){ (int32_t)place->month }, line);
    }
    if (!fine || walk.bad)
        return ERR_BUSY;
    if (!*enough) {
        place->first++;
        place->lines = 0;
    }
    return OK;
}

Err run_lines_alone(Db *db, int64_t run, RunPlace *place, RunSee *see, void *context)
{
    Arena arena = arena_make(SCRATCH_BYTES);
    bool enough = false;
    Err err = OK;
    while (err == OK && !enough) {
        Rows rows;
        arena_back(&arena, 0);
        err =
            db_rows(db, &arena, &RUN_GROUP,
                    VALS(val_i(run), val_i(SHEET_OF_GROUP), val_i(place->group), val_i(place->month), val_i(place->first)), &rows);
        if (err != OK || !rows.count)
            break;
        const Val *row = cell(&rows, 0, 0);
        RunPlace found = { row[0].i, row[1].i, row[2].i, 0 };
        if (found.group == place->group && found.month == place->month && found.first == place->first)
            found.lines = place->lines;
        *place = found;
        err = run_group(row[3].s, place, see, context, &enough);
    }
    arena_drop(&arena);
    return err;
}

Err sheet_bodies(Db *db, Arena *arena, SheetPayer payer_kind, int64_t payer, int64_t until_payer, Month from, Month until,
                 Rows *out)
{
    return db_rows(db, arena, &SHEET_BODIES,
                   VALS(val_i(payer_kind), val_i(payer), val_i(until_payer), val_i(from.n), val_i(until.n)), out);
}

Err sheet_same(Db *db, Arena *arena, const SheetDraft *draft, bool *out)
{
    Rows rows;
    Buf body = { .arena = arena };
    TRY(db_rows(db, arena, &SHEET_AT,
                VALS(val_i(draft->run), val_i(draft->payer_kind), val_i(draft->payer), val_i(draft->month.n),
                     val_i(draft->lines[0].person)),
                &rows));
    *out = rows.count == 1 && sheet_check(draft->lines, draft->count, draft->kind != SHEET_BILL, NULL) == OK;
    if (*out)
        sheet_write(&body, draft->lines, draft->count);
    *out = *out && str_eq(buf_str(&body), cell(&rows, 0, 0)->s);
    return OK;
}

Err sheet_count(Db *db, Arena *arena, int64_t run, int64_t *sheets, int64_t *longest)
{
    Rows rows;
    TRY(db_rows(db, arena, &SHEET_COUNT, VALS(val_i(run)), &rows));
    *sheets = cell(&rows, 0, 0)->i;
    *longest = cell(&rows, 0, 1)->i;
    return OK;
}
