/* interest_scan.c - see interest_scan.h. */
#include "levy/interest_scan.h"

enum { SPAN_UNITS = 64 };

UnitScan unit_scan(int64_t units, Day from, Day until, int64_t known_at)
{
    return (UnitScan){ .next = 1, .units = units, .span.done = true, .from = from, .until = until, .known_at = known_at };
}

static Err page_read(UnitScan *scan, Db *db, Arena *arena, UnitPage **out)
{
    *out = NULL;
    if (scan->span.done && scan->next > scan->units)
        return OK;
    if (scan->span.done) {
        int64_t last = scan->next + SPAN_UNITS - 1;
        last = last < scan->units ? last : scan->units;
        scan->span = credit_scan(SHEET_OF_UNIT, scan->next, last, scan->from, scan->until, scan->known_at);
        scan->next = last + 1;
    }
    *out = arena_new(arena, UnitPage, 1);
    (*out)->next = scan->next;
    return credit_page(db, arena, &scan->span, &(*out)->credits);
}

static Err read_ahead(void *context, Db *db, Arena *arena, void **piece)
{
    UnitPage *page = NULL;
    TRY(page_read(context, db, arena, &page));
    *piece = page;
    return OK;
}

void unit_scan_ahead(UnitScan *scan, Arena *life, const Db *writer) { scan->ahead = ahead_start(life, writer, read_ahead, scan); }

Err unit_scan_next(UnitScan *scan, Db *db, Arena *arena, UnitPage **out)
{
    void *piece = NULL;
    if (!scan->ahead)
        return page_read(scan, db, arena, out);
    TRY(ahead_next(scan->ahead, &piece));
    *out = piece;
    return OK;
}

void unit_scan_end(UnitScan *scan)
{
    if (scan->ahead)
        ahead_stop(scan->ahead);
    scan->ahead = NULL;
}
