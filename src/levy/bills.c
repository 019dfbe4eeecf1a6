/* bills.c - see bills.h. */
#include "levy/bills.h"
#include "hold/arrears.h"
#include "hold/effects.h"
#include "hold/holds.h"
#include "ledger/due.h"

typedef enum { PENSION, MEDICAL, OTHER } Part;

static Part part_of(Insurance insurance)
{
    bool medical = insurance == INSURANCE_MEDICAL || insurance == INSURANCE_MATERNITY;
    return insurance == INSURANCE_PENSION ? PENSION : medical ? MEDICAL : OTHER;
}

bool bills_asked(const BillFacts *bill, Insurance insurance)
{
    const int64_t parts[] = { bill->pension_fen, bill->medical_fen, bill->other_fen };
    return parts[part_of(insurance)] > 0;
}

/* ---- what a run bills ---- */

typedef struct {
    Post *post;
    const BillsPiece *piece;
    int64_t contract;
    bool own;            /* of the contract looked at last */
    size_t first, until; /* events of this piece: the first, and how many are enough */
    Err err;
} Issue;

static Err look_contract(Issue *issue, int64_t contract)
{
    Held *held = NULL;
    if (contract == issue->contract)
        return OK;
    TRY(work_find(issue->post->work, SUBJECT_CONTRACT, contract, &held));
    if (!held)
        return ERR_BUSY; /* a line without its contract is damage */
    issue->contract = contract;
    issue->own = bills_own(held->facts);
    return OK;
}

/* Who has paid between the release and this event: the facts did not know the bill and so could not settle it. What the
 * ledger has open, less what the facts know, is the bill. */
static Err still_open(Issue *issue, Month month, const SheetLine *line, int64_t parts[3])
{
    Post *post = issue->post;
    const View *view = post->view;
    const RegionPolicy *rules = policy_or_national(view->policy, line->region);
    LedgerOwner kind = line->contract ? OWNER_CONTRACT : OWNER_PERSON;
    int64_t owner = line->contract ? line->contract : line->person;
    static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };
    PersonFacts *person = NULL;
    DueRow *rows = NULL;
    size_t count = 0;
    bool paid = false;
    TRY(due_settled(post_db(post), kind, owner, issue->piece->since, &paid));
    if (!paid)
        return OK;
    TRY(due_rows(post_db(post), post_arena(post), kind, owner, line->person, month, ever, &rows, &count));
    TRY(work_person(post->work, line->person, &person));
    const BillFacts *bill = person ? person_bill(person, line->contract, line->region, month.n) : NULL;
    parts[PENSION] = bill ? -bill->pension_fen : 0;
    parts[MEDICAL] = bill ? -bill->medical_fen : 0;
    parts[OTHER] = bill ? -bill->other_fen : 0;
    for (size_t i = 0; i < count; i++)
        if (rows[i].month.n == month.n && rows[i].region == line->region &&
            view_today(view).n <= makeup_until(view->policy, rules, rows[i].insurance, month).n)
            parts[part_of(rows[i].insurance)] += rows[i].open.fen;
    for (size_t i = issue->first; i < post->out->count; i++) { /* another account of the person in this piece */
        const Event_bill_issued *e = &post->out->events[i].bill_issued;
        bool same = post->out->events[i].subject == line->person && e->contract == line->contract && e->region == line->region &&
                    e->month == month.n;
        parts[PENSION] -= same ? e->pension_fen : 0;
        parts[MEDICAL] -= same ? e->medical_fen : 0;
        parts[OTHER] -= same ? e->other_fen : 0;
    }
    return OK;
}

static Err line_parts(Issue *issue, Month month, const SheetLine *line, int64_t parts[3])
{
    const View *view = issue->post->view;
    const RegionPolicy *rules = policy_or_national(view->policy, line->region);
    Day today = view_today(view);
    for (Insurance i = INSURANCE_PENSION; i < Insurance_END; i++) {
        int64_t fen = line->amounts.employer[i].fen + line->amounts.employee[i].fen;
        parts[part_of(i)] += today.n <= makeup_until(view->policy, rules, i, month).n ? fen : 0;
    }
    return issue->piece->since ? still_open(issue, month, line, parts) : OK;
}

