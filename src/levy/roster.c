/* roster.c - who belongs to a month (roster.h, levy.h). */
#include "levy/roster.h"
#include "ledger/sheet.h"
#include "levy/levy.h"
#include "levy/line.h"
#include "registry/roster.h"

const AccountFacts *levy_account(Arena *arena, const PersonFacts *person, int account, Month month)
{
    const AccountFacts *now = person ? person_account(person, account) : NULL;
    AccountFacts *then = now ? arena_new(arena, AccountFacts, 1) : NULL;
    if (now)
        *then = account_then(now, month);
    return then;
}

Day levy_last_begin(const RegionPolicy *rules, Month month)
{
    Day first = month_first(month), next = month_first((Month){ month.n + 1 });
    int cutoff = (int)policy_int(rules, KEY_LEVY_CUTOFF_DAY, first);
    return first.n + cutoff - 1 < next.n ? day_add(first, cutoff - 1) : day_add(next, -1);
}

static bool begun(const RegionPolicy *rules, Day since, Month month) { return since.n <= levy_last_begin(rules, month).n; }

static bool dead_before(const PersonFacts *person, Month month) { return person->death.n && day_month(person->death).n < month.n; }

bool levy_in_month(const RegionPolicy *rules, const PersonFacts *person, const AccountFacts *account, Month month)
{
    RosterLine line = roster_line(person, account);
    return roster_in_month(&line, levy_last_begin(rules, month), month);
}

/* ---- as the events tell it ---- */

enum { SPANS_MAX = 128 };

/* From a day on with one payer, until a month or (n = 0) on and on. */
typedef struct {
    int64_t entry; /* that began it */
    Day since;
    int32_t until;
    int64_t until_entry;
    int payer_kind;
    int64_t payer;
} Span;

typedef struct {
    int account;
    unsigned insurances;
    Span rows[SPANS_MAX];
    size_t count;
    bool full;
} Spans;

static void span_begin(Spans *spans, const Event *event, Day since, int payer_kind, int64_t payer)
{
    spans->full |= spans->count == SPANS_MAX;
    if (!spans->full)
        spans->rows[spans->count++] = (Span){ .entry = event->entry, .since = since, .payer_kind = payer_kind, .payer = payer };
}

static void span_end(Spans *spans, const Event *event, int32_t until)
{
    Span *last = spans->count ? &spans->rows[spans->count - 1] : NULL;
    if (!last || last->until)
        return;
    last->until = until;
    last->until_entry = event->entry;
}

/* An official error that was reversed never happened. */
static void span_restore(Spans *spans, int64_t entry)
{
    size_t kept = 0;
    for (size_t i = 0; i < spans->count; i++) {
        Span *span = &spans->rows[i];
        if (span->entry == entry)
            continue;
        if (span->until_entry == entry)
            span->until = 0;
        spans->rows[kept++] = *span;
    }
    spans->count = kept;
}

static bool span_take(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Spans *spans = context;
    if (event->kind == EVENT_ACCOUNT_OPENED && event->account_opened.account == spans->account) {
        const Event_account_opened *e = &event->account_opened;
        spans->insurances = (unsigned)e->insurances;
        span_begin(spans, event, (Day){ (int32_t)e->from }, (int)e->payer_kind, e->payer);
    } else if (event->kind == EVENT_ACCOUNT_STOPPED && event->account_stopped.account == spans->account) {
        const Event_account_stopped *e = &event->account_stopped;
        unsigned left = e->insurances ? spans->insurances & ~(unsigned)e->insurances : 0;
        spans->insurances = left ? left : spans->insurances;
        if (!left)
            span_end(spans, event, (int32_t)e->month);
    } else if (event->kind == EVENT_ACCOUNT_RESUMED && event->account_resumed.account == spans->account) {
        const Event_account_resumed *e = &event->account_resumed;
        Month month = { (int32_t)e->month };
        spans->insurances = e->insurances ? (unsigned)e->insurances : spans->insurances;
        span_end(spans, event, month.n - 1); /* it was open and changes its payer */
        span_begin(spans, event, month_first(month), (int)e->payer_kind, e->payer);
    } else if (event->kind == EVENT_RESTORED) {
        span_restore(spans, event->restored.entry);
    }
    return !spans->full;
}

Err levy_member(Db *db, Arena *arena, const RegionPolicy *rules, const PersonFacts *person, const AccountFacts *account,
                Month month, bool by_events, Member *out)
{
    Journal journal = { .db = db };
    *out = (Member){ levy_in_month(rules, person, account, month), account->payer_kind, account->payer };
    bool never_before = !out->in && begun(rules, account->since, month); /* stopped since, and not resumed */
    if (!by_events && (out->in || never_before || dead_before(person, month)))
        return OK;
    out->in = false;
    if (dead_before(person, month))
        return OK;
    size_t mark = arena_mark(arena);
    Spans *spans = arena_new(arena, Spans, 1);
    *spans = (Spans){ .account = account->n };
    Err err = journal_events(&journal, arena, SUBJECT_PERSON, person->id, journal_all, span_take, spans);
    for (size_t i = spans->count; err == OK && i-- && !out->in;) {
        const Span *span = &spans->rows[i];
        if (begun(rules, span->since, month) && (!span->until || span->until >= month.n))
            *out = (Member){ true, span->payer_kind, span->payer };
    }
    bool full = spans->full;
    arena_back(arena, mark);
    return err != OK || full ? ERR_BUSY : OK;
}

SheetLine levy_cancelled(const SheetLine *billed)
{
    SheetLine line = *billed;
    line_add_to(&line, billed, -1);
    line_add_to(&line, billed, -1);
    return line;
}

Err levy_left(Store *store, Arena *arena, const RegionPolicy *rules, const SheetLine *billed, int64_t unit, Month month, bool *left)
{
    PersonFacts *person = NULL;
    Member member = { 0 };
    Work work = { .store = store, .arena = arena };
    size_t mark = arena_mark(arena);
    TRY(work_person(&work, billed->person, &person));
    const AccountFacts *account = person ? person_account(person, billed->account) : NULL;
    if (account)
        TRY(levy_member(store->db, arena, rules, person, account, month, true, &member));
    *left = !member.in || member.payer_kind != PAYER_UNIT || member.payer != unit;
    arena_back(arena, mark);
    return OK;
}

/* ---- what was billed ---- */

typedef struct {
    SheetLine *sum;
    int account;
    bool any;
} Summed;

static bool summed_take(void *context, const SheetSeen *seen)
{
    Summed *summed = context;
    if (seen->line->account != summed->account)
        return true;
    if (summed->any)
        line_add_to(summed->sum, seen->line, 1);
    else
        *summed->sum = *seen->line;
    summed->any = true;
    return true;
}

Err levy_billed(Db *db, Arena *arena, int64_t person, int account, Month month, SheetLine *sum, bool *billed)
{
    const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };
    Summed summed = { .sum = sum, .account = account };
    *sum = (SheetLine){ .person = person, .account = (uint8_t)account };
    TRY(sheet_line(db, arena, SHEET_OF_GROUP, sheet_group(person), month, person, ever, summed_take, &summed));
    *billed = summed.any;
    return OK;
}
