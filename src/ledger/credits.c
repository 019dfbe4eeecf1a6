/* credits.c - see settle.h: what personal accounts were credited with from sheets. A payer's sheets are read once each,
 * with whatever settled of them side by side: employers settle a whole sheet at once, those who pay alone one line each. */
#include "ledger/inside.h"
#include <stdlib.h>

SQL(SHEET_PERSON_PAYERS, "i", "ii",
    "SELECT DISTINCT payer_kind, payer FROM sheet_person WHERE person = $1 ORDER BY payer_kind, payer")
SQL(CREDITS_OF_PAYER, "iiiii", "iiiiiiiiiib",
    "SELECT entry, ord, payer_kind, payer, month, run, insurances, effects, sign, day, who FROM settlement "
    "WHERE payer_kind = $1 AND payer = $2 AND day >= $3 AND day <= $4 AND entry <= $5 ORDER BY day, entry, ord, n")
SQL(SHEET_BODY_OF, "iiiii", "b",
    "SELECT body FROM sheet WHERE run = $1 AND payer_kind = $2 AND payer = $3 AND month = $4 AND first <= $5 AND last >= $5 "
    "ORDER BY first")
SQL(SHEET_BODIES_OF, "iiii", "b",
    "SELECT body FROM sheet WHERE run = $1 AND payer_kind = $2 AND payer = $3 AND month = $4 ORDER BY first")

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
    size_t named_count;
} Block;

typedef struct {
    Db *db;
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

static Err block_make(Crediting *c, const Settlement *rows, size_t count, Block *out)
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
    return OK;
}

static Err credit_line(Crediting *c, const Settlement *row, const SheetLine *line)
{
    Credited credited = { .person = line->person,
                          .region = line->region,
                          .payer_kind = row->payer_kind,
                          .payer = row->payer,
                          .month = row->month,
                          .run = row->run,
                          .id = row->id,
                          .day = row->day };
    if (!amounts_personal(&line->amounts, row->insurances, &credited.pension, &credited.medical))
        return ERR_BUSY; /* no such line passes sheet_check: damage */
    if (row->sign < 0) {
        credited.pension.fen = -credited.pension.fen;
        credited.medical.fen = -credited.medical.fen;
    }
    if (credited.pension.fen || credited.medical.fen)
        c->enough = !c->see(c->context, &credited);
    return OK;
}

static bool is_before(const SheetWho *who, const SheetLine *line)
{
    return who->person < line->person || (who->person == line->person && who->account < line->account);
}

/* The lines of one body, each with all that happened to it. *next goes on through the names. */
static Err credit_body(Crediting *c, const Block *block, size_t *next, Str body)
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
        while (*next < block->named_count && is_before(&block->named[*next].who, line))
            ++*next;
        for (; *next < block->named_count && !c->enough; ++*next) {
            const Named *named = &block->named[*next];
            if (named->who.person != line->person || named->who.account != line->account)
                break;
            TRY(credit_line(c, named->row, line));
        }
    }
    return fine && !walk.bad ? OK : ERR_BUSY;
}

static Err credit_block(Crediting *c, const Settlement *rows, size_t count)
{
    Rows bodies;
    Block block;
    size_t next = 0, mark = arena_mark(c->arena);
    const Val key[] = { val_i(rows->run), val_i(rows->payer_kind), val_i(rows->payer), val_i(rows->month.n), val_i(c->person) };
    TRY(block_make(c, rows, count, &block));
    if (block.whole_count || block.named_count) {
        TRY(db_rows(c->db, c->arena, c->person ? &SHEET_BODY_OF : &SHEET_BODIES_OF, key, &bodies));
        for (size_t i = 0; i < bodies.count && !c->enough; i++)
            TRY(credit_body(c, &block, &next, cell(&bodies, i, 0)->s));
    }
    arena_back(c->arena, mark);
    return OK;
}

static Err credit_payer(Crediting *c, SheetPayer kind, int64_t payer, Day from, Day until, int64_t known_at)
{
    Rows found;
    size_t count = 0, mark = arena_mark(c->arena);
    TRY(db_rows(c->db, c->arena, &CREDITS_OF_PAYER, VALS(val_i(kind), val_i(payer), val_i(from.n), val_i(until.n), val_i(known_at)),
                &found));
    Settlement *rows = arena_take(c->arena, (found.count + 1) * sizeof *rows);
    for (size_t i = 0; i < found.count; i++) {
        rows[count] = settlement_of(cell(&found, i, 0));
        count += (rows[count].effects & EFFECT_CREDIT) != 0;
    }
    qsort(rows, count, sizeof *rows, by_sheet);
    for (size_t i = 0, end; i < count && !c->enough; i = end) {
        for (end = i + 1; end < count && rows[end].month.n == rows[i].month.n && rows[end].run == rows[i].run;)
            end++;
        TRY(credit_block(c, &rows[i], end - i));
    }
    arena_back(c->arena, mark);
    return OK;
}

Err credits_of(Db *db, Arena *arena, int64_t person, Day from, Day until, int64_t known_at, CreditedSee *see, void *context)
{
    Rows payers;
    Crediting c = { .db = db, .arena = arena, .person = person, .see = see, .context = context };
    TRY(db_rows(db, arena, &SHEET_PERSON_PAYERS, VALS(val_i(person)), &payers));
    for (size_t i = 0; i < payers.count && !c.enough; i++)
        TRY(credit_payer(&c, (SheetPayer)cell(&payers, i, 0)->i, cell(&payers, i, 1)->i, from, until, known_at));
    return OK;
}

Err credits_of_payer(Db *db, Arena *arena, SheetPayer kind, int64_t payer, Day from, Day until, int64_t known_at, CreditedSee *see,
                     void *context)
{
    Crediting c = { .db = db, .arena = arena, .see = see, .context = context };
    return credit_payer(&c, kind, payer, from, until, known_at);
}
