/* analysis_rows.c - see analysis.h: the rows of contributions, ledger and journal; and which table is filled by what. */
#include "core/analysis_inside.h"
#include "core/list.h"
#include "core/shapes.h"
#include "ledger/sheet.h"

enum { ENTRY_PAGE = 500 };

void analysis_region(Analysis *a, int64_t region)
{
    analysis_text(a, region ? shape_region(analysis_arena(a), (int)region) : (Str){ 0 });
}

static void put_choice(Analysis *a, const Choice *choice) { analysis_text(a, choice ? str(choice->code) : (Str){ 0 }); }

/* ---- contributions ---- */

static const SheetAsOf everything = { .day = { INT32_MAX }, .known_at = INT64_MAX };

/* Who owes a line: the employer of the sheet, or the contract or person of the line. */
static void put_sheet_payer(Analysis *a, const SheetSeen *seen)
{
    bool unit = seen->payer_kind == SHEET_OF_UNIT;
    analysis_payer(a,
                   unit                   ? PAYER_UNIT
                   : seen->line->contract ? PAYER_CONTRACT
                                          : PAYER_SELF,
                   unit ? seen->payer : seen->line->contract, seen->line->person);
}

static void put_run(Analysis *a, const SheetSeen *seen)
{
    analysis_count(a, seen->run);
    put_choice(a, sheet_kind_word((int)seen->kind));
    analysis_day(a, seen->day);
    put_sheet_payer(a, seen);
}

static bool line_rows(void *context, const SheetSeen *seen)
{
    Analysis *a = context;
    const SheetLine *line = seen->line;
    const SheetAmounts *amounts = &line->amounts;
    size_t mark = arena_mark(analysis_arena(a));
    for (int i = 1; i < Insurance_END; i++) {
        if (!line->base[i].fen && !amounts->employer[i].fen && !amounts->employee[i].fen && !amounts->government[i].fen)
            continue;
        put_run(a, seen);
        analysis_count(a, line->person);
        analysis_count(a, line->account);
        analysis_region(a, line->region);
        analysis_word(a, SET_CATEGORY, line->category);
        analysis_month(a, seen->month.n);
        analysis_word(a, SET_INSURANCE, i);
        const int64_t numbers[] = { line->base[i].fen,
                                    amounts->employer[i].fen,
                                    amounts->employee[i].fen,
                                    amounts->government[i].fen,
                                    seen->settled >> i & 1u,
                                    seen->credited >> i & 1u,
                                    (line->flags & SHEET_PROVISIONAL) != 0,
                                    (line->flags & SHEET_ASSESSED) != 0 };
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            analysis_count(a, numbers[k]);
        if (!analysis_end(a))
            return false;
    }
    arena_back(analysis_arena(a), mark);
    return true;
}

/* A bill under way: lines of one payer follow each other. */
typedef struct {
    Analysis *a;
    SheetSeen seen;
    SheetLine line; /* whose payer it is */
    int64_t people, sums[3];
} Bill;

static bool bill_row(Bill *bill)
{
    Analysis *a = bill->a;
    if (!bill->people)
        return true;
    size_t mark = arena_mark(analysis_arena(a));
    bill->seen.line = &bill->line;
    put_run(a, &bill->seen);
    analysis_month(a, bill->seen.month.n);
    analysis_count(a, bill->people);
    for (size_t i = 0; i < 3; i++)
        analysis_count(a, bill->sums[i]);
    bool more = analysis_end(a);
    arena_back(analysis_arena(a), mark);
    return more;
}

static bool same_bill(const Bill *bill, const SheetSeen *seen)
{
    bool alone = seen->payer_kind == SHEET_OF_GROUP;
    return bill->people && bill->seen.run == seen->run && bill->seen.payer_kind == seen->payer_kind &&
           bill->seen.payer == seen->payer && bill->seen.month.n == seen->month.n &&
           (!alone || (bill->line.person == seen->line->person && bill->line.contract == seen->line->contract));
}

static bool bill_line(void *context, const SheetSeen *seen)
{
    Bill *bill = context;
    if (!same_bill(bill, seen)) {
        if (!bill_row(bill))
            return false;
        *bill = (Bill){ .a = bill->a, .seen = *seen, .line = *seen->line };
    }
    bill->people++;
    for (int i = 1; i < Insurance_END; i++) {
        bill->sums[0] += seen->line->amounts.employer[i].fen;
        bill->sums[1] += seen->line->amounts.employee[i].fen;
        bill->sums[2] += seen->line->amounts.government[i].fen;
    }
    return true;
}

static Err fill_bills(Analysis *a)
{
    Bill *bill = arena_new(analysis_arena(a), Bill, 1);
    bill->a = a;
    TRY(sheet_each(analysis_bureau(a)->db, everything, bill_line, bill));
    (void)bill_row(bill);
    return OK;
}

/* ---- the ledger ---- */

static void put_posting(Analysis *a, const LedgerEntry *entry)
{
    analysis_count(a, entry->id.entry);
    analysis_count(a, entry->id.ord);
}

static bool posting_rows(void *context, const LedgerEntry *entry)
{
    Analysis *a = context;
    size_t mark = arena_mark(analysis_arena(a));
    for (size_t i = 0; i < entry->count; i++) {
        const LedgerLine *line = &entry->lines[i];
        put_posting(a, entry);
        analysis_count(a, (int64_t)i + 1);
        analysis_day(a, entry->day);
        put_choice(a, text_word((int)entry->text));
        analysis_text(a, str(account_row((int)line->account)->code));
        analysis_region(a, line->region);
        analysis_word(a, SET_INSURANCE, line->insurance);
        put_choice(a, side_word((int)line->side));
        put_choice(a, owner_word((int)line->owner_kind));
        if (line->owner)
            analysis_count(a, line->owner);
        else
            analysis_none(a);
        analysis_month(a, line->month.n == MONTH_NONE.n ? 0 : line->month.n);
        analysis_count(a, line->way == DEBIT ? line->amount.fen : 0);
        analysis_count(a, line->way == CREDIT ? line->amount.fen : 0);
        if (!analysis_end(a))
            return false;
        arena_back(analysis_arena(a), mark);
    }
    return true;
}

