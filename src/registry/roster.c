/* roster.c - see roster.h. Owns roster_pack, and roster_kept for the one batch that is open.
 *
 * A block begins at a person whose number, mixed, is one in ROSTER_BLOCK; so an insertion moves a hundred lines and not
 * an employer's thousands, and where blocks begin depends on who is in them, never on the order in which they came. */
#include "registry/roster.h"
#include "base/bytes.h"
#include <stdlib.h>

TABLE(roster_pack, TABLE_CACHE, 4, "kind i, payer i, first i, lines i, body b", "kind, payer, first", NULL)
/* What a block was when a batch was opened, from its first change on. */
TABLE(roster_kept, TABLE_OWN, 4, "kind i, payer i, lines i, body b", "kind, payer", NULL)
SQL(PACK_SPAN, "iii", "iiib",
    "SELECT payer, first, lines, body FROM roster_pack WHERE kind = $1 AND payer >= $2 AND payer <= $3 ORDER BY kind, payer, first")
SQL(PACK_AT, "iii", "iib",
    "SELECT first, lines, body FROM roster_pack WHERE kind = $1 AND payer = $2 AND first <= $3 ORDER BY kind DESC, payer DESC, "
    "first DESC LIMIT 1")
SQL(PACK_PUT, "iiiib", "",
    "INSERT INTO roster_pack (kind, payer, first, lines, body) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (kind, payer, first) DO UPDATE SET lines = $4, body = $5")
SQL(PACK_DROP, "iii", "", "DELETE FROM roster_pack WHERE kind = $1 AND payer = $2 AND first = $3")
SQL(PACK_ANY, "", "i", "SELECT kind FROM roster_pack ORDER BY kind, payer, first LIMIT 1")
SQL(ACCOUNT_ANY, "", "i", "SELECT payer_kind FROM roster ORDER BY payer_kind, payer, person, account LIMIT 1")
SQL(KEPT_PUT, "iiib", "",
    "INSERT INTO roster_kept (kind, payer, lines, body) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, payer) DO NOTHING")
SQL(KEPT_SPAN, "iii", "iib",
    "SELECT payer, lines, body FROM roster_kept WHERE kind = $1 AND payer >= $2 AND payer <= $3 ORDER BY kind, payer")
SQL(KEPT_ANY, "", "i", "SELECT kind FROM roster_kept ORDER BY kind, payer LIMIT 1")
SQL(KEPT_DROP, "", "", "DELETE FROM roster_kept")

enum { ROSTER_BLOCK = 128, LINE_BYTES = 11 * NUMBER_BYTES, FILL_PERSONS = 500 };

static bool begins_block(int64_t person)
{
    uint64_t mixed = (uint64_t)person * 0x9e3779b97f4a7c15;
    return (mixed ^ mixed >> 29) * 0xbf58476d1ce4e5b9 >> 57 == 0;
}

/* What tells the lines of one person apart, in their order. */
static int32_t line_key(const RosterLine *line) { return line->account * 2 + !line->earlier; }

void roster_write(Buf *buf, const RosterLine *lines, size_t count)
{
    RosterLine last = { 0 };
    for (size_t i = 0; i < count; i++) {
        const RosterLine *line = &lines[i];
        uint8_t bytes[LINE_BYTES], *to = bytes;
        to = number_put(to, line->person - last.person);
        to = number_put(to, line_key(line));
        to = number_put(to, line->contract);
        to = number_put(to, line->region - last.region);
        to = number_put(to, line->category);
        to = number_put(to, line->insurances);
        to = number_put(to, line->since.n - last.since.n);
        to = number_put(to, line->until);
        to = number_put(to, line->base_fen);
        to = number_put(to, line->hukou_region - last.hukou_region);
        to = number_put(to, line->died);
        buf_add(buf, (Str){ (const char *)bytes, (size_t)(to - bytes) });
        last = *line;
    }
}

