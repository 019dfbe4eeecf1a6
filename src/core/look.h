/* look.h - who looked at somebody else's record, and why: one event in that person's history for each look, many of
 * them in one entry. A look changes no facts. Law: Personal Information Protection Law articles 51, 54. */
#pragma once
#include "core/query.h"

enum { LOOK_TEXT_MAX = 200 };

/* Owns its texts (cut to their room), so that it can wait for the writer. */
typedef struct {
    int64_t person;
    Time at;
    Role role;
    Effect function; /* person.why: about which function */
    char by[LOOK_TEXT_MAX], org[LOOK_TEXT_MAX], purpose[LOOK_TEXT_MAX], query[LOOK_TEXT_MAX];
} Look;

/* The look that a query was, if it was one: false when nobody else's record was shown. */
bool look_make(const QueryRequest *request, const QueryAnswer *answer, Look *out);
/* Appends one entry for all of them, in the caller's transaction. Refusals: ERR_BUSY. */
Err look_append(Bureau *bureau, Arena *arena, const Look *looks, size_t count) NODISCARD;
