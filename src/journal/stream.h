/* stream.h - inside journal: rows of any number in constant memory, page by page behind a cursor. */
#pragma once
#include "db/db.h"

enum { STREAM_KEYS_MAX = 4 };

/* The statement takes `keys` integers and a limit, brings rows behind that key in order of it, and has the key as
 * its first columns. */
typedef struct {
    Db *db;
    const Sql *sql;
    int keys;
    Arena arena;
    int64_t cursor[STREAM_KEYS_MAX];
    Rows rows;
    size_t at;
    bool started, last;
} Stream;

Stream stream_open(Db *db, const Sql *sql, int keys, const int64_t *behind);
void stream_close(Stream *stream);
/* The current row, or NULL after the last; it lives until stream_next. Refusals: ERR_BUSY. */
Err stream_row(Stream *stream, const Val **row) NODISCARD;
void stream_next(Stream *stream);
