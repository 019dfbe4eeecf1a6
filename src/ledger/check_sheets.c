/* check_sheets.c - see check.h: sheets, the index of persons, runs and openings. */
#include "ledger/inside.h"
#include "ledger/opening.h"
#include "ledger/pages.h"
#include <stdlib.h>

SQL(CHECK_SHEETS, "iiiiii", "iiiiiiibbbi",
    "SELECT s.payer_kind, s.payer, s.month, s.run, s.first, s.last, s.lines, s.totals, s.hash, s.body, coalesce(r.entry, 0) "
    "FROM sheet s LEFT JOIN sheet_run r ON r.run = s.run "
    "WHERE (s.payer_kind, s.payer, s.month, s.run, s.first) > ($1, $2, $3, $4, $5) "
    "ORDER BY s.payer_kind, s.payer, s.month, s.run, s.first LIMIT $6")
SQL(CHECK_PERSONS, "iiiiiiiiiii", "i",
    "SELECT person FROM sheet_person WHERE year = $1 AND payer_kind = $2 AND payer = $3 "
    "AND person IN ($4, $5, $6, $7, $8, $9, $10, $11) ORDER BY person")
SQL(CHECK_PERSON_COUNT, "", "i", "SELECT count(*) FROM sheet_person")
SQL(CHECK_RUNS, "ii", "iiiiiiitb",
    "SELECT run, kind, entry, ord, day, sheets, lines, reason, digest FROM sheet_run WHERE run > $1 ORDER BY run LIMIT $2")
SQL(CHECK_OPENINGS, "iii", "iiiibbb",
    "SELECT run, block, year, lines, totals, hash, body FROM opening WHERE (run, block) > ($1, $2) ORDER BY run, block LIMIT $3")

static const size_t persons_bytes = (size_t)1 << 30; /* of one payer in one year; touched only where needed */

void sum_row(Sum *sum, int64_t a, int64_t b, int64_t c, int64_t d)
{
    const int64_t row[] = { a, b, c, d };
    Hash hash = hash_of((Str){ (const char *)row, sizeof row });
    uint64_t parts[2];
    memcpy(parts, hash.b, sizeof parts);
    sum->count++;
    sum->low += parts[0];
    sum->high += parts[1];
}

bool sum_same(const Sum *a, const Sum *b) { return a->count == b->count && a->low == b->low && a->high == b->high; }

/* A person in the sheets of a payer and year; whether in one that is released. */
typedef struct {
    int64_t person;
    bool released, indexed;
} Stood;

/* The persons of one payer in one year, until the next payer or year begins, and who stood in released sheets of the year
 * before. */
typedef struct {
    Check *check;
    Arena arenas[2]; /* of this year, and of the year before */
    Buf persons;     /* Stood */
    const Stood *before;
    size_t before_count;
    int64_t payer_kind, payer, year;
    int64_t rows; /* of the index that belong to somebody */
    Sum years;    /* of (year, payer_kind, payer) */
} Persons;

static int person_order(const void *a, const void *b)
{
    const Stood *x = a, *y = b;
    return (x->person > y->person) - (x->person < y->person);
}

/* Each person once, in order. */
static size_t persons_sort(Stood *all, size_t count)
{
    size_t kept = 0;
    qsort(all, count, sizeof *all, person_order);
    for (size_t i = 0; i < count; i++)
        if (kept && all[kept - 1].person == all[i].person)
            all[kept - 1].released |= all[i].released;
        else
            all[kept++] = all[i];
    return kept;
}

