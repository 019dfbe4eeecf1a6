/* year_make.c - see inside.h: a year book made from the sheets. The sheets of all parts are walked side by side, person by
 * person; a page is about one of the database's, so that it is one to read. */
#include "ledger/inside.h"
#include "ledger/year_code.h"
#include <stdlib.h>

SQL(YEAR_SHEETS, "iiii", "iibiiii",
    "SELECT s.month, s.run, s.body, r.kind, r.entry, r.ord, r.day FROM sheet s CROSS JOIN sheet_run r WHERE r.run = s.run "
    "AND s.payer_kind = $1 AND s.payer = $2 AND s.month >= $3 AND s.month <= $4 ORDER BY s.month, s.run, s.first")

enum {
    PAGE_BYTES = 3600,              /* with the last person put to it, a page of the database with what stands around a row */
    PERSONS_BYTES = PAGE_BYTES / 4, /* but so many of persons, however much stands around them */
    NAMED_BYTES = 24                /* a settlement that names one line, roughly */
};

/* The sheets of one part, walked together with those of the others. */
typedef struct {
    size_t at, end; /* rows of its sheets that are not opened yet */
    SheetWalk walk;
    const SheetLine *line; /* NULL: no more */
} Cursor;

typedef struct {
    Arena *arena;
    Rows sheets;
    YearHead head; /* of all pages together */
    Cursor *cursors;
    SettlementNamed *named;                   /* settlements of single lines, in order of person */
    size_t named_count, named_from, named_at; /* those of the page that is written */
    size_t around;                            /* bytes of what stands in every page */
    YearPage page;
    size_t mark;
    bool begun;
    YearPut *put;
    void *context;
    int64_t lines;
} Making;

static bool cursor_next(const Making *making, Cursor *cursor)
{
    for (;;) {
        cursor->line = cursor->line ? sheet_walk_next(&cursor->walk) : NULL;
        if (cursor->line)
            return true;
        if (cursor->walk.bad)
            return false;
        if (cursor->at == cursor->end)
            return true;
        if (!sheet_walk(&cursor->walk, cell(&making->sheets, cursor->at++, 2)->s, 0))
            return false;
        cursor->line = &cursor->walk.line; /* nothing yet: the first comes next */
    }
}

/* The parts of the book, as the sheets come, each with its sheets. false: a sheet is damaged. */
static bool parts_make(Making *making)
{
    const Rows *sheets = &making->sheets;
    YearHead *head = &making->head;
    head->parts = arena_new(making->arena, YearPart, sheets->count);
    making->cursors = arena_new(making->arena, Cursor, sheets->count);
    for (size_t i = 0; i < sheets->count; i++) {
        const Val *v = cell(sheets, i, 0);
        YearPart *last = head->part_count ? &head->parts[head->part_count - 1] : NULL;
        if (!last || last->month.n != v[0].i || last->run != v[1].i) {
            last = &head->parts[head->part_count];
            *last = (YearPart){ { (int32_t)v[0].i }, v[1].i, (SheetKind)v[3].i, { v[4].i, v[5].i }, { (int32_t)v[6].i } };
            making->cursors[head->part_count++].at = i;
        }
        making->cursors[head->part_count - 1].end = i + 1;
    }
    for (size_t i = 0; i < head->part_count; i++)
        if (!cursor_next(making, &making->cursors[i]))
            return false;
    return true;
}

/* Whether each settlement is of a part. */
static bool settled_fit(const YearHead *head)
{
    bool fits = true;
    for (size_t i = 0; i < head->settled_count && fits; i++)
        fits = year_part(head, &head->settled[i]) < head->part_count;
    return fits;
}

static int by_row(const void *a, const void *b)
{
    const SettlementNamed *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->who.person != y->who.person)
        return x->who.person < y->who.person ? -1 : 1;
    return (x->who.account > y->who.account) - (x->who.account < y->who.account);
}

/* The head of the page that is written: the settlements that are about everybody, and of the others those that name
 * somebody of it, without whoever else they name. */
