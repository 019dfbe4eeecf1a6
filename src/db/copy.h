/* copy.h - a file for other people's tools: a fresh SQLite database that has nothing to do with the bureau's own, written once
 * from the front to the end in constant memory. Whoever writes it decides what may stand in it. */
#pragma once
#include "db/db.h"

typedef struct Copy Copy;
typedef struct {
    const char *name;
    char type; /* 'i' a number, 't' a text */
} CopyColumn;

/* Makes the file, readable by the owner alone. Refusals: ERR_CONFLICT there is something of that name; ERR_BUSY it cannot be
 * made. *out is written on OK; copy_close must follow. */
Err copy_open(Arena *life, const char *path, Copy **out, Why *why) NODISCARD;
/* A table that the rows behind go into. Names are the program's own. Refusals: ERR_BUSY the disk. */
Err copy_table(Copy *copy, const char *name, const CopyColumn *columns, size_t count) NODISCARD;
/* A value for each column; kind 0 is NULL. Refusals: ERR_BUSY the disk. */
Err copy_row(Copy *copy, const Val *vals) NODISCARD;
/* whole: what was written is on the disk when this answers OK; else the file is removed. Refusals: ERR_BUSY the disk. */
Err copy_close(Copy *copy, bool whole) NODISCARD;