/* Which of them have a row of the index, some at a time. */
static Err persons_look(Persons *persons, Stood *all, size_t count)
{
    enum { KEYS = 3, AT_ONCE = 8 };
    Check *check = persons->check;
    Val args[KEYS + AT_ONCE] = { val_i(persons->year), val_i(persons->payer_kind), val_i(persons->payer) };
    for (size_t i = 0; i < count; i += AT_ONCE) {
        Rows rows;
        size_t mark = arena_mark(check->arena), at = i;
        for (size_t k = 0; k < AT_ONCE; k++)
            args[KEYS + k] = val_i(i + k < count ? all[i + k].person : 0);
        TRY(db_rows(check->db, check->arena, &CHECK_PERSONS, args, &rows));
        for (size_t k = 0; k < rows.count; k++) {
            while (all[at].person < cell(&rows, k, 0)->i)
                at++;
            all[at].indexed = true;
        }
        persons->rows += (int64_t)rows.count;
        arena_back(check->arena, mark);
    }
    return OK;
}

static Err wrong_index(Check *check)
{
    return check_says(check, "sheet_person", 0, "人员索引与缴费明细表不符", "the index of persons does not follow from the sheets");
}

/* Who stands in a released sheet has a row of the year, or stood in one of the year before. */
static Err persons_check(Persons *persons, const Stood *all, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        while (at < persons->before_count && persons->before[at].person < all[i].person)
            at++;
        bool stood = at < persons->before_count && persons->before[at].person == all[i].person && persons->before[at].released;
        if (all[i].released && !all[i].indexed && !stood)
            return wrong_index(persons->check);
    }
    return OK;
}

static Err persons_flush(Persons *persons)
{
    Stood *all = (Stood *)(void *)persons->persons.p;
    size_t count = persons->persons.n / sizeof *all;
    if (!count)
        return OK;
    sum_row(&persons->years, persons->year, persons->payer_kind, persons->payer, 0);
    count = persons_sort(all, count);
    TRY(persons_look(persons, all, count));
    TRY(persons_check(persons, all, count));
    Arena used = persons->arenas[0];
    persons->arenas[0] = persons->arenas[1];
    persons->arenas[1] = used;
    persons->before = all;
    persons->before_count = count;
    arena_reset(&persons->arenas[0]);
    persons->persons = (Buf){ .arena = &persons->arenas[0] };
    return OK;
}

static Err persons_add(Persons *persons, const Val *row, const SheetLine *lines, size_t count)
{
    enum { RELEASED = 10 };
    int64_t year = month_year((Month){ (int32_t)row[2].i });
    bool same = persons->payer_kind == row[0].i && persons->payer == row[1].i;
    if (!same || persons->year != year) {
        int64_t last = persons->year;
        TRY(persons_flush(persons));
        if (!same || year != last + 1)
            persons->before_count = 0;
    }
    persons->payer_kind = row[0].i;
    persons->payer = row[1].i;
    persons->year = year;
    for (size_t i = 0; i < count; i++) {
        Stood stood = { .person = lines[i].person, .released = row[RELEASED].i != 0 };
        buf_add(&persons->persons, (Str){ (const char *)&stood, sizeof stood });
    }
    return OK;
}

static bool totals_fit(Arena *arena, const SheetLine *lines, size_t count, Str stored)
{
    SheetTotals totals = totals_make(arena, count);
    Buf bytes = { .arena = arena };
    for (size_t i = 0; i < count; i++)
        if (!totals_add(&totals, lines[i].region, &lines[i].amounts, SHEET_ALL, 1))
            return false;
    totals_write(&bytes, &totals);
    return str_eq(buf_str(&bytes), stored);
}

static Err check_sheet(Check *check, const Val *row, Persons *persons)
{
    SheetLine *lines = NULL;
    size_t count = 0;
    Hash hash = hash_of(row[9].s);
    bool fine = str_eq(hash_str(&hash), row[8].s) && sheet_read(check->arena, row[9].s, &lines, &count) &&
                (int64_t)count == row[6].i && lines[0].person == row[4].i && lines[count - 1].person == row[5].i &&
                totals_fit(check->arena, lines, count, row[7].s);
    if (!fine)
        return check_says(check, "sheet", row[3].i, "缴费明细表已损坏", "a contribution sheet is damaged");
    check->found->sheets++;
    check->found->person_months += (int64_t)count;
    return persons_add(persons, row, lines, count);
}

