/* attempt.c - see attempt.h. */
#include "core/attempt.h"
#include "policy/policy.h"

TABLE(attempt, TABLE_OWN, 6, "key b, fails i, next i, until i", "key", "until key")
SQL(ATTEMPT_GET, "b", "ii", "SELECT fails, next FROM attempt WHERE key = $1")
SQL(ATTEMPT_PUT, "biii", "",
    "INSERT INTO attempt (key, fails, next, until) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO UPDATE SET "
    "fails = excluded.fails, next = excluded.next, until = excluded.until")
SQL(ATTEMPT_DROP, "b", "", "DELETE FROM attempt WHERE key = $1")
SQL(ATTEMPT_SWEEP, "i", "", "DELETE FROM attempt WHERE until < $1")

TABLE(browser, TABLE_OWN, 6, "key b, until i", "key", "until key")
SQL(BROWSER_GET, "bi", "b", "SELECT key FROM browser WHERE key = $1 AND until >= $2")
SQL(BROWSER_PUT, "bi", "",
    "INSERT INTO browser (key, until) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET until = excluded.until")
SQL(BROWSER_SWEEP, "i", "", "DELETE FROM browser WHERE until < $1")

enum { BROWSER_DAYS = 365, DAY_SECONDS = 86400 };
enum { HOUR = 3600, SOURCE_HOURS = 1, STEP_MAX = 6 };
typedef enum { OF_PAIR = 1, OF_ACCOUNT, OF_SOURCE } Kind;

typedef struct {
    int64_t fails, next;
    bool there;
} Row;

/* Whose name was typed is nobody's business but theirs: the table holds keyed hashes. */
static Str key_of(Bureau *bureau, Arena *arena, Kind kind, const Attempt *attempt)
{
    Buf what = { .arena = arena };
    buf_add(&what, S("attempt"));
    buf_u8(&what, (uint8_t)kind);
    buf_text(&what, kind == OF_SOURCE ? S("") : attempt->account);
    buf_text(&what, kind == OF_ACCOUNT ? S("") : attempt->source);
    Hash hash = hash_keyed(hash_str(&bureau->store.secret), buf_str(&what));
    return str_copy(arena, hash_str(&hash));
}

static Err row_get(Bureau *bureau, Arena *arena, Kind kind, const Attempt *attempt, Row *out)
{
    Rows rows;
    TRY(db_rows(bureau->db, arena, &ATTEMPT_GET, VALS(val_b(key_of(bureau, arena, kind, attempt))), &rows));
    *out = rows.count ? (Row){ cell(&rows, 0, 0)->i, cell(&rows, 0, 1)->i, true } : (Row){ 0 };
    return OK;
}

static Err row_put(Bureau *bureau, Arena *arena, Kind kind, const Attempt *attempt, const Row *row, int64_t until)
{
    return db_run(bureau->db, &ATTEMPT_PUT,
                  VALS(val_b(key_of(bureau, arena, kind, attempt)), val_i(row->fails), val_i(row->next), val_i(until)));
}

/* 1, 2, 4, ... seconds, a minute at most. */
static int64_t doubling(int64_t n) { return n <= 0 ? 0 : n > STEP_MAX ? ATTEMPT_DELAY_MAX : INT64_C(1) << (n - 1); }

/* What it costs to come to a hot account from a place that has not tried it yet. */
static int64_t entry_wait(int64_t fails) { return doubling((fails - ATTEMPT_ACCOUNT_FREE + 3) / 4); }

static int64_t policy_number(Bureau *bureau, PolicyKey key, Time now)
{
    return policy_int(policy_national(bureau->policy), key, time_day(now));
}

static int64_t lock_seconds(Bureau *bureau, Time now)
{
    return policy_number(bureau, KEY_IDENTITY_PASSWORD_LOCK_HOURS, now) * HOUR;
}

Err attempt_wait(Bureau *bureau, Arena *arena, const Attempt *attempt, Time now, int64_t *seconds)
{
    Row pair, account = { 0 }, source = { 0 };
    TRY(row_get(bureau, arena, OF_PAIR, attempt, &pair));
    if (!attempt->known) {
        TRY(row_get(bureau, arena, OF_ACCOUNT, attempt, &account));
        TRY(row_get(bureau, arena, OF_SOURCE, attempt, &source));
    }
    int64_t wait = pair.there ? pair.next - now.s : entry_wait(account.fails);
    wait = source.next - now.s > wait ? source.next - now.s : wait;
    *seconds = wait > 0 ? wait : 0;
    return OK;
}

Err attempt_enter(Bureau *bureau, Arena *arena, const Attempt *attempt, Time now)
{
    Row pair, account;
    TRY(row_get(bureau, arena, OF_PAIR, attempt, &pair));
    if (pair.there || attempt->known)
        return OK;
    TRY(row_get(bureau, arena, OF_ACCOUNT, attempt, &account));
    pair.next = now.s + entry_wait(account.fails);
    return row_put(bureau, arena, OF_PAIR, attempt, &pair, now.s + HOUR);
}

Err attempt_failed(Bureau *bureau, Arena *arena, const Attempt *attempt, Time now)
{
    int64_t lock = lock_seconds(bureau, now);
    Row pair, account, source;
    TRY(db_run(bureau->db, &ATTEMPT_SWEEP, VALS(val_i(now.s))));
    TRY(row_get(bureau, arena, OF_PAIR, attempt, &pair));
    TRY(row_get(bureau, arena, OF_ACCOUNT, attempt, &account));
    TRY(row_get(bureau, arena, OF_SOURCE, attempt, &source));
    pair.fails++;
    bool locked = pair.fails >= policy_number(bureau, KEY_IDENTITY_PASSWORD_FAILURES, now);
    pair.next = now.s + (locked ? lock : doubling(pair.fails));
    account.fails++;
    source.fails++;
    source.next = now.s + doubling((source.fails - ATTEMPT_SOURCE_FREE + 3) / 4);
    TRY(row_put(bureau, arena, OF_PAIR, attempt, &pair, now.s + lock));
    TRY(row_put(bureau, arena, OF_ACCOUNT, attempt, &account, now.s + lock));
    return row_put(bureau, arena, OF_SOURCE, attempt, &source, now.s + SOURCE_HOURS * HOUR);
}

static Str browser_key(Bureau *bureau, Arena *arena, Str mark, Str account)
{
    Buf what = { .arena = arena };
    buf_add(&what, S("known browser"));
    buf_text(&what, mark);
    buf_text(&what, account);
    Hash hash = hash_keyed(hash_str(&bureau->store.secret), buf_str(&what));
    return str_copy(arena, hash_str(&hash));
}

Err attempt_knows(Bureau *bureau, Arena *arena, Str mark, Str account, Time now, bool *known)
{
    Rows rows = { 0 };
    if (mark.n)
        TRY(db_rows(bureau->db, arena, &BROWSER_GET, VALS(val_b(browser_key(bureau, arena, mark, account)), val_i(now.s)), &rows));
    *known = rows.count > 0;
    return OK;
}

Err attempt_passed(Bureau *bureau, Arena *arena, const Attempt *attempt, Str mark, Time now)
{
    TRY(db_run(bureau->db, &ATTEMPT_DROP, VALS(val_b(key_of(bureau, arena, OF_PAIR, attempt)))));
    TRY(db_run(bureau->db, &BROWSER_SWEEP, VALS(val_i(now.s))));
    return db_run(
        bureau->db, &BROWSER_PUT,
        VALS(val_b(browser_key(bureau, arena, mark, attempt->account)), val_i(now.s + (int64_t)BROWSER_DAYS * DAY_SECONDS)));
}
