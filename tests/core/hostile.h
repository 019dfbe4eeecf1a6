/* hostile.h - what is wrong with a request is said by code and field, changes nothing, and leaves the id free. Guards C4,
 * E10, B9 of the abuse cases: hostile_field_test.c, hostile_number_test.c, hostile_line_test.c. */
#pragma once
#include "stage.h"

#define AT "2025-02-14T10:00:00+08:00"

enum { LINE_BYTES = 32 << 20 }; /* a region for one line and its answer */

typedef struct {
    City city;
    Arena line;  /* one line and its answer */
    Hash before; /* all tables */
    int64_t entries;
} Hostile;

/* The bureau of city.jsonl in memory; false, and the test fails, when it cannot be opened. */
bool hostile_begin(Hostile *h, Arena *arena);
void hostile_end(Hostile *h);
/* Says the line; it must be refused with that code and field (or NULL: any), and write no entry. */
void hostile_refused(Hostile *h, Str line, Err want, const char *field);
/* No table has changed since the last look. */
void hostile_unchanged(Hostile *h, const char *after);
/* The id "h", refused thousands of times, still does its work. */
void hostile_id_is_free(Hostile *h);

/* The unit so many times, and the tail, between quotation marks; and "[v,v,...]". */
const char *quoted(Arena *arena, const char *unit, int64_t times, const char *tail);
const char *many(Arena *arena, Str value, int64_t times);