static Err issue_line(Issue *issue, Month month, const SheetLine *line)
{
    const View *view = issue->post->view;
    Day due = policy_due_day(view->policy, policy_or_national(view->policy, line->region), month, NULL);
    int64_t parts[3] = { 0 };
    if (line->contract)
        TRY(look_contract(issue, line->contract));
    if (line->contract && !issue->own)
        return OK;
    TRY(line_parts(issue, month, line, parts));
    if (!parts[PENSION] && !parts[MEDICAL] && !parts[OTHER])
        return OK;
    Event *event = emit(issue->post->out, view, EVENT_BILL_ISSUED, line->person);
    event->bill_issued = (Event_bill_issued){ .run = issue->piece->run,
                                              .contract = line->contract,
                                              .region = line->region,
                                              .month = month.n,
                                              .pension_fen = parts[PENSION],
                                              .medical_fen = parts[MEDICAL],
                                              .other_fen = parts[OTHER],
                                              .due = due.n < issue->piece->due.n ? issue->piece->due.n : due.n };
    return OK;
}

static bool issue_take(void *context, Month month, const SheetLine *line)
{
    Issue *issue = context;
    issue->err = issue_line(issue, month, line);
    return issue->err == OK && issue->post->out->count < issue->until;
}

/* A difference may take away what was overdue. */
static Err less_owed(Post *post, size_t first)
{
    Decision *out = post->out;
    size_t last = out->count;
    for (size_t i = first; i < last; i++) {
        const Event_bill_issued e = out->events[i].bill_issued;
        PersonFacts *person = NULL, copy;
        if (e.pension_fen >= 0 && e.medical_fen >= 0 && e.other_fen >= 0)
            continue;
        TRY(work_person(post->work, out->events[i].subject, &person));
        if (!person || !person_hold(person, CAUSE_ARREARS))
            continue;
        person_copy(&copy, person);
        person_fold(&copy, &out->events[i]);
        View view = *post->view;
        view.person = &copy;
        if (!arrears_any(&copy, view_today(&view)))
            (void)hold_release_if(out, &view, CAUSE_ARREARS, actor_label(out->arena, post->command));
    }
    return OK;
}

Err bills_issue_some(Post *post, const BillsPiece *piece, RunPlace *place, bool *done)
{
    size_t first = post->out->count;
    Issue issue = { .post = post, .piece = piece, .first = first, .until = first + piece->most };
    TRY(run_lines_alone(post_db(post), piece->run, place, issue_take, &issue));
    TRY(issue.err);
    *done = post->out->count < issue.until;
    return less_owed(post, first);
}

Err bills_issue(Post *post, int64_t run, Day due)
{
    RunPlace place = { 0 };
    bool done = false;
    return bills_issue_some(post, &(BillsPiece){ .run = run, .due = due, .most = SIZE_MAX / 2 }, &place, &done);
}

/* ---- what a payment settles ---- */

bool bills_paid_add(BillsPaid *paid, Month month, Insurance insurance, int64_t fen)
{
    size_t i = 0;
    while (i < paid->count && paid->rows[i].month.n != month.n)
        i++;
    if (i == BILLS_PAID_MAX)
        return false;
    if (i == paid->count) {
        paid->rows[paid->count].month = month;
        paid->rows[i].pension = paid->rows[i].medical = paid->rows[i].other = 0;
        paid->count++;
    }
    int64_t *const parts[] = { &paid->rows[i].pension, &paid->rows[i].medical, &paid->rows[i].other };
    *parts[part_of(insurance)] += fen;
    return true;
}

static void settled_emit(Decision *out, const View *view, const BillsPaid *paid, const Event_bill_settled *what)
{
    Event *event = emit(out, view, EVENT_BILL_SETTLED, paid->person);
    event->bill_settled = *what;
    event->bill_settled.contract = paid->contract;
    event->bill_settled.region = paid->region;
}

