/* stream.c - see stream.h. */
#include "journal/stream.h"
#include "base/require.h"

enum { STREAM_PAGE = 256, STREAM_BYTES = 512 << 20 };

Stream stream_open(Db *db, const Sql *sql, int keys, const int64_t *behind)
{
    require(keys >= 1 && keys <= STREAM_KEYS_MAX);
    Stream stream = { .db = db, .sql = sql, .keys = keys, .arena = arena_make(STREAM_BYTES) };
    for (int i = 0; i < keys; i++)
        stream.cursor[i] = behind[i];
    return stream;
}

void stream_close(Stream *stream) { arena_drop(&stream->arena); }

static Err stream_page(Stream *stream)
{
    Val vals[STREAM_KEYS_MAX + 1];
    for (int i = 0; i < stream->keys; i++)
        vals[i] = val_i(stream->cursor[i]);
    vals[stream->keys] = val_i(STREAM_PAGE);
    arena_reset(&stream->arena);
    TRY(db_rows(stream->db, &stream->arena, stream->sql, vals, &stream->rows));
    stream->started = true;
    stream->at = 0;
    stream->last = stream->rows.count < STREAM_PAGE;
    for (int i = 0; i < stream->keys && stream->rows.count; i++)
        stream->cursor[i] = cell(&stream->rows, stream->rows.count - 1, (size_t)i)->i;
    return OK;
}

Err stream_row(Stream *stream, const Val **row)
{
    if (!stream->started || (stream->at == stream->rows.count && !stream->last))
        TRY(stream_page(stream));
    *row = stream->at < stream->rows.count ? cell(&stream->rows, stream->at, 0) : NULL;
    return OK;
}

void stream_next(Stream *stream) { stream->at++; }
