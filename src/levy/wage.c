/* wage.c - see wage.h. Owns the table wage_log. */
#include "levy/wage.h"
#include "base/bytes.h"
#include "base/require.h"
#include <stdlib.h>

/* Month first: what is declared now stands behind all that was, and a run reads one month of employers side by side. */
TABLE(wage_log, TABLE_LOG, 3, "unit i, month i, entry i, slice i, lines i, body b", "month, unit, entry, slice", NULL)
SQL(WAGE_ADD, "iiiiib", "", "INSERT INTO wage_log (unit, month, entry, slice, lines, body) VALUES ($1, $2, $3, $4, $5, $6)")
SQL(WAGE_NEXT, "iiii", "iiib",
    "SELECT entry, slice, lines, body FROM wage_log WHERE unit = $1 AND month = $2 AND (entry, slice) > ($3, $4) "
    "ORDER BY entry, slice LIMIT 1")
#define WAGE_COLUMNS "unit, month, entry, lines, body"
SQL(WAGE_MONTH, "iiii", "iiiib",
    "SELECT " WAGE_COLUMNS " FROM wage_log WHERE month = $1 AND unit >= $2 AND unit <= $3 AND entry <= $4 "
    "ORDER BY month, unit, entry, slice")
SQL(WAGE_MONTHS, "iiiiiiiiiiiiiii", "iiiib",
    "SELECT " WAGE_COLUMNS " FROM wage_log WHERE unit = $1 AND entry <= $2 "
    "AND month IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ORDER BY month, unit, entry, slice")
SQL(WAGE_ENTRY, "iii", "iib",
    "SELECT slice, lines, body FROM wage_log WHERE unit = $1 AND month = $2 AND entry = $3 ORDER BY slice")
SQL(WAGE_COUNT, "", "i", "SELECT count(*) FROM wage_log")

enum { SLICE_LINES = WAGE_PIECE, COLUMN_MONTH = 1, COLUMN_ENTRY, COLUMN_LINES, COLUMN_BODY };

/* Each person behind the one before, and the wage in fen. */
static Str slice_write(Arena *arena, const Wage *rows, size_t count)
{
    Buf buf = { .arena = arena };
    int64_t before = 0;
    for (size_t i = 0; i < count; i++) {
        buf_number(&buf, rows[i].person - before);
        buf_number(&buf, rows[i].wage.fen);
        before = rows[i].person;
    }
    return buf_str(&buf);
}

static bool slice_read(Str body, Month month, Wage *rows, size_t count)
{
    In in = in_make(body);
    int64_t person = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t more = in_number(&in), fen = in_number(&in);
        if (in.at > in.n || more <= 0 || __builtin_add_overflow(person, more, &person))
            return false;
        rows[i] = (Wage){ .person = person, .month = month, .wage = { fen } };
    }
    return in_whole(&in);
}

/* The digest of all rows so far and one more. */
static Hash chained(Arena *arena, const Hash *hash, int64_t slice, int64_t lines, Str body)
{
    Buf buf = { .arena = arena };
    buf_add(&buf, hash_str(hash));
    buf_i64(&buf, slice);
    buf_i64(&buf, lines);
    buf_text(&buf, body);
    return hash_of(buf_str(&buf));
}

void wage_pack(Arena *arena, WagePacked *packed, const Wage *rows, size_t count)
{
    WagePiece *piece = arena_new(arena, WagePiece, 1);
    require(count <= SLICE_LINES);
    size_t mark = arena_mark(arena);
    Str body = slice_write(arena, rows, count);
    packed->hash = chained(arena, &packed->hash, packed->count++, (int64_t)count, body);
    arena_back(arena, mark); /* of what was written only its bytes stay */
    char *kept = arena_take(arena, body.n);
    *piece = (WagePiece){ .body = { memmove(kept, body.p, body.n), body.n }, .lines = (int64_t)count };
    *(packed->last ? &packed->last->next : &packed->first) = piece;
    packed->last = piece;
}

Err wage_put_packed(Db *db, int64_t unit, Month month, int64_t entry, const WagePacked *packed)
{
    int64_t n = 0;
    for (const WagePiece *piece = packed->first; piece; piece = piece->next, n++)
        TRY(db_run(db, &WAGE_ADD,
                   VALS(val_i(unit), val_i(month.n), val_i(entry), val_i(n), val_i(piece->lines), val_b(piece->body))));
    return OK;
}

Err wage_put(Db *db, Arena *arena, int64_t unit, Month month, int64_t entry, const Wage *rows, size_t count, Hash *out)
{
    WagePacked packed = { 0 };
    for (size_t at = 0; at < count; at += SLICE_LINES)
        wage_pack(arena, &packed, &rows[at], count - at < SLICE_LINES ? count - at : SLICE_LINES);
    *out = packed.hash;
    return wage_put_packed(db, unit, month, entry, &packed);
}

Err wage_next(Db *db, Arena *arena, int64_t unit, Month month, WagePlace *place, Wage **out, size_t *count, bool *first)
{
    Rows rows;
    *count = 0;
    TRY(db_rows(db, arena, &WAGE_NEXT, VALS(val_i(unit), val_i(month.n), val_i(place->entry), val_i(place->piece)), &rows));
    if (!rows.count)
        return OK;
    const Val *v = cell(&rows, 0, 0);
    if (v[2].i < 1 || v[2].i > SLICE_LINES)
        return ERR_BUSY; /* damage */
    *out = arena_take(arena, (size_t)v[2].i * sizeof **out);
    *count = (size_t)v[2].i;
    *first = v[0].i != place->entry;
    *place = (WagePlace){ v[0].i, v[1].i };
    return slice_read(v[3].s, month, *out, *count) ? OK : ERR_BUSY;
}

