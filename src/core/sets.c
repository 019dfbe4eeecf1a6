/* sets.c - see sets.h. */
#include "core/sets.h"

TABLE(policy_file, TABLE_LOG, 3, "hash b, body b", "hash", NULL)
TABLE(policy_set, TABLE_LOG, 3, "n i, hash b, base i, entry i, at i, proposer i, region t, by_user t, files b", "n", NULL)
TABLE(policy_use, TABLE_LOG, 3, "n i, policy_set i, entry i, at i, by_user t", "n", NULL)

SQL(POLICY_FILE_PUT, "bb", "", "INSERT INTO policy_file (hash, body) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING")
SQL(POLICY_FILE_GET, "b", "b", "SELECT body FROM policy_file WHERE hash = $1")
SQL(POLICY_SET_PUT, "ibiiiittb", "",
    "INSERT INTO policy_set (n, hash, base, entry, at, proposer, region, by_user, files)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
SQL(POLICY_SET_GET, "i", "ibiiiittb",
    "SELECT n, hash, base, entry, at, proposer, region, by_user, files FROM policy_set WHERE n = $1")
SQL(POLICY_SET_ALL, "i", "ibiiiittb",
    "SELECT n, hash, base, entry, at, proposer, region, by_user, files FROM policy_set WHERE entry <= $1 ORDER BY n")
SQL(POLICY_USE_PUT, "iiiit", "", "INSERT INTO policy_use (n, policy_set, entry, at, by_user) VALUES ($1, $2, $3, $4, $5)")
SQL(POLICY_USE_ALL, "i", "iiiit", "SELECT n, policy_set, entry, at, by_user FROM policy_use WHERE entry <= $1 ORDER BY n")
SQL(POLICY_USE_LAST, "i", "i", "SELECT policy_set FROM policy_use WHERE entry <= $1 ORDER BY n DESC LIMIT 1")
SQL(POLICY_FIRST_BASE, "", "i",
    "SELECT policy_set.base FROM policy_use, policy_set WHERE policy_set.n = policy_use.policy_set ORDER BY policy_use.n LIMIT 1")

enum { SET_BYTES = 96 << 20, LOOK_BYTES = 4 << 20, FILES_MOST = 400 };

static int64_t up_to(int64_t entry) { return entry ? entry : INT64_MAX; } /* -1: nothing */

static Err set_of_row(const Rows *rows, size_t i, KeptSet *out)
{
    *out = (KeptSet){ .n = cell(rows, i, 0)->i,
                      .base = cell(rows, i, 2)->i,
                      .entry = cell(rows, i, 3)->i,
                      .at = { cell(rows, i, 4)->i },
                      .proposer = cell(rows, i, 5)->i,
                      .region = cell(rows, i, 6)->s,
                      .by = cell(rows, i, 7)->s,
                      .files = cell(rows, i, 8)->s };
    Str hash = cell(rows, i, 1)->s;
    if (hash.n != HASH_BYTES)
        return ERR_BUSY;
    memcpy(out->hash.b, hash.p, HASH_BYTES);
    return OK;
}

Err sets_all(Db *db, Arena *arena, int64_t entry, KeptSet **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(db, arena, &POLICY_SET_ALL, VALS(val_i(up_to(entry))), &rows));
    *out = arena_new(arena, KeptSet, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        TRY(set_of_row(&rows, i, &(*out)[i]));
    *count = rows.count;
    return OK;
}

Err sets_uses(Db *db, Arena *arena, int64_t entry, SetUse **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(db, arena, &POLICY_USE_ALL, VALS(val_i(up_to(entry))), &rows));
    *out = arena_new(arena, SetUse, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        (*out)[i] = (SetUse){
            cell(&rows, i, 0)->i, cell(&rows, i, 1)->i, cell(&rows, i, 2)->i, { cell(&rows, i, 3)->i }, cell(&rows, i, 4)->s
        };
    *count = rows.count;
    return OK;
}

Err sets_get(Db *db, Arena *arena, int64_t n, KeptSet *out, bool *found)
{
    Rows rows;
    TRY(db_rows(db, arena, &POLICY_SET_GET, VALS(val_i(n)), &rows));
    *found = rows.count == 1;
    return *found ? set_of_row(&rows, 0, out) : OK;
}

Err sets_in_use(Db *db, Arena *arena, int64_t entry, int64_t *n)
{
    Rows rows;
    TRY(db_rows(db, arena, &POLICY_USE_LAST, VALS(val_i(up_to(entry))), &rows));
    *n = rows.count ? cell(&rows, 0, 0)->i : 0;
    return OK;
}

const KeptSet *sets_with(const KeptSet *sets, size_t count, const Hash *hash)
{
    for (size_t i = count; i > 0; i--)
        if (hash_eq(&sets[i - 1].hash, hash))
            return &sets[i - 1];
    return NULL;
}

const KeptSet *sets_named(Arena *arena, const KeptSet *sets, size_t count, Str text)
{
    int64_t n = 0;
    Str bytes = { 0 };
    if (number_read(text, 'P', &n))
        return n >= 1 && (uint64_t)n <= count ? &sets[n - 1] : NULL;
    if (text.n != 2 * HASH_BYTES || !str_unhex(arena, text, &bytes))
        return NULL;
    Hash hash;
    memcpy(hash.b, bytes.p, HASH_BYTES);
    return sets_with(sets, count, &hash);
}

Err sets_unknown(Why *why)
{
    return refuse(why, ERR_UNKNOWN_ID, "set", "没有这一政策参数集，请核对编号（例如 P2）。",
                  "There is no such policy set; check its number, such as P2.");
}

Err sets_overtaken(Why *why)
{
    return refuse(why, ERR_CONFLICT, "set", "提出之后现行参数已经变更，请按现行参数重新提出。",
                  "The rules in use have changed since it was proposed; propose it again from the present ones.");
}

Str sets_files(Arena *arena, const PolicySet *set)
{
    size_t count = 0;
    const PolicyFile *files = policy_files(set, &count);
    Buf buf = { .arena = arena };
    buf_u32(&buf, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        Hash hash = hash_of(files[i].text);
        buf_text(&buf, files[i].name);
        buf_add(&buf, hash_str(&hash));
    }
    return buf_str(&buf);
}

/* The text of a file, which must be what its hash says. */
static Err file_load(Db *db, Arena *arena, Str hash, Str *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &POLICY_FILE_GET, VALS(val_b(hash)), &rows));
    if (rows.count != 1)
        return ERR_BUSY;
    Hash is = hash_of(cell(&rows, 0, 0)->s);
    *out = cell(&rows, 0, 0)->s;
    return str_eq(hash_str(&is), hash) ? OK : ERR_BUSY;
}

