/* lapse.c - see lapse.h. */
#include "levy/lapse.h"
#include "hold/arrears.h"
#include "hold/effects.h"
#include "levy/bills.h"

static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };
enum { ROWS_MAX = (LEDGER_LINES_MAX - 1) / 2, BOOKS_FIRST = 64 };

/* ---- what the books say of each month ---- */

typedef struct {
    Month month;
    int32_t region;
    Insurance insurance;
    LedgerSide side;
    int64_t paid;   /* taken out of what was receivable: paid, or lapsed */
    int64_t lapsed; /* of that: billed and not asked, and not paid since */
} Book;

typedef struct {
    Arena *arena;
    Book *rows;
    size_t count, size;
} Books;

static Book *book_of(Books *books, const LedgerLine *line)
{
    for (size_t i = books->count; i--;) {
        Book *row = &books->rows[i];
        if (row->month.n == line->month.n && row->region == line->region && row->insurance == line->insurance &&
            row->side == line->side)
            return row;
    }
    if (books->count == books->size) {
        Book *more = arena_new(books->arena, Book, 2 * books->size + BOOKS_FIRST);
        if (books->count)
            memcpy(more, books->rows, books->count * sizeof *more);
        books->rows = more;
        books->size = 2 * books->size + BOOKS_FIRST;
    }
    Book *row = &books->rows[books->count++];
    *row = (Book){ .month = line->month, .region = line->region, .insurance = line->insurance, .side = line->side };
    return row;
}

/* sign -1: as if it were reversed. */
static void book_add(Books *books, const LedgerLine *line, int sign)
{
    int64_t fen = sign * (line->way == CREDIT ? line->amount.fen : -line->amount.fen);
    if (line->owner_kind == OWNER_SHEETS)
        return;
    if (line->account == LEDGER_RECEIVABLE)
        book_of(books, line)->paid += fen;
    if (line->account == LEDGER_WRITE_OFF)
        book_of(books, line)->lapsed -= fen;
}

static bool book_take(void *context, LedgerId id, Day day, const LedgerLine *line)
{
    (void)id, (void)day;
    book_add(context, line, 1);
    return true;
}

static Err books_read(Db *db, Arena *arena, LedgerOwner kind, int64_t owner, Books *out)
{
    *out = (Books){ .arena = arena };
    return ledger_extract_owner(db, kind, owner, day_make(1900, 1, 1), day_make(9999, 12, 31), known_now, book_take, out);
}

/* ---- out of what is receivable ---- */

typedef struct {
    int64_t person, contract;
    int32_t region;
} LapsedPayer;

static LedgerOwner owner_kind(const LapsedPayer *payer) { return payer->contract ? OWNER_CONTRACT : OWNER_PERSON; }
static int64_t owner_of(const LapsedPayer *payer) { return payer->contract ? payer->contract : payer->person; }

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
    const RegionPolicy *rules = policy_or_national(lapsing->view->policy, row->region);
    const BillFacts *bill = person_bill(person, payer->contract, row->region, row->month.n);
    BillFacts wanted = { .month = row->month.n, .region = row->region, .contract = payer->contract };
    if (row->region != payer->region || row->open.fen <= 0 || (bill && bills_asked(bill, row->insurance)))
        return false;
    return makeup_until(lapsing->view->policy, rules, row->insurance, row->month).n < view_today(lapsing->view).n ||
           bill_given_up(person, &wanted);
}

