/* names.c - see names.h. Owns unit_pair. */
#include "registry/names.h"

TABLE(unit_pair, TABLE_CACHE, 9, "pair i, unit i", "pair, unit", NULL)
SQL(PAIR_PUT, "ii", "", "INSERT INTO unit_pair (pair, unit) VALUES ($1, $2) ON CONFLICT (pair, unit) DO NOTHING")
SQL(PAIR_NEXT, "iii", "i", "SELECT unit FROM unit_pair WHERE pair = $1 AND unit >= $2 ORDER BY pair, unit LIMIT $3")

enum { POINT_BITS = 21, FILL_PAGE = 512, FILL_BYTES = 64 << 20 };

/* The next character of valid UTF-8, taken off the head. */
static int64_t point_take(Str *text)
{
    unsigned char head = (unsigned char)text->p[0];
    size_t n = head < 0x80 ? 1 : head < 0xE0 ? 2 : head < 0xF0 ? 3 : 4;
    int64_t point = n == 1 ? head : head & (0x7F >> n);
    for (size_t i = 1; i < n && i < text->n; i++)
        point = point << 6 | (text->p[i] & 0x3F);
    *text = str_from(*text, n);
    return point;
}

/* Every pair of the text, in its order. */
static int64_t *pairs_of(Arena *arena, Str text, size_t *count)
{
    Str rest = str_lower(arena, text);
    int64_t *pairs = arena_new(arena, int64_t, text.n + 1), before = rest.n ? point_take(&rest) : 0;
    for (*count = 0; rest.n;) {
        int64_t point = point_take(&rest);
        pairs[(*count)++] = before << POINT_BITS | point;
        before = point;
    }
    return pairs;
}

NameSearch names_search(Store *store, Arena *arena, Str piece)
{
    size_t count = 0;
    int64_t *pairs = pairs_of(arena, piece, &count);
    NameSearch search = { .store = store, .arena = arena, .pairs = arena_new(arena, NamePair, count + 1), .count = count };
    for (size_t i = 0; i < count; i++)
        search.pairs[i].pair = pairs[i];
    return search;
}

static Err page_read(NameSearch *search, NamePair *pair, int64_t from)
{
    size_t mark = arena_mark(search->arena);
    Rows rows;
    TRY(db_rows(search->store->db, search->arena, &PAIR_NEXT, VALS(val_i(pair->pair), val_i(from), val_i(NAME_PAGE)), &rows));
    for (size_t i = 0; i < rows.count; i++)
        pair->units[i] = cell(&rows, i, 0)->i;
    pair->at = 0;
    pair->count = rows.count;
    pair->last = rows.count < NAME_PAGE;
    arena_back(search->arena, mark);
    return OK;
}

/* The first employer from `from` on that has this pair. */
static Err pair_next(NameSearch *search, NamePair *pair, int64_t from, int64_t *unit)
{
    while (pair->at < pair->count && pair->units[pair->at] < from)
        pair->at++;
    if (pair->at == pair->count && !pair->last)
        TRY(page_read(search, pair, from));
    *unit = pair->at < pair->count ? pair->units[pair->at] : 0;
    return OK;
}

Err names_next(NameSearch *search, int64_t from, int64_t *unit)
{
    size_t agreed = 0;
    int64_t at = from;
    for (size_t i = 0; agreed < search->count; i = (i + 1) % search->count) {
        TRY(pair_next(search, &search->pairs[i], at, unit));
        if (!*unit)
            return OK;
        agreed = *unit == at ? agreed + 1 : 1;
        at = *unit;
    }
    *unit = search->count ? at : 0;
    return OK;
}

Err names_put(Store *store, Arena *arena, int64_t unit, Str name)
{
    size_t count = 0;
    const int64_t *pairs = pairs_of(arena, name, &count);
    for (size_t i = 0; i < count; i++)
        TRY(db_run(store->db, &PAIR_PUT, VALS(val_i(pairs[i]), val_i(unit))));
    return OK;
}

/* ---- a bureau from before ---- */

/* Whether the employers that have a pair have a row: they came with all, or with none. */
static Err has_rows(Store *store, Arena *arena, const Rows *units, bool *out)
{
    UnitFacts unit;
    *out = true;
    for (size_t i = 0; i < units->count && *out; i++) {
        if (!unit_read(cell(units, i, 1)->s, &unit))
            return ERR_BUSY;
        NameSearch search = names_search(store, arena, FACT_STR(unit.name));
        int64_t found = 0;
        if (search.count) {
            TRY(names_next(&search, unit.id, &found));
            *out = found == unit.id;
        }
    }
    return OK;
}

static Err page_fill(Store *store, Arena *arena, const Rows *units)
{
    UnitFacts unit;
    for (size_t i = 0; i < units->count; i++) {
        if (!unit_read(cell(units, i, 1)->s, &unit))
            return ERR_BUSY;
        TRY(names_put(store, arena, unit.id, FACT_STR(unit.name)));
    }
    return OK;
}

static Err fill(Store *store, Arena *arena, bool *filled)
{
    enum { SAMPLE = 8 };
    Rows units;
    bool there = false;
    TRY(store_units(store, arena, 1, SAMPLE, &units));
    TRY(has_rows(store, arena, &units, &there));
    *filled = !there;
    for (int64_t from = 1; *filled && from <= store->bureau.units; from += FILL_PAGE) {
        arena_reset(arena);
        TRY(store_units(store, arena, from, from + FILL_PAGE - 1, &units));
        TRY(page_fill(store, arena, &units));
    }
    return OK;
}

Err names_fill(Store *store)
{
    Arena arena = arena_make(FILL_BYTES);
    bool filled = false;
    Err err = db_begin(store->db);
    if (err == OK)
        err = fill(store, &arena, &filled);
    if (filled && err == OK)
        err = db_commit(store->db);
    db_rollback(store->db);
    arena_drop(&arena);
    return err;
}