bool roster_read(Str bytes, size_t count, RosterLine *out)
{
    In in = in_make(bytes);
    RosterLine last = { 0 };
    for (size_t i = 0; i < count; i++) {
        RosterLine *line = &out[i];
        line->person = in_sum(&in, last.person);
        line->unit = 0;
        int32_t key = in_int32(&in, 0);
        line->account = key / 2;
        line->earlier = key % 2 == 0;
        line->contract = in_number(&in);
        line->region = in_int32(&in, last.region);
        line->category = in_uint8(&in);
        line->insurances = in_uint8(&in);
        line->since.n = in_int32(&in, last.since.n);
        line->until = in_int32(&in, 0);
        line->base_fen = in_number(&in);
        line->hukou_region = in_int32(&in, last.hukou_region);
        line->died = in_int32(&in, 0);
        bool behind = line->person > last.person || (line->person == last.person && key > line_key(&last));
        if (in.bad || in.at > in.n || !behind)
            return false;
        last = *line;
    }
    return in_whole(&in);
}

/* ---- reading ---- */

/* The lines of rows that end in "lines, body", one behind the other. */
static Err lines_of(Arena *arena, const Rows *rows, RosterLine **out, size_t *count)
{
    size_t total = 0, at = 0;
    for (size_t i = 0; i < rows->count; i++) {
        int64_t lines = cell(rows, i, rows->width - 2)->i;
        if (lines < 0 || lines > (int64_t)cell(rows, i, rows->width - 1)->s.n)
            return ERR_BUSY; /* damage */
        total += (size_t)lines;
    }
    RosterLine *all = arena_take(arena, (total + 1) * sizeof *all);
    for (size_t i = 0; i < rows->count; i++) {
        size_t lines = (size_t)cell(rows, i, rows->width - 2)->i;
        if (!roster_read(cell(rows, i, rows->width - 1)->s, lines, &all[at]))
            return ERR_BUSY;
        at += lines;
    }
    *out = all;
    *count = total;
    return OK;
}

Err roster_of(Db *db, Arena *arena, RosterKind kind, int64_t payer, RosterLine **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(db, arena, &PACK_SPAN, VALS(val_i(kind), val_i(payer), val_i(payer)), &rows));
    return lines_of(arena, &rows, out, count);
}

Err roster_span(const Store *store, Arena *arena, RosterKind kind, int64_t from, int64_t until, RosterSpan *out)
{
    *out = (RosterSpan){ 0 };
    if (store->batch.kept)
        TRY(db_rows(store->db, arena, &KEPT_SPAN, VALS(val_i(kind), val_i(from), val_i(until)), &out->kept));
    return db_rows(store->db, arena, &PACK_SPAN, VALS(val_i(kind), val_i(from), val_i(until)), &out->now);
}

Err roster_then(RosterSpan *span, Arena *arena, int64_t payer, RosterLine **out, size_t *count)
{
    Rows now = rows_cut(&span->now, payer), kept = rows_cut(&span->kept, payer);
    return lines_of(arena, kept.count ? &kept : &now, out, count);
}

/* ---- following the facts ---- */

RosterLine roster_line(const PersonFacts *person, const AccountFacts *account)
{
    return (RosterLine){ .person = person->id,
                         .unit = account->payer_kind == PAYER_UNIT ? account->payer : 0,
                         .contract = account->payer_kind == PAYER_CONTRACT ? account->payer : 0,
                         .base_fen = account->base_fen,
                         .account = account->n,
                         .region = account->region,
                         .hukou_region = person->hukou_region,
                         .category = account->category,
                         .insurances = account->insurances,
                         .since = account->since,
                         .until = account->state == ACCOUNT_OPEN ? -1 : account->stopped_month,
                         .died = person->death.n ? day_month(person->death).n : 0 };
}

size_t roster_lines(const PersonFacts *person, RosterLine *out)
{
    size_t count = 0;
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        RosterLine now = roster_line(person, account);
        if (account->before_kind) {
            AccountFacts then = account_then(account, (Month){ account->before_month });
            Day next = month_first((Month){ account->before_month + 1 });
            out[count] = roster_line(person, &then);
            out[count++].earlier = true;
            now.since = now.since.n < next.n ? next : now.since;
        }
        out[count++] = now;
    }
    return count;
}

static RosterKind kind_of(const RosterLine *line) { return line->unit ? ROSTER_OF_UNIT : ROSTER_OF_GROUP; }
static int64_t payer_of(const RosterLine *line) { return line->unit ? line->unit : line->person >> ROSTER_GROUP_BITS; }