/* Every row of the index belongs to somebody. */
static Err check_index(Check *check, int64_t should)
{
    Rows rows;
    TRY(db_rows(check->db, check->arena, &CHECK_PERSON_COUNT, NULL, &rows));
    return cell(&rows, 0, 0)->i == should ? OK : wrong_index(check);
}

/* *years: each (year, payer_kind, payer, 0) that has sheets. */
static Err check_all_sheets(Check *check, Sum *years)
{
    Persons persons = { .check = check, .arenas = { arena_make(persons_bytes), arena_make(persons_bytes) } };
    persons.persons.arena = &persons.arenas[0];
    Pages pages = pages_open(check->db, &CHECK_SHEETS, NULL, 0, (const int64_t[]){ 0, 0, 0, 0, 0 }, 5);
    const Val *row = NULL;
    Err err = OK;
    while (!check_wrong(check) && err == OK && (err = pages_next(&pages, &row)) == OK && row) {
        size_t mark = arena_mark(check->arena);
        err = check_sheet(check, row, &persons);
        arena_back(check->arena, mark);
    }
    if (err == OK && !check_wrong(check))
        err = persons_flush(&persons);
    pages_close(&pages);
    if (err == OK && !check_wrong(check))
        err = check_index(check, persons.rows);
    arena_drop(&persons.arenas[0]);
    arena_drop(&persons.arenas[1]);
    *years = persons.years;
    return err;
}

/* ---- runs ---- */

static RunRow run_row(const Val *v)
{
    return (RunRow){ .run = v[0].i,
                     .kind = (SheetKind)v[1].i,
                     .id = { v[2].i, v[3].i },
                     .day = { (int32_t)v[4].i },
                     .sheets = v[5].i,
                     .lines = v[6].i,
                     .reason = v[7].s,
                     .digest = v[8].s };
}

/* The entry of a release: its digest, its day, its control lines. An opening that adds nothing has none. */
static Err check_run_entry(Check *check, const RunRow *row, const SheetTotals *totals)
{
    EntryHead head;
    SheetTotals none = totals_make(check->arena, 1);
    bool opening = row->kind == SHEET_OPENING;
    Err err = entry_head(check->db, check->arena, row->id, &head);
    if (err == ERR_UNKNOWN_ID) {
        bool nothing = opening;
        for (size_t i = 0; nothing && i < totals->count; i++)
            nothing = !totals->rows[i].amounts.pension_personal.fen && !totals->rows[i].amounts.medical_personal.fen;
        return nothing ? OK : check_says(check, "sheet_run", row->id.entry, "批次没有分录", "a released run has no entry");
    }
    TRY(err);
    bool same = (head.flags & ENTRY_HAS_RUN) && str_eq(head.extra, row->digest) && head.entry.day.n == row->day.n &&
                str_eq(head.entry.voucher, row->reason) &&
                str_eq(head.entry.key, str_format(check->arena, "~run/%lld", (long long)row->run)) &&
                control_fits(check->arena, &head.entry, opening ? &none : totals, &none, opening ? totals : &none);
    return same ? OK
                : check_says(check, "sheet_run", row->id.entry, "批次合计与分录不符",
                             "the totals of a run are not those of its entry");
}

static Err check_run(Check *check, const RunRow *row)
{
    RunResult again;
    Err err = row->kind == SHEET_OPENING ? opening_again(check->db, check->arena, row, &again)
                                         : run_again(check->db, check->arena, row, &again);
    if (err == ERR_BUSY)
        return err;
    bool same =
        err == OK && again.sheets == row->sheets && again.lines == row->lines && str_eq(hash_str(&again.digest), row->digest);
    if (!same)
        return check_says(check, "sheet_run", row->id.entry, "批次与其明细表不符",
                          "a released run is not the one that was released");
    return check_run_entry(check, row, &again.totals);
}

