/* credits.c - see credits.h. */
#include "ledger/credits.h"
#include "ledger/inside.h"
#include <stdlib.h>

SQL(SHEET_PERSON_PAYERS, "i", "ii",
    "SELECT DISTINCT payer_kind, payer FROM sheet_person WHERE person = $1 ORDER BY payer_kind, payer")
SQL(CREDITS_OF_PAYERS, "iiiiii", "iiiiiiiiiib",
    "SELECT entry, ord, payer_kind, payer, month, run, insurances, effects, sign, day, who FROM settlement "
    "WHERE payer_kind = $1 AND payer >= $2 AND payer <= $3 AND day >= $4 AND day <= $5 AND entry <= $6 "
    "ORDER BY payer, day, entry, ord, n")
SQL(SHEETS_OF_PAYERS, "iiiiiiiiiii", "iiiib",
    "SELECT payer, month, run, first, body FROM sheet WHERE payer_kind = $1 AND payer <= $2 AND month >= $3 AND month <= $4 "
    "AND first <= $5 AND last >= $6 AND (payer, month, run, first) > ($7, $8, $9, $10) ORDER BY payer, month, run, first LIMIT $11")

enum { PAYER = 3, MONTH = 4 }; /* columns of CREDITS_OF_PAYERS */

/* A row of settlement that names lines, once for each of them. */
typedef struct {
    SheetWho who;
    const Settlement *row;
} Named;

/* What happened to the sheets of one run and month. */
typedef struct {
    const Settlement *rows;
    size_t count;
    const Settlement **whole; /* those of every line */
    size_t whole_count;
    Named *named; /* in order of (person, account) and of the rows */
    size_t named_count, next;
} Block;

typedef struct {
    Arena *arena;
    int64_t person; /* 0 = everybody */
    CreditedSee *see;
    void *context;
    bool enough;
} Crediting;

static int by_sheet(const void *a, const void *b)
{
    const Settlement *x = a, *y = b;
    const int64_t left[] = { x->month.n, x->run, x->day.n, x->id.entry, x->id.ord };
    const int64_t right[] = { y->month.n, y->run, y->day.n, y->id.entry, y->id.ord };
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return (x->who.p > y->who.p) - (x->who.p < y->who.p);
}