static bool line_same(const RosterLine *a, const RosterLine *b)
{
    return a->person == b->person && a->unit == b->unit && a->contract == b->contract && a->base_fen == b->base_fen &&
           line_key(a) == line_key(b) && a->region == b->region && a->hukou_region == b->hukou_region &&
           a->category == b->category && a->insurances == b->insurances && a->since.n == b->since.n && a->until == b->until &&
           a->died == b->died;
}

typedef struct {
    RosterKind kind;
    int64_t payer, first; /* 0 = the block before the first beginning */
    RosterLine *lines;
    size_t count;
    bool found;
} Block;

/* The block in which a person's lines stand, or would; with room for one line more. */
static Err block_at(Store *store, Arena *arena, RosterKind kind, int64_t payer, int64_t person, Block *out)
{
    Rows rows;
    *out = (Block){ .kind = kind, .payer = payer };
    TRY(db_rows(store->db, arena, &PACK_AT, VALS(val_i(kind), val_i(payer), val_i(person)), &rows));
    out->found = rows.count > 0;
    if (out->found) {
        out->first = cell(&rows, 0, 0)->i;
        out->count = (size_t)cell(&rows, 0, 1)->i;
        if (cell(&rows, 0, 1)->i < 0 || out->count > cell(&rows, 0, 2)->s.n)
            return ERR_BUSY;
    }
    out->lines = arena_new(arena, RosterLine, out->count + 1);
    return !out->found || roster_read(cell(&rows, 0, 2)->s, out->count, out->lines) ? OK : ERR_BUSY;
}

static Err block_put(Store *store, Arena *arena, const Block *block)
{
    Buf body = { .arena = arena };
    if (!block->count)
        return block->found ? db_run(store->db, &PACK_DROP, VALS(val_i(block->kind), val_i(block->payer), val_i(block->first)))
                            : OK;
    roster_write(&body, block->lines, block->count);
    return db_run(
        store->db, &PACK_PUT,
        VALS(val_i(block->kind), val_i(block->payer), val_i(block->first), val_i((int64_t)block->count), val_b(buf_str(&body))));
}

/* Before the first change of a payer while a batch is open: the batch goes on reading what there was. */
static Err keep_payer(Store *store, Arena *arena, RosterKind kind, int64_t payer)
{
    Rows kept;
    RosterLine *lines = NULL;
    size_t count = 0;
    Buf body = { .arena = arena };
    if (!store->batch.run)
        return OK;
    TRY(db_rows(store->db, arena, &KEPT_SPAN, VALS(val_i(kind), val_i(payer), val_i(payer)), &kept));
    if (kept.count)
        return OK;
    store->batch.kept = true;
    TRY(roster_of(store->db, arena, kind, payer, &lines, &count));
    roster_write(&body, lines, count);
    return db_run(store->db, &KEPT_PUT, VALS(val_i(kind), val_i(payer), val_i((int64_t)count), val_b(buf_str(&body))));
}

static size_t place_in(const Block *block, const RosterLine *line)
{
    size_t at = 0;
    while (at < block->count && (block->lines[at].person < line->person ||
                                 (block->lines[at].person == line->person && line_key(&block->lines[at]) < line_key(line))))
        at++;
    return at;
}

/* A line comes, or takes the place of one of the same account. A person who begins a block takes along what stands
 * behind. */
static Err line_add(Store *store, Arena *arena, const RosterLine *line)
{
    Block block, behind;
    TRY(block_at(store, arena, kind_of(line), payer_of(line), line->person, &block));
    size_t at = place_in(&block, line);
    if (at < block.count && block.lines[at].person == line->person && line_key(&block.lines[at]) == line_key(line)) {
        block.lines[at] = *line;
        return block_put(store, arena, &block);
    }
    if (begins_block(line->person) && block.first != line->person) {
        behind = block;
        behind.first = line->person;
        behind.found = false;
        behind.count = block.count - at + 1;
        behind.lines = arena_new(arena, RosterLine, behind.count);
        behind.lines[0] = *line;
        memcpy(&behind.lines[1], &block.lines[at], (block.count - at) * sizeof *behind.lines);
        bool cut = at < block.count;
        block.count = at;
        if (cut)
            TRY(block_put(store, arena, &block));
        return block_put(store, arena, &behind);
    }
    memmove(&block.lines[at + 1], &block.lines[at], (block.count - at) * sizeof *block.lines);
    block.lines[at] = *line;
    block.count++;
    return block_put(store, arena, &block);
}