void bills_paid_emit(Decision *out, const View *view, const BillsPaid *paid, bool settled, Str by)
{
    PersonFacts *after = arena_take(out->arena, sizeof *after);
    const RegionPolicy *rules = policy_or_national(view->policy, paid->region);
    size_t first = out->count;
    for (size_t i = 0; i < paid->count; i++) {
        Month month = paid->rows[i].month;
        Event_bill_settled what = { .month = month.n,
                                    .pension_fen = paid->rows[i].pension,
                                    .medical_fen = paid->rows[i].medical,
                                    .other_fen = paid->rows[i].other,
                                    .due = policy_due_day(view->policy, rules, month, NULL).n };
        if (what.pension_fen || what.medical_fen || what.other_fen)
            settled_emit(out, view, paid, &what);
    }
    if (paid->held)
        settled_emit(out, view, paid, &(Event_bill_settled){ .other_fen = paid->held });
    person_copy(after, view->person);
    for (size_t i = first; i < out->count; i++)
        person_fold(after, &out->events[i]);
    if ((settled || arrears_by_ledger(view->person)) && !arrears_any(after, view_today(view)))
        (void)hold_release_if(out, view, CAUSE_ARREARS, by);
}

Err bills_read(const BillsWritten *written, int64_t person, BillsPaid *paid, Why *why)
{
    *paid = (BillsPaid){ .person = person };
    paid->contract = written->contract;
    paid->region = written->region;
    for (size_t i = 0; i < written->count; i++) {
        const LedgerLine *line = &written->lines[i];
        int64_t fen = line->way == CREDIT ? written->sign * line->amount.fen : -written->sign * line->amount.fen;
        bool about = (line->owner_kind == OWNER_PERSON || line->owner_kind == OWNER_CONTRACT) && line->region == written->region;
        if (about && line->account == LEDGER_CLEARING)
            paid->held += fen;
        if (about && line->account == LEDGER_RECEIVABLE && !bills_paid_add(paid, line->month, line->insurance, fen))
            return refuse(why, ERR_TOO_LARGE, "amount_fen", NULL, NULL);
    }
    return OK;
}

Err bills_written(Decision *out, const View *view, const BillsWritten *written, Str by)
{
    BillsPaid *paid = arena_new(out->arena, BillsPaid, 1);
    TRY(bills_read(written, view->person->id, paid, &out->why));
    bills_paid_emit(out, view, paid, written->settled, by);
    return OK;
}

/* ---- the same on a copy ---- */

static int64_t settle_part(BillsPaid *paid, const BillFacts *bill, Insurance insurance, int64_t open, int64_t left)
{
    int64_t fen = open < left ? open : left;
    if (!fen || (open > 0 && left <= 0) || !bills_paid_add(paid, (Month){ bill->month }, insurance, fen))
        return left;
    return left - fen;
}

/* Where nothing was ever billed: the region whose rules the account follows. */
static int32_t account_booked(const View *view, int64_t contract)
{
    int kind = contract ? PAYER_CONTRACT : PAYER_SELF;
    for (int i = 0; i < view->person->account_count; i++) {
        const AccountFacts *account = &view->person->accounts[i];
        if (account->payer_kind == kind && (!contract || account->payer == contract))
            return (int32_t)policy_region_code(policy_or_national(view->policy, account->region));
    }
    return 0;
}

Err bills_expect(const View *view, const Command *command, Decision *out)
{
    const PersonFacts *person = view->person;
    BillsPaid *paid = arena_new(out->arena, BillsPaid, 1);
    int64_t left = arg_int(command, F_AMOUNT_FEN);
    if (!number_read(arg_str(command, F_MONEY_PAYER), 'X', &paid->contract))
        paid->contract = 0;
    paid->person = person->id;
    paid->region = (int32_t)arrears_region(person, paid->contract);
    if (!paid->region)
        paid->region = account_booked(view, paid->contract);
    const BillFacts *held = person_bill(person, paid->contract, paid->region, 0);
    int64_t before = held ? -held->other_fen : 0;
    left += before;
    for (int i = 0; i < person->bill_count; i++) {
        const BillFacts *bill = &person->bills[i];
        if (!bill->month || bill->region != paid->region || bill->contract != paid->contract)
            continue;
        left = settle_part(paid, bill, INSURANCE_PENSION, bill->pension_fen, left);
        left = settle_part(paid, bill, INSURANCE_MEDICAL, bill->medical_fen, left);
        left = settle_part(paid, bill, INSURANCE_UNEMPLOYMENT, bill->other_fen, left);
    }
    paid->held = left - before;
    bills_paid_emit(out, view, paid, false, actor_label(out->arena, command));
    return OK;
}
