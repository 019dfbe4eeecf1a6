/* verify_table.h - inside core: one table of two databases held against each other, in constant memory. */
#pragma once
#include "db/db.h"

typedef enum { ROW_SAME, ROW_CHANGED, ROW_MISSING, ROW_EXTRA } RowFault;

typedef struct {
    int64_t rows;   /* that `is` has */
    RowFault fault; /* of the first row that differs */
    Str row;        /* its key */
} TableFound;

/* Compares the table in `is` with that in `should`. Refusals: ERR_BUSY, and *whose tells which one could not be read. */
Err verify_table(Arena *arena, Db *is, Db *should, const Table *table, TableFound *out, Db **whose) NODISCARD;