/* A line goes. When nothing is left of the person who began the block, the rest joins the block before. */
static Err line_drop(Store *store, Arena *arena, const RosterLine *line)
{
    Block block, before;
    TRY(block_at(store, arena, kind_of(line), payer_of(line), line->person, &block));
    size_t at = place_in(&block, line);
    if (at == block.count || block.lines[at].person != line->person || line_key(&block.lines[at]) != line_key(line))
        return OK;
    memmove(&block.lines[at], &block.lines[at + 1], (block.count - at - 1) * sizeof *block.lines);
    block.count--;
    bool begun = block.first == line->person && (!block.count || block.lines[0].person != line->person);
    if (!begun)
        return block_put(store, arena, &block);
    TRY(db_run(store->db, &PACK_DROP, VALS(val_i(block.kind), val_i(block.payer), val_i(block.first))));
    TRY(block_at(store, arena, block.kind, block.payer, line->person - 1, &before));
    RosterLine *joined = arena_new(arena, RosterLine, before.count + block.count + 1);
    memcpy(joined, before.lines, before.count * sizeof *joined);
    memcpy(joined + before.count, block.lines, block.count * sizeof *joined);
    before.lines = joined;
    before.count += block.count;
    return block_put(store, arena, &before);
}

static const RosterLine *line_with(const RosterLine *lines, size_t count, int32_t key)
{
    for (size_t i = 0; i < count; i++)
        if (line_key(&lines[i]) == key)
            return &lines[i];
    return NULL;
}

Err roster_follow(Store *store, Arena *arena, const RosterLine *before, size_t before_count, const RosterLine *after,
                  size_t after_count)
{
    for (size_t i = 0; i < before_count; i++) {
        const RosterLine *old = &before[i], *is = line_with(after, after_count, line_key(old));
        if (is && kind_of(is) == kind_of(old) && payer_of(is) == payer_of(old))
            continue;
        TRY(keep_payer(store, arena, kind_of(old), payer_of(old)));
        TRY(line_drop(store, arena, old));
    }
    for (size_t i = 0; i < after_count; i++) {
        const RosterLine *is = &after[i], *old = line_with(before, before_count, line_key(is));
        if (old && line_same(old, is))
            continue;
        TRY(keep_payer(store, arena, kind_of(is), payer_of(is)));
        TRY(line_add(store, arena, is));
    }
    return OK;
}

/* ---- a bureau from before ---- */

static Err fill_all(Store *store, Arena *arena)
{
    for (int64_t id = 1; id <= store->bureau.persons; id++) {
        PersonFacts *facts = NULL;
        RosterLine lines[ROSTER_LINES_MAX];
        Work work = { .store = store, .arena = arena };
        TRY(work_person(&work, id, &facts));
        if (facts)
            TRY(roster_follow(store, arena, NULL, 0, lines, roster_lines(facts, lines)));
        if (id % FILL_PERSONS == 0)
            arena_reset(arena);
    }
    return OK;
}

Err roster_fill(Store *store)
{
    Rows packs, accounts;
    Arena arena = arena_make((size_t)256 << 20);
    Err err = db_begin(store->db);
    if (err == OK)
        err = db_rows(store->db, &arena, &PACK_ANY, NULL, &packs);
    if (err == OK)
        err = db_rows(store->db, &arena, &ACCOUNT_ANY, NULL, &accounts);
    bool empty = err == OK && !packs.count && accounts.count;
    if (empty)
        err = fill_all(store, &arena);
    if (empty && err == OK)
        err = db_commit(store->db);
    db_rollback(store->db);
    arena_drop(&arena);
    return err;
}

Err roster_kept(Store *store, Arena *arena)
{
    Rows rows;
    TRY(db_rows(store->db, arena, &KEPT_ANY, NULL, &rows));
    store->batch.kept = rows.count > 0;
    return OK;
}

Err roster_forget(Store *store) { return db_run(store->db, &KEPT_DROP, NULL); }
