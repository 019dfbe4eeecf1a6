/* cert_content.h - inside core: what a certificate says, from the same queries as the pages: once when it is issued, and
 * again, as it was known then, whenever somebody verifies it. */
#pragma once
#include "core/cert.h"

typedef struct {
    Bureau *bureau;
    Loaded *loaded; /* view.person settled to `at` */
    const PolicySet *policy;
    CertKind kind;
    Month from, until; /* MONTH_NONE: all */
    int64_t known;     /* what entries up to this one say */
    Time at;
} CertAsked;

typedef struct {
    const JsonNode *node;                       /* its members stand in the answer of cert.verify */
    Hash digest;                                /* of it, keyed */
    Month from, until;                          /* the first and last that were paid; 0 = none */
    int64_t months, employer_fen, employee_fen; /* what was paid */
} CertContent;

/* Refusals: those of person.statement; ERR_BUSY. */
Err cert_content(Arena *arena, const CertAsked *asked, CertContent *out, Why *why) NODISCARD;
