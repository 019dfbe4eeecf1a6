/* interest_scan.h - inside levy: what all employers' people were credited with, page by page, in place or ahead of the
 * slices of a batch. */
#pragma once
#include "db/ahead.h"
#include "ledger/credits.h"

typedef struct {
    int64_t next, units; /* the first employer of the next span; the last of all */
    CreditScan span;     /* the one under way; done at the begin */
    Day from, until;     /* value days */
    int64_t known_at;
    Ahead *ahead; /* then all this is its thread's */
} UnitScan;

typedef struct {
    CreditPage credits;
    int64_t next; /* employers before it are read with this page, but for the last pages of a span */
} UnitPage;

/* Employers 1 .. `units`; credits between two value days, both included, as known at an entry. */
UnitScan unit_scan(int64_t units, Day from, Day until, int64_t known_at);
/* From now on pages are read ahead, where there is a second handle. `life` is there until unit_scan_end. */
void unit_scan_ahead(UnitScan *scan, Arena *life, const Db *writer);
/* The next page, NULL behind the last; it lives until the next call. Refusals: ERR_BUSY. */
Err unit_scan_next(UnitScan *scan, Db *db, Arena *arena, UnitPage **out) NODISCARD;
void unit_scan_end(UnitScan *scan);
