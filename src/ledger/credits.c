/* credits.c - see credits.h: what the sheets and year books of a page were credited with. */
#include "ledger/credits.h"
#include "ledger/inside.h"
#include "ledger/year_code.h"
#include <stdlib.h>

enum { PAYER = 3 }; /* column of a page's `settled` */

/* What happened to the sheets of one run and month. */
typedef struct {
    const Settlement *rows;
    size_t count;
    const Settlement **whole; /* those of every line */
    size_t whole_count;
    SettlementNamed *named; /* those of single lines */
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

static void block_make(Crediting *c, const Settlement *rows, size_t count, Block *out)
{
    *out = (Block){ .rows = rows, .count = count, .whole = arena_take(c->arena, count * sizeof *out->whole) };
    for (size_t i = 0; i < count; i++)
        if (!rows[i].who.n)
            out->whole[out->whole_count++] = &rows[i];
    out->named = settlements_named(c->arena, rows, count, c->person, &out->named_count);
}

Credited credited_of(const Settlement *row, const SheetOwn *own)
{
    int64_t pension = row->insurances >> INSURANCE_PENSION & 1 ? own->pension.fen : 0;
    int64_t medical = row->insurances >> INSURANCE_MEDICAL & 1 ? own->medical.fen : 0;
    return (Credited){ .person = own->person,
                       .region = own->region,
                       .payer_kind = row->payer_kind,
                       .payer = row->payer,
                       .month = row->month,
                       .run = row->run,
                       .id = row->id,
                       .day = row->day,
                       .pension = { pension * row->sign },
                       .medical = { medical * row->sign } };
}

static void credit_by(Crediting *c, const Settlement *row, const SheetOwn *own)
{
    Credited credited = credited_of(row, own);
    if (credited.pension.fen || credited.medical.fen)
        c->enough = !c->see(c->context, &credited);
}

static bool is_before(const SheetWho *who, const SheetOwn *own)
{
    return who->person < own->person || (who->person == own->person && who->account < own->account);
}

/* A line with all that happened to it. Lines come in order of (person, account). */
static void credit_line(Crediting *c, Block *block, const SheetOwn *own)
{
    for (size_t i = 0; i < block->whole_count && !c->enough; i++)
        credit_by(c, block->whole[i], own);
    while (block->next < block->named_count && is_before(&block->named[block->next].who, own))
        block->next++;
    for (; block->next < block->named_count && !c->enough; block->next++) {
        const SettlementNamed *named = &block->named[block->next];
        if (named->who.person != own->person || named->who.account != own->account)
            break;
        credit_by(c, named->row, own);
    }
}

/* ---- sheets ---- */

static Err credit_body(Crediting *c, Block *block, Str body)
{
    SheetWalk walk;
    SheetOwn own;
    bool fine = sheet_walk(&walk, body, c->person);
    for (const SheetLine *line; fine && !c->enough && (line = sheet_walk_next(&walk));) {
        if (c->person && line->person > c->person)
            break;
        fine = sheet_own(line, &own);
        if (fine && (!c->person || line->person == c->person))
            credit_line(c, block, &own);
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

static Err sheets_see(Crediting *c, const CreditPage *page)
{
    Blocks blocks = { .settled = page->settled, .payer = -1, .mark = arena_mark(c->arena) };
    for (size_t i = 0; i < page->sheets.count && !c->enough; i++) {
        const Val *row = cell(&page->sheets, i, 0);
        Block *block = block_find(c, &blocks, row[0].i, row[1].i, row[2].i);
        if (block)
            TRY(credit_body(c, block, row[4].s));
    }
    return OK;
}

/* ---- year books ---- */

/* Of a book's settlements those that credited something between the days, in order of their sheets; the rest is dropped. */
static size_t rows_keep(const CreditPage *page, const CreditBook *book, Settlement *rows, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const Settlement *row = &rows[i];
        if (!(row->effects & EFFECT_CREDIT) || row->day.n < page->from.n || row->day.n > page->to.n ||
            row->id.entry > page->known_at)
            continue;
        rows[kept] = *row;
        rows[kept].payer_kind = page->kind;
        rows[kept++].payer = book->payer;
    }
    if (kept)
        qsort(rows, kept, sizeof *rows, by_sheet);
    return kept;
}

/* A block for each part; of many nothing was credited. */
static Block *blocks_of_parts(Crediting *c, const YearHead *head, const Settlement *rows, size_t count)
{
    Block *blocks = arena_new(c->arena, Block, head->part_count);
    for (size_t i = 0, end, part = 0; i < count && part < head->part_count; i = end) {
        for (end = i + 1; end < count && rows[end].month.n == rows[i].month.n && rows[end].run == rows[i].run;)
            end++;
        part = year_part(head, &rows[i]);
        if (part < head->part_count)
            block_make(c, &rows[i], end - i, &blocks[part]);
    }
    return blocks;
}

static Err book_see(Crediting *c, const CreditPage *page, const CreditBook *book)
{
    YearWalk walk;
    if (!year_walk(&walk, c->arena, book->page))
        return ERR_BUSY;
    size_t part = 0, count = rows_keep(page, book, walk.head.settled, walk.head.settled_count);
    Block *blocks = blocks_of_parts(c, &walk.head, walk.head.settled, count);
    while (count && !c->enough && year_walk_to(&walk, c->person)) {
        if (c->person && walk.person != c->person)
            break;
        while (!c->enough && year_walk_own(&walk, &part))
            if (blocks[part].count)
                credit_line(c, &blocks[part], &walk.own);
    }
    return walk.bad ? ERR_BUSY : OK;
}

Err credit_page_see(Arena *arena, const CreditPage *page, CreditedSee *see, void *context, bool *enough)
{
    size_t mark = arena_mark(arena);
    Crediting c = { .arena = arena, .person = page->person, .see = see, .context = context };
    Err err = sheets_see(&c, page);
    for (size_t i = 0; i < page->book_count && err == OK && !c.enough; i++) {
        arena_back(arena, mark);
        err = book_see(&c, page, &page->books[i]);
    }
    arena_back(arena, mark);
    *enough = c.enough;
    return err;
}