static int by_person(const void *a, const void *b)
{
    const Named *x = a, *y = b;
    if (x->who.person != y->who.person)
        return x->who.person < y->who.person ? -1 : 1;
    if (x->who.account != y->who.account)
        return x->who.account < y->who.account ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static void block_make(Crediting *c, const Settlement *rows, size_t count, Block *out)
{
    size_t names = 0;
    *out = (Block){ .rows = rows, .count = count, .whole = arena_take(c->arena, count * sizeof *out->whole) };
    for (size_t i = 0; i < count; i++)
        names += settlement_names(&rows[i], NULL, 0);
    Named *named = arena_take(c->arena, (names + 1) * sizeof *named);
    SheetWho *who = arena_take(c->arena, (names + 1) * sizeof *who);
    for (size_t i = 0; i < count; i++) {
        if (!rows[i].who.n)
            out->whole[out->whole_count++] = &rows[i];
        size_t many = settlement_names(&rows[i], who, names);
        for (size_t k = 0; k < many; k++)
            if (!c->person || who[k].person == c->person)
                named[out->named_count++] = (Named){ who[k], &rows[i] };
    }
    qsort(named, out->named_count, sizeof *named, by_person);
    out->named = named;
}

bool credited_of(const Settlement *row, const SheetLine *line, Credited *out)
{
    *out = (Credited){ .person = line->person,
                       .region = line->region,
                       .payer_kind = row->payer_kind,
                       .payer = row->payer,
                       .month = row->month,
                       .run = row->run,
                       .id = row->id,
                       .day = row->day };
    if (!amounts_personal(&line->amounts, row->insurances, &out->pension, &out->medical))
        return false;
    out->pension.fen *= row->sign;
    out->medical.fen *= row->sign;
    return true;
}

static Err credit_line(Crediting *c, const Settlement *row, const SheetLine *line)
{
    Credited credited;
    if (!credited_of(row, line, &credited))
        return ERR_BUSY; /* damage */
    if (credited.pension.fen || credited.medical.fen)
        c->enough = !c->see(c->context, &credited);
    return OK;
}

static bool is_before(const SheetWho *who, const SheetLine *line)
{
    return who->person < line->person || (who->person == line->person && who->account < line->account);
}

/* The lines of one body, each with all that happened to it. */
static Err credit_body(Crediting *c, Block *block, Str body)
{
    SheetWalk walk;
    bool fine = sheet_walk(&walk, body, c->person);
    for (const SheetLine *line; fine && !c->enough && (line = sheet_walk_next(&walk));) {
        if (c->person && line->person != c->person) {
            if (line->person > c->person)
                break;
            continue;
        }
        for (size_t i = 0; i < block->whole_count && !c->enough; i++)
            TRY(credit_line(c, block->whole[i], line));
        while (block->next < block->named_count && is_before(&block->named[block->next].who, line))
            block->next++;
        for (; block->next < block->named_count && !c->enough; block->next++) {
            const Named *named = &block->named[block->next];
            if (named->who.person != line->person || named->who.account != line->account)
                break;
            TRY(credit_line(c, named->row, line));
        }
    }
    return fine && !walk.bad ? OK : ERR_BUSY;
}

/* The blocks of one payer after the other, as its sheets come. */
typedef struct {
    Rows settled;
    size_t passed; /* of them: those of the payers before */
    int64_t payer;
    Block *blocks; /* in order of (month, run) */
    size_t count, at, mark;
} Blocks;

static int64_t payer_at(const Blocks *blocks, size_t row)
{
    return row < blocks->settled.count ? cell(&blocks->settled, row, PAYER)->i : INT64_MAX;
}

static void blocks_of(Crediting *c, Blocks *blocks, int64_t payer)
{
    size_t at = blocks->passed, count = 0;
    arena_back(c->arena, blocks->mark);
    while (payer_at(blocks, at) < payer)
        at++;
    size_t from = at;
    while (payer_at(blocks, at) == payer)
        at++;
    blocks->passed = at;
    Settlement *rows = arena_take(c->arena, (at - from + 1) * sizeof *rows);
    for (size_t i = from; i < at; i++) {
        rows[count] = settlement_of(cell(&blocks->settled, i, 0));
        count += (rows[count].effects & EFFECT_CREDIT) != 0;
    }
    qsort(rows, count, sizeof *rows, by_sheet);
    blocks->payer = payer;
    blocks->blocks = arena_take(c->arena, (count + 1) * sizeof *blocks->blocks);
    blocks->count = blocks->at = 0;
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && rows[end].month.n == rows[i].month.n && rows[end].run == rows[i].run;)
            end++;
        block_make(c, &rows[i], end - i, &blocks->blocks[blocks->count++]);
    }
}

/* The block of a sheet; NULL: nothing of it was credited. Sheets are asked for in order. */
static Block *block_find(Crediting *c, Blocks *blocks, int64_t payer, int64_t month, int64_t run)
{
    if (blocks->payer != payer)
        blocks_of(c, blocks, payer);
    for (; blocks->at < blocks->count; blocks->at++) {
        const Settlement *row = blocks->blocks[blocks->at].rows;
        if (row->month.n == month && row->run == run)
            return &blocks->blocks[blocks->at];
        if (row->month.n > month || (row->month.n == month && row->run > run))
            break;
    }
    return NULL;
}

/* ---- a page ---- */

enum { SHEETS_PAGE = 1024 };

CreditScan credit_scan(SheetPayer kind, int64_t payer, int64_t until, Day from, Day to, int64_t known_at)
{
    return (CreditScan){ .kind = kind,
                         .until = until,
                         .from = from,
                         .to = to,
                         .known_at = known_at,
                         .behind = { payer - 1, INT64_MAX, INT64_MAX, INT64_MAX } };
}

