/* small_bureau.h - a journal with a little of everything in it, for the tests of this room. */
#pragma once
#include "journal/journal.h"
#include "journal/verify.h"
#include "support/db_fixture.h"

enum { NOON = 1736481600, SMALL_ENTRIES = 24, SMALL_PERSONS = 3 }; /* 2025-01-10T12:00:00+08:00 */

/* The key of request number i, as core would make it. */
Str small_key(Arena *arena, int64_t i);
/* Adds entry journal->last + 1 at NOON + 60 * its number, with its key, in a transaction of its own. */
void small_add(Journal *journal, Arena *arena, const Event *events, size_t count);
#define SMALL_ADD(journal, arena, ...) \
    small_add((journal), (arena), (const Event[]){ __VA_ARGS__ }, sizeof((const Event[]){ __VA_ARGS__ }) / sizeof(Event))
#define ABOUT(NAME, who, m, ...) \
    { \
        .kind = EVENT_##NAME, .subject = (who), .at = { NOON }, .m = { __VA_ARGS__ } \
    }
/* SMALL_ENTRIES entries: birth, three persons and their cards, holds, a batch, notices read. */
void small_fill(Journal *journal, Arena *arena);
/* What verify says; entry 0 and zh NULL when everything is right. */
JournalFault small_verify(Db *db, int64_t from);