static YearHead page_head(Making *making)
{
    const YearHead *all = &making->head;
    size_t count = making->named_at - making->named_from, at = 0;
    YearHead head = { .parts = all->parts, .part_count = all->part_count };
    SettlementNamed *named = arena_take(making->arena, (count + 1) * sizeof *named);
    SheetWho *who = arena_take(making->arena, (count + 1) * sizeof *who);
    memcpy(named, making->named + making->named_from, count * sizeof *named);
    qsort(named, count, sizeof *named, by_row);
    head.settled = arena_take(making->arena, (all->settled_count + 1) * sizeof *head.settled);
    for (size_t i = 0; i < all->settled_count; i++) {
        size_t many = 0;
        for (; at < count && named[at].row == &all->settled[i]; at++)
            who[many++] = named[at].who;
        if (all->settled[i].who.n && !many)
            continue;
        head.settled[head.settled_count] = all->settled[i];
        head.settled[head.settled_count++].who = who_write(making->arena, who, many);
    }
    return head;
}

static void page_begin(Making *making)
{
    arena_back(making->arena, making->mark);
    making->named_from = making->named_at;
    year_page_begin(&making->page, making->arena);
}

/* The first page has everybody from the beginning on: who is not in it is in none. */
static Err page_end(Making *making)
{
    YearHead head = page_head(making);
    int64_t first = making->begun ? making->page.first : 0;
    making->begun = true;
    TRY(making->put(making->context, first, year_page_end(&making->page, making->arena, &head)));
    page_begin(making);
    return OK;
}

static bool page_full(const Making *making)
{
    size_t named = (making->named_at - making->named_from) * NAMED_BYTES;
    size_t room = making->around < PAGE_BYTES - PERSONS_BYTES ? PAGE_BYTES - making->around : PERSONS_BYTES;
    return making->page.count && named + year_page_bytes(&making->page) >= room;
}

/* All lines of a person. ERR_CONFLICT: a sheet is damaged. */
static Err person_put(Making *making, int64_t person)
{
    if (page_full(making))
        TRY(page_end(making));
    while (making->named_at < making->named_count && making->named[making->named_at].who.person <= person)
        making->named_at++;
    year_page_person(&making->page, person);
    for (size_t i = 0; i < making->head.part_count; i++) {
        Cursor *cursor = &making->cursors[i];
        for (; cursor->line && cursor->line->person == person; making->lines++)
            if (!year_page_line(&making->page, i, cursor->line) || !cursor_next(making, cursor))
                return ERR_CONFLICT;
    }
    return OK;
}

static Err pages_make(Making *making)
{
    making->mark = arena_mark(making->arena);
    page_begin(making);
    YearHead head = page_head(making);
    making->around = year_page_end(&making->page, making->arena, &head).n;
    page_begin(making);
    for (;;) {
        int64_t person = INT64_MAX;
        for (size_t i = 0; i < making->head.part_count; i++)
            if (making->cursors[i].line && making->cursors[i].line->person < person)
                person = making->cursors[i].line->person;
        if (person == INT64_MAX)
            return page_end(making);
        TRY(person_put(making, person));
    }
}

Err year_make(Db *db, Arena *arena, int year, SheetPayer payer_kind, int64_t payer, YearPut *put, void *context, int64_t *lines)
{
    Month from = month_make(year, 1), until = month_make(year, 12);
    SettlementsAsked ever = { payer_kind, payer, from, until, { { INT32_MAX }, known_now }, true };
    Making making = { .arena = arena, .put = put, .context = context };
    TRY(db_rows(db, arena, &YEAR_SHEETS, VALS(val_i(payer_kind), val_i(payer), val_i(from.n), val_i(until.n)), &making.sheets));
    TRY(settlements_of(db, arena, &ever, &making.head.settled, &making.head.settled_count));
    if (!parts_make(&making) || !settled_fit(&making.head))
        return ERR_CONFLICT;
    making.named = settlements_named(arena, making.head.settled, making.head.settled_count, 0, &making.named_count);
    TRY(pages_make(&making));
    *lines = making.lines;
    return OK;
}