/* The fee periods that were credited. */
static void months_of(const Rows *settled, int64_t *first, int64_t *last)
{
    *first = INT64_MAX;
    *last = INT64_MIN;
    for (size_t i = 0; i < settled->count; i++) {
        int64_t month = cell(settled, i, MONTH)->i;
        *first = month < *first ? month : *first;
        *last = month > *last ? month : *last;
    }
}

/* A page begins with the payer in whose sheets the one before ended. */
Err credit_page(Db *db, Arena *arena, CreditScan *scan, CreditPage *out)
{
    int64_t first, last, *behind = scan->behind, payer = behind[1] == INT64_MAX ? behind[0] + 1 : behind[0];
    *out = (CreditPage){ .person = scan->person };
    TRY(db_rows(
        db, arena, &CREDITS_OF_PAYERS,
        VALS(val_i(scan->kind), val_i(payer), val_i(scan->until), val_i(scan->from.n), val_i(scan->to.n), val_i(scan->known_at)),
        &out->settled));
    scan->done = !out->settled.count;
    if (scan->done)
        return OK;
    months_of(&out->settled, &first, &last);
    TRY(db_rows(db, arena, &SHEETS_OF_PAYERS,
                VALS(val_i(scan->kind), val_i(scan->until), val_i(first), val_i(last),
                     val_i(scan->person ? scan->person : INT64_MAX), val_i(scan->person), val_i(behind[0]), val_i(behind[1]),
                     val_i(behind[2]), val_i(behind[3]), val_i(SHEETS_PAGE)),
                &out->sheets));
    scan->done = out->sheets.count < SHEETS_PAGE;
    for (int i = 0; i < 4 && out->sheets.count; i++)
        behind[i] = cell(&out->sheets, out->sheets.count - 1, (size_t)i)->i;
    return OK;
}

Err credit_page_see(Arena *arena, const CreditPage *page, CreditedSee *see, void *context, bool *enough)
{
    Err err = OK;
    size_t mark = arena_mark(arena);
    Crediting c = { .arena = arena, .person = page->person, .see = see, .context = context };
    Blocks blocks = { .settled = page->settled, .payer = -1, .mark = mark };
    for (size_t i = 0; i < page->sheets.count && err == OK && !c.enough; i++) {
        const Val *row = cell(&page->sheets, i, 0);
        Block *block = block_find(&c, &blocks, row[0].i, row[1].i, row[2].i);
        if (block)
            err = credit_body(&c, block, row[4].s);
    }
    arena_back(arena, mark);
    *enough = c.enough;
    return err;
}

static Err scan_see(Db *db, Arena *arena, CreditScan *scan, CreditedSee *see, void *context, bool *enough)
{
    while (!scan->done && !*enough) {
        CreditPage page;
        size_t mark = arena_mark(arena);
        TRY(credit_page(db, arena, scan, &page));
        TRY(credit_page_see(arena, &page, see, context, enough));
        arena_back(arena, mark);
    }
    return OK;
}

Err credits_of(Db *db, Arena *arena, int64_t person, Day from, Day until, int64_t known_at, CreditedSee *see, void *context)
{
    Rows payers;
    bool enough = false;
    TRY(db_rows(db, arena, &SHEET_PERSON_PAYERS, VALS(val_i(person)), &payers));
    for (size_t i = 0; i < payers.count && !enough; i++) {
        int64_t payer = cell(&payers, i, 1)->i;
        CreditScan scan = credit_scan((SheetPayer)cell(&payers, i, 0)->i, payer, payer, from, until, known_at);
        scan.person = person;
        TRY(scan_see(db, arena, &scan, see, context, &enough));
    }
    return OK;
}

Err credits_of_payers(Db *db, Arena *arena, SheetPayer kind, int64_t payer, int64_t until_payer, Day from, Day until,
                      int64_t known_at, CreditedSee *see, void *context)
{
    bool enough = false;
    CreditScan scan = credit_scan(kind, payer, until_payer, from, until, known_at);
    return scan_see(db, arena, &scan, see, context, &enough);
}
