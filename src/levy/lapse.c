/* lapse.c - see lapse.h. */
#include "levy/lapse.h"
#include "hold/arrears.h"
#include "hold/effects.h"
#include "levy/bills.h"

static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };
enum { ROWS_MAX = LEDGER_LINES_MAX / 2 };

/* ---- out of what is receivable ---- */

typedef struct {
    int64_t person, contract;
    int32_t region;
} LapsedPayer;

/* What lapsed, and what is taken back of a month that had lapsed before. */
static bool payer_of_event(const Event *event, LapsedPayer *out)
{
    const Event_bill_settled *back = &event->bill_settled;
    if (event->kind == EVENT_BILLS_LAPSED)
        *out = (LapsedPayer){ event->subject, event->bills_lapsed.contract, (int32_t)event->bills_lapsed.region };
    else if (event->kind == EVENT_BILL_SETTLED && back->month &&
             (back->pension_fen < 0 || back->medical_fen < 0 || back->other_fen < 0))
        *out = (LapsedPayer){ event->subject, back->contract, (int32_t)back->region };
    else
        return false;
    return true;
}

/* Nobody is asked for it: it can no longer be made up, or went with a month that was given up. */
static bool has_lapsed(const Lapsing *lapsing, const PersonFacts *person, const LapsedPayer *payer, const DueRow *row)
{
    const RegionPolicy *rules = policy_or_national(lapsing->policy, row->region);
    const BillFacts *bill = person_bill(person, payer->contract, row->region, row->month.n);
    BillFacts wanted = { .month = row->month.n, .region = row->region, .contract = payer->contract };
    if (row->region != payer->region || row->open.fen <= 0 || (bill && bills_asked(bill, row->insurance)))
        return false;
    return makeup_until(lapsing->policy, rules, row->insurance, row->month).n < lapsing->day.n || bill_given_up(person, &wanted);
}

static Err open_day(const Lapsing *lapsing, int32_t region, Day *day)
{
    Month closed;
    TRY(month_closed(lapsing->ledger->db, lapsing->work->arena, region, known_now, &closed));
    Day first = closed.n == MONTH_NONE.n ? lapsing->day : month_first((Month){ closed.n + 1 });
    *day = first.n > lapsing->day.n ? first : lapsing->day;
    return OK;
}

static Err entry_write(const Lapsing *lapsing, const LapsedPayer *payer, const LedgerLine *lines, size_t count)
{
    Arena *arena = lapsing->work->arena;
    LedgerId id = { 0 };
    bool already = false;
    LedgerDraft draft = { .key = str_format(arena, "lapsed/%lld/%lld/%d/%lld", (long long)payer->person, (long long)payer->contract,
                                            payer->region, (long long)lapsing->ledger->entry),
                          .text = TEXT_WRITE_OFF,
                          .lines = lines,
                          .count = count };
    TRY(open_day(lapsing, payer->region, &draft.day));
    return entry_post(lapsing->ledger, arena, &draft, &id, &already, NULL) == OK ? OK : ERR_BUSY;
}

static Err payer_write_off(const Lapsing *lapsing, const LapsedPayer *payer)
{
    Arena *arena = lapsing->work->arena;
    LedgerOwner kind = payer->contract ? OWNER_CONTRACT : OWNER_PERSON;
    int64_t owner = payer->contract ? payer->contract : payer->person;
    PersonFacts *person = NULL;
    DueRow *rows = NULL;
    size_t count = 0, lines_count = 0;
    TRY(work_person(lapsing->work, payer->person, &person));
    TRY(due_rows(lapsing->ledger->db, arena, kind, owner, payer->person, month_make(1900, 1), ever, &rows, &count));
    LedgerLine *lines = arena_new(arena, LedgerLine, 2 * count + 1);
    for (size_t i = 0; person && i < count && lines_count < 2 * ROWS_MAX; i++) {
        if (!has_lapsed(lapsing, person, payer, &rows[i]))
            continue;
        LedgerLine line = { .account = LEDGER_RECEIVABLE,
                            .region = rows[i].region,
                            .insurance = rows[i].insurance,
                            .side = rows[i].side,
                            .owner_kind = kind,
                            .owner = owner,
                            .month = rows[i].month,
                            .way = CREDIT,
                            .amount = rows[i].open };
        lines[lines_count++] = line;
        line.account = LEDGER_WRITE_OFF;
        line.way = DEBIT;
        lines[lines_count++] = line;
    }
    return lines_count ? entry_write(lapsing, payer, lines, lines_count) : OK;
}

Err lapse_write_off(const Lapsing *lapsing, const Event *events, size_t count)
{
    LapsedPayer last = { 0 }, payer;
    for (size_t i = 0; i < count; i++) {
        bool same = payer_of_event(&events[i], &payer) && payer.person == last.person && payer.contract == last.contract &&
                    payer.region == last.region;
        if (same || !payer_of_event(&events[i], &payer))
            continue;
        last = payer;
        TRY(payer_write_off(lapsing, &payer));
    }
    return OK;
}

/* ---- and back with a payment ---- */

typedef struct {
    Arena *arena;
    Month month;
    Owed *rows;
    size_t count;
} LapsedList;
enum { LAPSED_MAX = 64 };

static bool lapsed_take(void *context, LedgerId id, Day day, const LedgerLine *line)
{
    LapsedList *list = context;
    size_t i = 0;
    (void)id, (void)day;
    if (line->account != LEDGER_WRITE_OFF || line->month.n != list->month.n)
        return true;
    while (i < list->count && (list->rows[i].region != line->region || list->rows[i].insurance != line->insurance))
        i++;
    if (i == LAPSED_MAX)
        return true;
    if (i == list->count)
        list->rows[list->count++] =
            (Owed){ .month = line->month, .region = line->region, .insurance = line->insurance, .lapsed = true };
    Money *side = line->side == SIDE_EMPLOYER ? &list->rows[i].employer : &list->rows[i].employee;
    side->fen += line->way == DEBIT ? line->amount.fen : -line->amount.fen;
    return true;
}

static bool comes_before(const Owed *a, const Owed *b)
{
    return a->region != b->region ? a->region < b->region : a->insurance < b->insurance;
}

Err lapse_owed(Db *db, Arena *arena, const PolicySet *policy, LedgerOwner kind, int64_t owner, Month month, Owed **out,
               size_t *count)
{
    LapsedList list = { .arena = arena, .month = month, .rows = arena_new(arena, Owed, LAPSED_MAX) };
    TRY(ledger_extract_owner(db, kind, owner, day_make(1900, 1, 1), day_make(9999, 12, 31), known_now, lapsed_take, &list));
    for (size_t i = 1; i < list.count; i++)
        for (size_t k = i; k && comes_before(&list.rows[k], &list.rows[k - 1]); k--) {
            Owed row = list.rows[k];
            list.rows[k] = list.rows[k - 1];
            list.rows[k - 1] = row;
        }
    for (size_t i = 0; i < list.count; i++)
        list.rows[i].due = policy_due_day(policy, policy_or_national(policy, list.rows[i].region), month, NULL);
    *out = list.rows;
    *count = list.count;
    return OK;
}
