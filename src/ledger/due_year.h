/* due_year.h - inside ledger: what a year that is over left open of an employer's bills. It comes and goes with the year's book
 * (year.h), and like it is a cache of sheets, runs and settlements. */
#pragma once
#include "ledger/due.h"

typedef struct {
    int year;
    Day day; /* the last of what it follows from, by value day and by journal entry: it answers from there on */
    int64_t entry;
    DueRow *rows; /* without single lines of RECEIVABLE; in order as due_rows gives them */
    size_t count;
} DueYear;

/* due.c: from the sheets. Refusals: ERR_CONFLICT it comes to more than can be; ERR_BUSY (also when a sheet is damaged). */
Err due_year_make(Db *db, Arena *arena, int64_t unit, int year, DueYear *out) NODISCARD;
/* Every year that is kept, in order. Refusals: ERR_BUSY (also where one is damaged). */
Err due_years(Db *db, Arena *arena, int64_t unit, DueYear **out, size_t *count) NODISCARD;
Err due_years_any(Db *db, Arena *arena, bool *any) NODISCARD;
Err due_years_count(Db *db, Arena *arena, int64_t *count) NODISCARD;
/* Makes and keeps one. Refusals: those of due_year_make. */
Err due_year_put(Db *db, Arena *arena, int64_t unit, int year) NODISCARD;
Err due_year_forget(Db *db, int64_t unit, int year) NODISCARD;
/* Whether what is kept is what the sheets say. Refusals: ERR_BUSY. */
Err due_year_same(Db *db, Arena *arena, int64_t unit, int year, bool *same) NODISCARD;

Str due_year_write(Arena *arena, const DueRow *rows, size_t count);
/* false: the bytes are none that due_year_write wrote. */
bool due_year_read(Arena *arena, Str bytes, DueRow **out, size_t *count);