static Err check_opening(Check *check, const Val *row)
{
    OpeningLine *lines = NULL;
    size_t count = 0;
    Hash hash = hash_of(row[6].s);
    bool fine = str_eq(hash_str(&hash), row[5].s) && opening_read(check->arena, row[6].s, &lines, &count) &&
                (int64_t)count == row[3].i && sheet_group(lines[0].person) == row[1].i;
    SheetTotals totals = totals_make(check->arena, count ? count : 1);
    Buf bytes = { .arena = check->arena };
    for (size_t i = 0; fine && i < count; i++) {
        SheetAmounts more = { .pension_personal = lines[i].pension_more, .medical_personal = lines[i].medical_more };
        fine = totals_add(&totals, lines[i].region, &more, SHEET_ALL, 1);
    }
    totals_write(&bytes, &totals);
    if (fine && str_eq(buf_str(&bytes), row[4].s))
        return OK;
    return check_says(check, "opening", row[0].i, "年初余额已损坏", "an opening of balances is damaged");
}

/* ---- deep: what was carried over is what there was ---- */

typedef struct {
    Check *check;
    RunRow row;
    Err err;
} Carried;

static Err carried_of(const Carried *carried, int64_t person, Money *pension, Money *medical)
{
    Check *check = carried->check;
    int year = month_year(day_month(carried->row.day));
    int64_t before = carried->row.id.entry - 1;
    Opening opening;
    TRY(opening_of(check->db, check->arena, person, carried->row.day, before, &opening));
    *pension = opening.pension;
    *medical = opening.medical;
    if (opening.year == year)
        return OK;
    BalanceOf of = { .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = person };
    TRY(ledger_balance(check->db, check->arena, &of, day_make(year - 1, 12, 31), before, pension));
    of.account = LEDGER_PERSONAL_MEDICAL;
    return ledger_balance(check->db, check->arena, &of, day_make(year - 1, 12, 31), before, medical);
}

static bool check_carried(void *context, const OpeningLine *line)
{
    Carried *carried = context;
    Money pension, medical;
    size_t mark = arena_mark(carried->check->arena);
    carried->err = carried_of(carried, line->person, &pension, &medical);
    arena_back(carried->check->arena, mark);
    if (carried->err == OK && (pension.fen != line->pension.fen || medical.fen != line->medical.fen))
        carried->err = check_says(carried->check, "opening", carried->row.id.entry, "年初余额与上年余额不符",
                                  "an opening is not the balance at the end of the year before");
    return carried->err == OK && !check_wrong(carried->check);
}

static Err check_runs(Check *check, bool deep)
{
    const int64_t behind = 0;
    Pages pages = pages_open(check->db, &CHECK_RUNS, NULL, 0, &behind, 1);
    const Val *v = NULL;
    Err err = OK;
    while (!check_wrong(check) && err == OK && (err = pages_next(&pages, &v)) == OK && v) {
        size_t mark = arena_mark(check->arena);
        Carried carried = { .check = check, .row = run_row(v) };
        check->found->runs++;
        err = check_run(check, &carried.row);
        if (err == OK && deep && carried.row.kind == SHEET_OPENING && !check_wrong(check)) {
            err = opening_each(check->db, carried.row.run, check_carried, &carried);
            err = err == OK ? carried.err : err;
        }
        arena_back(check->arena, mark);
    }
    pages_close(&pages);
    return err;
}

static Err check_openings(Check *check)
{
    Pages pages = pages_open(check->db, &CHECK_OPENINGS, NULL, 0, (const int64_t[]){ 0, -1 }, 2);
    const Val *row = NULL;
    Err err = OK;
    while (!check_wrong(check) && err == OK && (err = pages_next(&pages, &row)) == OK && row) {
        size_t mark = arena_mark(check->arena);
        err = check_opening(check, row);
        arena_back(check->arena, mark);
    }
    pages_close(&pages);
    return err;
}

Err check_sheets(Check *check, bool deep)
{
    Sum years = { 0 };
    TRY(check_all_sheets(check, &years));
    if (!check_wrong(check))
        TRY(check_openings(check));
    if (!check_wrong(check))
        TRY(check_runs(check, deep));
    return check_wrong(check) ? OK : check_years(check, &years); /* last: what books follow from is right */
}
