/* delivery.c - see delivery.h. */
#include "journal/delivery.h"
#include "journal/letter.h"
#include <stdio.h>

TABLE(delivery_to, TABLE_OWN, 5, "receiver i, n i, attempts i, error i, next i, delivered i", "receiver, n", NULL)
TABLE(delivery_state, TABLE_OWN, 2, "name t, value i", "name", NULL)

SQL(DELIVERY_LIST, "iii", "iiiii",
    "SELECT n, attempts, error, next, delivered FROM delivery_to WHERE receiver = $1 AND n > $2 AND n <= $3 ORDER BY n")
SQL(DELIVERY_FAILING, "iii", "iiiii",
    "SELECT n, attempts, error, next, delivered FROM delivery_to WHERE receiver = $1 AND n > $2 AND delivered = 0 "
    "ORDER BY n LIMIT $3")
SQL(DELIVERY_PUT, "iiiiii", "",
    "INSERT INTO delivery_to (receiver, n, attempts, error, next, delivered) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (receiver, n) DO UPDATE SET attempts = $3, error = $4, next = $5, delivered = $6")
SQL(DELIVERY_MARK, "t", "i", "SELECT value FROM delivery_state WHERE name = $1 ORDER BY name")
SQL(DELIVERY_MARK_PUT, "ti", "",
    "INSERT INTO delivery_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2")

enum { DELAY_FIRST = 30, DELAY_MOST = 3600, ID_HASH_BYTES = 8 };

static void rows_read(const Rows *rows, Arena *arena, int64_t receiver, Delivery **out, size_t *count)
{
    *out = arena_new(arena, Delivery, rows->count);
    for (size_t i = 0; i < rows->count; i++)
        (*out)[i] = (Delivery){ .receiver = receiver,
                                .n = cell(rows, i, 0)->i,
                                .attempts = cell(rows, i, 1)->i,
                                .error = cell(rows, i, 2)->i,
                                .next = { cell(rows, i, 3)->i },
                                .delivered = { cell(rows, i, 4)->i } };
    *count = rows->count;
}

Err delivery_list(Db *db, Arena *arena, int64_t receiver, int64_t after, int64_t last, Delivery **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(db, arena, &DELIVERY_LIST, VALS(val_i(receiver), val_i(after), val_i(last)), &rows));
    rows_read(&rows, arena, receiver, out, count);
    return OK;
}

/* Below the mark everything has arrived: what fails stands behind it, and the key leads there. */
Err delivery_failing(Db *db, Arena *arena, int64_t receiver, int64_t limit, Delivery **out, size_t *count)
{
    Rows rows;
    int64_t mark = 0;
    TRY(delivery_mark(db, arena, receiver, &mark));
    TRY(db_rows(db, arena, &DELIVERY_FAILING, VALS(val_i(receiver), val_i(mark), val_i(limit)), &rows));
    rows_read(&rows, arena, receiver, out, count);
    return OK;
}

static Str mark_name(char out[32], int64_t receiver)
{
    int n = receiver == RECEIVER_COMMAND ? snprintf(out, 32, "mark") : snprintf(out, 32, "mark-%lld", (long long)receiver);
    return (Str){ out, (size_t)n };
}

Err delivery_mark(Db *db, Arena *arena, int64_t receiver, int64_t *out)
{
    Rows rows;
    char name[32];
    TRY(db_rows(db, arena, &DELIVERY_MARK, VALS(val_t(mark_name(name, receiver))), &rows));
    *out = rows.count ? cell(&rows, 0, 0)->i : 0;
    return OK;
}

Err delivery_put(Db *db, const Delivery *delivery, int64_t mark)
{
    char name[32];
    if (delivery->person)
        return letter_put(db, delivery);
    if (delivery->n)
        TRY(db_run(db, &DELIVERY_PUT,
                   VALS(val_i(delivery->receiver), val_i(delivery->n), val_i(delivery->attempts), val_i(delivery->error),
                        val_i(delivery->next.s), val_i(delivery->delivered.s))));
    return mark ? db_run(db, &DELIVERY_MARK_PUT, VALS(val_t(mark_name(name, delivery->receiver)), val_i(mark))) : OK;
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
    static const char *const words[] = { "timeout", "not-started", "no-address", "no-connection", "tls", "garbled",
                                         "not-wanted", "too-late" };
    if (error >= DELIVERY_TIMEOUT && error <= DELIVERY_TOO_LATE)
        return str(words[error - DELIVERY_TIMEOUT]);
    if (error > DELIVERY_HTTP)
        return str_format(arena, "http-%lld", (long long)(error - DELIVERY_HTTP));
    if (error > DELIVERY_SIGNAL)
        return str_format(arena, "signal-%lld", (long long)(error - DELIVERY_SIGNAL));
    return error ? str_format(arena, "exit-%lld", (long long)error) : (Str){ 0 };
}

Str delivery_id(Arena *arena, int64_t n, const Hash *entry)
{
    return str_format(arena, "M%lld-" STR_FMT, (long long)n, STR_ARG(str_hex(arena, str_head(hash_str(entry), ID_HASH_BYTES))));
}