static Err open_day(const Lapsing *lapsing, int32_t region, Day *day)
{
    Month closed;
    Day today = view_today(lapsing->view);
    TRY(month_closed(lapsing->ledger->db, lapsing->work->arena, region, known_now, &closed));
    Day first = closed.n == MONTH_NONE.n ? today : month_first((Month){ closed.n + 1 });
    *day = first.n > today.n ? first : today;
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

/* What is open leaves the receivables; what was paid of it goes to the payer, or comes from him when that payment was taken
 * back: then all that was billed has lapsed. */
static size_t row_lines(const LapsedPayer *payer, const DueRow *row, const Book *book, LedgerLine *lines, int64_t *held)
{
    int64_t freed = book->paid - book->lapsed, lapsed = row->open.fen + freed;
    LedgerLine line = { .account = LEDGER_RECEIVABLE,
                        .region = row->region,
                        .insurance = row->insurance,
                        .side = row->side,
                        .owner_kind = owner_kind(payer),
                        .owner = owner_of(payer),
                        .month = row->month,
                        .way = CREDIT,
                        .amount = row->open };
    lines[0] = line;
    line.account = LEDGER_WRITE_OFF;
    line.way = lapsed > 0 ? DEBIT : CREDIT;
    line.amount.fen = lapsed > 0 ? lapsed : -lapsed;
    lines[1] = line;
    *held += freed;
    return lapsed ? 2 : 1;
}

static LedgerLine held_line(const LapsedPayer *payer, int64_t held)
{
    return (LedgerLine){ .account = LEDGER_CLEARING,
                         .region = payer->region,
                         .owner_kind = owner_kind(payer),
                         .owner = owner_of(payer),
                         .month = MONTH_NONE,
                         .way = held > 0 ? CREDIT : DEBIT,
                         .amount = { held > 0 ? held : -held } };
}

static Err payer_write_off(const Lapsing *lapsing, const LapsedPayer *payer, const PersonFacts *person, int64_t *held)
{
    Arena *arena = lapsing->work->arena;
    LedgerOwner kind = owner_kind(payer);
    int64_t owner = owner_of(payer);
    DueRow *rows = NULL;
    Books books;
    size_t count = 0, lines_count = 0;
    TRY(due_rows(lapsing->ledger->db, arena, kind, owner, payer->person, month_make(1900, 1), ever, &rows, &count));
    TRY(books_read(lapsing->ledger->db, arena, kind, owner, &books));
    LedgerLine *lines = arena_new(arena, LedgerLine, 2 * count + 1);
    for (size_t i = 0; i < count && lines_count < 2 * ROWS_MAX; i++) {
        LedgerLine of = { .month = rows[i].month, .region = rows[i].region, .insurance = rows[i].insurance, .side = rows[i].side };
        if (has_lapsed(lapsing, person, payer, &rows[i]))
            lines_count += row_lines(payer, &rows[i], book_of(&books, &of), &lines[lines_count], held);
    }
    if (*held)
        lines[lines_count++] = held_line(payer, *held);
    return lines_count ? entry_write(lapsing, payer, lines, lines_count) : OK;
}

/* What lies with the payer now, and whether that frees him of a hold: as for a payment. The day tells it apart from one. */
static void held_tell(const Lapsing *lapsing, const LapsedPayer *payer, const PersonFacts *person, int64_t held, Decision *more)
{
    View view = *lapsing->view;
    size_t at = more->count;
    BillsPaid *paid = arena_new(more->arena, BillsPaid, 1);
    paid->person = payer->person;
    paid->contract = payer->contract;
    paid->region = payer->region;
    paid->held = held;
    view.person = person;
    bills_paid_emit(more, &view, paid, false, lapsing->by);
    more->events[at].bill_settled.due = view_today(&view).n;
}

static void facts_after(const PersonFacts *person, const Event *events, size_t count, PersonFacts *after)
{
    person_copy(after, person);
    for (size_t i = 0; i < count; i++)
        if (events[i].subject == person->id && event_row(events[i].kind)->subject == SUBJECT_PERSON)
            person_fold(after, &events[i]);
}

Err lapse_write_off(const Lapsing *lapsing, const Event *events, size_t count, Decision *more)
{
    LapsedPayer last = { 0 }, payer;
    PersonFacts *after = NULL;
    Arena *arena = lapsing->work->arena;
    for (size_t i = 0; i < count; i++) {
        int64_t held = 0;
        PersonFacts *person = NULL;
        bool same = payer_of_event(&events[i], &payer) && payer.person == last.person && payer.contract == last.contract &&
                    payer.region == last.region;
        if (same || !payer_of_event(&events[i], &payer))
            continue;
        last = payer;
        TRY(work_person(lapsing->work, payer.person, &person));
        if (!person)
            continue;
        after = after ? after : arena_take(arena, sizeof *after);
        facts_after(person, events, count, after);
        size_t mark = arena_mark(arena);
        TRY(payer_write_off(lapsing, &payer, after, &held));
        arena_back(arena, mark);
        if (held)
            held_tell(lapsing, &payer, after, held, more);
    }
    return OK;
}

Err lapse_taken_back(Db *db, Arena *arena, LedgerOwner kind, int64_t owner, const LedgerEntry *entries, size_t count, int64_t *fen)
{
    Books books;
    *fen = 0;
    if (kind == OWNER_UNIT)
        return OK;
    TRY(books_read(db, arena, kind, owner, &books));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < entries[i].count; k++)
            if (entries[i].lines[k].owner_kind == kind && entries[i].lines[k].owner == owner)
                book_add(&books, &entries[i].lines[k], -1);
    for (size_t i = 0; i < books.count; i++)
        if (books.rows[i].lapsed > 0 && books.rows[i].paid < books.rows[i].lapsed)
            *fen += books.rows[i].lapsed - books.rows[i].paid;
    return OK;
}

/* ---- and back with a payment ---- */

static bool comes_before(const Owed *a, const Owed *b)
{
    return a->region != b->region ? a->region < b->region : a->insurance < b->insurance;
}

Err lapse_owed(Db *db, Arena *arena, const PolicySet *policy, LedgerOwner kind, int64_t owner, Month month, Owed **out,
               size_t *count)
{
    Books books;
    TRY(books_read(db, arena, kind, owner, &books));
    Owed *rows = arena_new(arena, Owed, books.count + 1);
    *count = 0;
    for (size_t i = 0; i < books.count; i++) {
        const Book *book = &books.rows[i];
        Owed row = { .month = month, .region = book->region, .insurance = book->insurance, .lapsed = true };
        size_t k = 0;
        if (book->month.n != month.n || !book->lapsed)
            continue;
        while (k < *count && comes_before(&rows[k], &row))
            k++;
        if (k == *count || comes_before(&row, &rows[k])) {
            memmove(&rows[k + 1], &rows[k], ((*count)++ - k) * sizeof *rows);
            row.due = policy_due_day(policy, policy_or_national(policy, row.region), month, NULL);
            rows[k] = row;
        }
        (book->side == SIDE_EMPLOYER ? &rows[k].employer : &rows[k].employee)->fen += book->lapsed;
    }
    *out = rows;
    return OK;
}
