/* delivery.c - see delivery.h. */
#include "journal/delivery.h"

TABLE(delivery, TABLE_OWN, 2, "n i, attempts i, error i, next i, delivered i", "n", NULL)
TABLE(delivery_state, TABLE_OWN, 2, "name t, value i", "name", NULL)

SQL(DELIVERY_LIST, "ii", "iiiii", "SELECT n, attempts, error, next, delivered FROM delivery WHERE n > $1 AND n <= $2 ORDER BY n")
SQL(DELIVERY_PUT, "iiiii", "",
    "INSERT INTO delivery (n, attempts, error, next, delivered) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (n) DO UPDATE SET attempts = $2, error = $3, next = $4, delivered = $5")
SQL(DELIVERY_MARK, "t", "i", "SELECT value FROM delivery_state WHERE name = $1 ORDER BY name")
SQL(DELIVERY_MARK_PUT, "ti", "",
    "INSERT INTO delivery_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2")

enum { DELAY_FIRST = 30, DELAY_MOST = 3600, ID_HASH_BYTES = 8 };

Err delivery_list(Db *db, Arena *arena, int64_t after, int64_t last, Delivery **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(db, arena, &DELIVERY_LIST, VALS(val_i(after), val_i(last)), &rows));
    *out = arena_new(arena, Delivery, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        (*out)[i] = (Delivery){ .n = cell(&rows, i, 0)->i,
                                .attempts = cell(&rows, i, 1)->i,
                                .error = cell(&rows, i, 2)->i,
                                .next = { cell(&rows, i, 3)->i },
                                .delivered = { cell(&rows, i, 4)->i } };
    *count = rows.count;
    return OK;
}

Err delivery_mark(Db *db, Arena *arena, int64_t *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &DELIVERY_MARK, VALS(val_t(S("mark"))), &rows));
    *out = rows.count ? cell(&rows, 0, 0)->i : 0;
    return OK;
}

Err delivery_put(Db *db, const Delivery *delivery, int64_t mark)
{
    TRY(db_run(db, &DELIVERY_PUT,
               VALS(val_i(delivery->n), val_i(delivery->attempts), val_i(delivery->error), val_i(delivery->next.s),
                    val_i(delivery->delivered.s))));
    return mark ? db_run(db, &DELIVERY_MARK_PUT, VALS(val_t(S("mark")), val_i(mark))) : OK;
}

int64_t delivery_delay(int64_t attempts)
{
    int64_t delay = DELAY_FIRST;
    for (int64_t i = 1; i < attempts && delay < DELAY_MOST; i++)
        delay *= 2;
    return delay < DELAY_MOST ? delay : DELAY_MOST;
}

Str delivery_error(Arena *arena, int64_t error)
{
    if (error == DELIVERY_TIMEOUT)
        return S("timeout");
    if (error == DELIVERY_NOT_STARTED)
        return S("not-started");
    if (error > DELIVERY_SIGNAL)
        return str_format(arena, "signal-%lld", (long long)(error - DELIVERY_SIGNAL));
    return error ? str_format(arena, "exit-%lld", (long long)error) : (Str){ 0 };
}

Str delivery_id(Arena *arena, int64_t n, const Hash *entry)
{
    return str_format(arena, "M%lld-" STR_FMT, (long long)n, STR_ARG(str_hex(arena, str_head(hash_str(entry), ID_HASH_BYTES))));
}