/* The first owner who is somebody: whose money it is. */
static const LedgerLine *other_side(const LedgerEntry *entry)
{
    for (size_t i = 0; i < entry->count; i++)
        if (entry->lines[i].owner_kind >= OWNER_PERSON && entry->lines[i].owner_kind <= OWNER_CONTRACT)
            return &entry->lines[i];
    return NULL;
}

static bool payment_rows(void *context, const LedgerEntry *entry)
{
    Analysis *a = context;
    const LedgerLine *other = other_side(entry);
    size_t mark = arena_mark(analysis_arena(a));
    for (size_t i = 0; i < entry->count; i++) {
        const LedgerLine *line = &entry->lines[i];
        if (line->account != LEDGER_BANK)
            continue;
        put_posting(a, entry);
        analysis_day(a, entry->day);
        put_choice(a, text_word((int)entry->text));
        analysis_region(a, line->region);
        put_choice(a, other ? owner_word((int)other->owner_kind) : NULL);
        if (other)
            analysis_count(a, other->owner);
        else
            analysis_none(a);
        analysis_count(a, line->way == DEBIT ? line->amount.fen : 0);
        analysis_count(a, line->way == CREDIT ? line->amount.fen : 0);
        if (!analysis_end(a))
            return false;
        arena_back(analysis_arena(a), mark);
    }
    return true;
}

/* ---- the journal ---- */

static bool command_row_put(Analysis *a, const JournalEntry *entry)
{
    const EntryDraft *said = &entry->said;
    bool known = said->kind == ENTRY_COMMAND && said->command > CMD_NONE && said->command < CMD_END;
    analysis_count(a, entry->n);
    analysis_text(a, time_text(analysis_arena(a), said->at));
    analysis_text(a, known                      ? str(command_row((CommandId)said->command)->name)
                     : said->kind == ENTRY_LOOK ? S("look.record")
                                                : (Str){ 0 });
    analysis_word(a, SET_ROLE, said->role);
    analysis_text(a, said->err != OK ? str(err_code(said->err)) : said->already ? S("already") : S("done"));
    return analysis_end(a);
}

static Err fill_commands(Analysis *a)
{
    Journal journal = { .db = analysis_bureau(a)->db };
    size_t count = ENTRY_PAGE;
    for (int64_t after = 0; count == ENTRY_PAGE;) {
        JournalEntry *entries = NULL;
        arena_reset(analysis_arena(a));
        TRY(list_readable(journal_entries(&journal, analysis_arena(a), after, ENTRY_PAGE, &entries, &count)));
        for (size_t i = 0; i < count; i++) {
            after = entries[i].n;
            if (!command_row_put(a, &entries[i]))
                return OK;
        }
    }
    return OK;
}

static bool event_row_put(void *context, SubjectKind kind, const Event *event, int64_t ord)
{
    static const char *const kinds[SUBJECT_END] = {
        [SUBJECT_PERSON] = "person",     [SUBJECT_UNIT] = "unit",   [SUBJECT_INSTITUTION] = "institution",
        [SUBJECT_CONTRACT] = "contract", [SUBJECT_BATCH] = "batch", [SUBJECT_BUREAU] = "bureau",
        [SUBJECT_WEBHOOKS] = "webhooks",
    };
    Analysis *a = context;
    size_t mark = arena_mark(analysis_arena(a));
    analysis_text(a, str(kinds[kind]));
    analysis_count(a, event->subject);
    analysis_count(a, event->entry);
    analysis_count(a, ord);
    analysis_text(a, time_text(analysis_arena(a), event->at));
    analysis_text(a, str(event_row(event->kind)->code));
    bool more = analysis_end(a);
    arena_back(analysis_arena(a), mark);
    return more;
}

Err analysis_fill(Analysis *a, AnalysisTableId id)
{
    Db *db = analysis_bureau(a)->db;
    Journal journal = { .db = db };
    switch (id) {
    case ANALYSIS_TABLE_persons:
        return analysis_persons(a);
    case ANALYSIS_TABLE_units:
        return analysis_units(a);
    case ANALYSIS_TABLE_institutions:
        return analysis_institutions(a);
    case ANALYSIS_TABLE_accounts:
        return analysis_accounts(a);
    case ANALYSIS_TABLE_lines:
        return sheet_each(db, everything, line_rows, a);
    case ANALYSIS_TABLE_bills:
        return fill_bills(a);
    case ANALYSIS_TABLE_payments:
        return entry_each(db, known_now, payment_rows, a);
    case ANALYSIS_TABLE_postings:
        return entry_each(db, known_now, posting_rows, a);
    case ANALYSIS_TABLE_cards:
        return analysis_cards(a);
    case ANALYSIS_TABLE_holds:
        return analysis_holds(a);
    case ANALYSIS_TABLE_cases:
        return analysis_cases(a);
    case ANALYSIS_TABLE_commands:
        return fill_commands(a);
    case ANALYSIS_TABLE_events:
        return list_readable(journal_each(&journal, event_row_put, a));
    case ANALYSIS_TABLE_END:
        break;
    }
    return ERR_BUSY;
}