Err sets_load(Db *db, Arena *arena, const KeptSet *kept, PolicySet **out)
{
    Take take = { .rest = kept->files };
    uint32_t count = take_u32(&take);
    if (take.bad || count > FILES_MOST)
        return ERR_BUSY;
    PolicyFile *files = arena_new(arena, PolicyFile, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        files[i].name = take_text(&take);
        Str hash = take_bytes(&take, HASH_BYTES);
        if (take.bad)
            return ERR_BUSY;
        TRY(file_load(db, arena, hash, &files[i].text));
    }
    PolicySet *set = NULL;
    /* A program that knows fewer keys than the one that took the set in cannot run by it. */
    if (take.rest.n || policy_load_files(arena, files, count, &set, NULL) != OK)
        return ERR_BUSY;
    if (!hash_eq(policy_hash(set), &kept->hash))
        return ERR_BUSY;
    *out = set;
    return OK;
}

Err sets_keep(Db *db, Arena *arena, const PolicySet *set, const KeptSet *kept)
{
    size_t count = 0;
    const PolicyFile *files = policy_files(set, &count);
    for (size_t i = 0; i < count; i++) {
        Hash hash = hash_of(files[i].text);
        TRY(db_run(db, &POLICY_FILE_PUT, VALS(val_b(str_copy(arena, hash_str(&hash))), val_b(files[i].text))));
    }
    return db_run(db, &POLICY_SET_PUT,
                  VALS(val_i(kept->n), val_b(hash_str(&kept->hash)), val_i(kept->base), val_i(kept->entry), val_i(kept->at.s),
                       val_i(kept->proposer), val_t(kept->region), val_t(kept->by), val_b(kept->files)));
}

Err sets_use(Db *db, const SetUse *use)
{
    return db_run(db, &POLICY_USE_PUT, VALS(val_i(use->use), val_i(use->set), val_i(use->entry), val_i(use->at.s), val_t(use->by)));
}

/* ---- the set of a handle ---- */

static Err load_number(Db *db, Arena *arena, int64_t n, PolicySet **out)
{
    KeptSet kept;
    bool found = false;
    TRY(sets_get(db, arena, n, &kept, &found));
    return found ? sets_load(db, arena, &kept, out) : ERR_BUSY;
}

/* Two regions in turn: whoever still holds something of the set before may go on reading it. */
static Err follow(Bureau *bureau, int64_t n)
{
    const PolicySet *next = bureau->policy_first;
    if (n) {
        PolicySet *set = NULL;
        Arena *arena = &bureau->policy_arena[!bureau->policy_side];
        if (arena->base)
            arena_reset(arena);
        else
            *arena = arena_make(SET_BYTES);
        TRY(load_number(bureau->db, arena, n, &set));
        bureau->policy_side = !bureau->policy_side;
        next = set;
    }
    bureau->policy = next;
    bureau->policy_n = n;
    return OK;
}

Err sets_follow(Bureau *bureau, bool *moved)
{
    Arena scratch = arena_make(LOOK_BYTES);
    int64_t n = 0;
    Err err = sets_in_use(bureau->db, &scratch, 0, &n);
    arena_drop(&scratch);
    TRY(err);
    if (moved)
        *moved = n != bureau->policy_n;
    return n == bureau->policy_n ? OK : follow(bureau, n);
}

/* Before the first approval the bureau ran by the set that the first approved one was made from. */
static Err known_number(Bureau *bureau, Arena *arena, int64_t entry, int64_t *n)
{
    Rows rows;
    int64_t now = 0;
    TRY(sets_in_use(bureau->db, arena, entry, n));
    TRY(sets_in_use(bureau->db, arena, 0, &now));
    if (*n || !now)
        return OK;
    TRY(db_rows(bureau->db, arena, &POLICY_FIRST_BASE, NULL, &rows));
    *n = rows.count ? cell(&rows, 0, 0)->i : 0;
    return OK;
}

Err sets_known(Bureau *bureau, Arena *arena, int64_t entry, const PolicySet **out)
{
    int64_t n = 0;
    TRY(known_number(bureau, arena, entry, &n));
    *out = n == bureau->policy_n ? bureau->policy : bureau->past;
    if (n == bureau->policy_n || (bureau->past && bureau->past_n == n))
        return OK;
    PolicySet *set = NULL;
    if (bureau->past_arena.base)
        arena_reset(&bureau->past_arena);
    else
        bureau->past_arena = arena_make(SET_BYTES);
    bureau->past = NULL;
    TRY(load_number(bureau->db, &bureau->past_arena, n, &set));
    *out = bureau->past = set;
    bureau->past_n = n;
    return OK;
}