/* In order of person; the later one behind. */
static int wage_order(const void *a, const void *b)
{
    const Wage *x = a, *y = b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return 0;
}

/* A merge that keeps the order of equal persons, into `to`: `a` came first. */
static size_t wage_merge(const Wage *a, size_t a_count, const Wage *b, size_t b_count, Wage *to)
{
    size_t n = 0, i = 0, k = 0;
    while (i < a_count || k < b_count) {
        int order = i == a_count ? 1 : k == b_count ? -1 : wage_order(&a[i], &b[k]);
        to[n++] = order < 0 ? a[i] : b[k];
        i += order <= 0 && i < a_count;
        k += order >= 0 && k < b_count;
    }
    return n;
}

/* The rows of one slice behind those of its declaration so far: they go on in order of person. */
static bool slice_append(const Val *v, Wage *run, size_t *count)
{
    Month month = { (int32_t)v[COLUMN_MONTH].i };
    if (!slice_read(v[COLUMN_BODY].s, month, &run[*count], (size_t)v[COLUMN_LINES].i))
        return false;
    bool in_order = !*count || run[*count - 1].person < run[*count].person;
    *count += (size_t)v[COLUMN_LINES].i;
    return in_order;
}

static bool same_declaration(const Val *v, const Val *next)
{
    return next && next[COLUMN_MONTH].i == v[COLUMN_MONTH].i && next[COLUMN_ENTRY].i == v[COLUMN_ENTRY].i;
}

Err wage_gather(Arena *arena, const Rows *rows, Wage **out, size_t *count)
{
    size_t total = 0, kept = 0, run_count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        int64_t lines = cell(rows, i, COLUMN_LINES)->i;
        if (lines < 1 || lines > SLICE_LINES)
            return ERR_BUSY;
        total += (size_t)lines;
    }
    Wage *all = arena_take(arena, (total + 1) * sizeof *all), *next = arena_take(arena, (total + 1) * sizeof *next);
    Wage *run = arena_take(arena, (total + 1) * sizeof *run);
    for (size_t i = 0; i < rows->count; i++) {
        const Val *v = cell(rows, i, 0);
        if (!slice_append(v, run, &run_count))
            return ERR_BUSY;
        if (same_declaration(v, i + 1 < rows->count ? cell(rows, i + 1, 0) : NULL))
            continue;
        bool first = !kept; /* then there is nothing to merge with, and room that is not touched costs nothing */
        Wage *swap = all;
        kept = first ? run_count : wage_merge(all, kept, run, run_count, next); /* a whole declaration at a time */
        all = first ? run : next;
        run = first ? swap : run;
        next = first ? next : swap;
        run_count = 0;
    }
    *out = all;
    *count = kept;
    return OK;
}

Err wage_month(Db *db, Arena *arena, Month month, int64_t unit, int64_t until_unit, int64_t known_at, Rows *out)
{
    return db_rows(db, arena, &WAGE_MONTH, VALS(val_i(month.n), val_i(unit), val_i(until_unit), val_i(known_at)), out);
}

Err wage_known_at(Db *db, Arena *arena, int64_t unit, Month from, Month until, int64_t known_at, Wage **out, size_t *count,
                  bool *declared)
{
    Rows rows;
    Val vals[2 + WAGE_MONTHS_MAX] = { val_i(unit), val_i(known_at) };
    require(from.n <= until.n && until.n - from.n < WAGE_MONTHS_MAX);
    for (int i = 0; i < WAGE_MONTHS_MAX; i++) /* fewer months: the last again and again, which is the same set */
        vals[2 + i] = val_i(from.n + i < until.n ? from.n + i : until.n);
    TRY(db_rows(db, arena, &WAGE_MONTHS, vals, &rows));
    *declared = rows.count && cell(&rows, rows.count - 1, COLUMN_MONTH)->i == until.n;
    return wage_gather(arena, &rows, out, count);
}

Err wage_latest(Db *db, Arena *arena, int64_t unit, Month from, Month until, Wage **out, size_t *count, bool *declared)
{
    return wage_known_at(db, arena, unit, from, until, INT64_MAX, out, count, declared);
}

const Wage *wage_find(const Wage *rows, size_t count, int64_t person)
{
    Wage wanted = { .person = person };
    return count ? bsearch(&wanted, rows, count, sizeof *rows, wage_order) : NULL;
}

Err wage_check(Db *db, Arena *arena, int64_t unit, Month month, int64_t entry, Str digest, bool *same, int64_t *count)
{
    Rows rows;
    Hash hash = { 0 };
    TRY(db_rows(db, arena, &WAGE_ENTRY, VALS(val_i(unit), val_i(month.n), val_i(entry)), &rows));
    for (size_t i = 0; i < rows.count; i++)
        hash = chained(arena, &hash, cell(&rows, i, 0)->i, cell(&rows, i, 1)->i, cell(&rows, i, 2)->s);
    *count = (int64_t)rows.count;
    *same = rows.count > 0 && str_eq(hash_str(&hash), digest);
    return OK;
}

Err wage_rows(Db *db, Arena *arena, int64_t *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &WAGE_COUNT, NULL, &rows));
    *out = cell(&rows, 0, 0)->i;
    return OK;
}
