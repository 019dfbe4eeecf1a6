/* check.c - see check.h: entries, keys, the chain of the journal, closed months. The sheets are in check_sheets.c. */
#include "journal/journal.h"
#include "ledger/inside.h"
#include "ledger/pages.h"

SQL(CHECK_ENTRIES, "iii", "ii", "SELECT entry, ord FROM ledger_entry WHERE (entry, ord) > ($1, $2) ORDER BY entry, ord LIMIT $3")
/* Everything that took a number: entries, closed months, and releases of openings that add nothing. */
SQL(CHECK_TAKEN, "iii", "iib",
    "SELECT entry, ord, digest FROM (SELECT entry, ord, digest FROM ledger_entry "
    "UNION ALL SELECT entry, ord, digest FROM ledger_month "
    "UNION ALL SELECT entry, ord, digest FROM sheet_run WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e "
    "WHERE e.entry = sheet_run.entry AND e.ord = sheet_run.ord)) t WHERE (entry, ord) > ($1, $2) ORDER BY entry, ord LIMIT $3")
SQL(CHECK_MONTHS, "iii", "iiib",
    "SELECT region, month, entry, digest FROM ledger_month WHERE (region, month) > ($1, $2) ORDER BY region, month LIMIT $3")
enum { JOURNAL_PAGE = 64 };

bool ledger_owns_table(const char *name)
{
    static const char *const tables[] = { "ledger_key", "sheet_person", "year_pack", "year_waiting", "year_due" };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!strcmp(name, tables[i]))
            return true;
    return false;
}

Err check_says(Check *check, const char *table, int64_t entry, const char *zh, const char *en)
{
    check->found->fault = (LedgerFault){ .table = table, .entry = entry, .zh = zh, .en = en };
    return OK;
}

static bool same_line(const LedgerLine *a, const LedgerLine *b, bool opposite)
{
    return a->account == b->account && a->region == b->region && a->insurance == b->insurance && a->side == b->side &&
           a->owner_kind == b->owner_kind && a->owner == b->owner && a->month.n == b->month.n && a->amount.fen == b->amount.fen &&
           (a->way == b->way) == !opposite;
}

bool control_fits(Arena *arena, const LedgerEntry *entry, const SheetTotals *billed, const SheetTotals *settled,
                  const SheetTotals *credited)
{
    LineList list = { .lines = arena_new(arena, LedgerLine, LEDGER_LINES_MAX), .size = LEDGER_LINES_MAX };
    bool fine = lines_of_receivable(&list, billed, DEBIT) && lines_of_receivable(&list, settled, CREDIT) &&
                lines_of_funds(&list, credited, CREDIT);
    size_t at = 0;
    for (size_t i = 0; fine && i < list.count; i++) {
        if (list.lines[i].owner_kind != OWNER_SHEETS)
            continue;
        while (at < entry->count && entry->lines[at].owner_kind != OWNER_SHEETS)
            at++;
        fine = at < entry->count && same_line(&entry->lines[at++], &list.lines[i], false);
    }
    while (fine && at < entry->count)
        fine = entry->lines[at++].owner_kind != OWNER_SHEETS;
    return fine;
}

/* A reversal is the opposite, line by line, of an entry before it. */
static Err check_reversal(Check *check, const LedgerEntry *entry)
{
    LedgerEntry first;
    int64_t n = entry->id.entry;
    bool before = entry->reverses.entry < n || (entry->reverses.entry == n && entry->reverses.ord < entry->id.ord);
    Err err = before ? entry_get(check->db, check->arena, entry->reverses, &first) : ERR_UNKNOWN_ID;
    if (err == ERR_UNKNOWN_ID)
        return check_says(check, "ledger_entry", n, "冲正所指的分录不存在", "a reversal names an entry that does not exist");
    TRY(err);
    bool same = first.count == entry->count &&
                str_eq(entry->key, str_format(check->arena, "~reverse/%lld-%lld", (long long)entry->reverses.entry,
                                              (long long)entry->reverses.ord));
    for (size_t i = 0; same && i < first.count; i++)
        same = same_line(&first.lines[i], &entry->lines[i], true);
    return same ? OK : check_says(check, "ledger_line", n, "冲正与原分录不相反", "a reversal is not the opposite of its entry");
}

/* What stands beside an entry in settlements is what its digest and its control lines say. */
static Err check_settlements(Check *check, const EntryHead *head)
{
    Arena *arena = check->arena;
    Settlement *rows = NULL;
    size_t count = 0;
    Str digest = { 0 };
    SheetTotals none = totals_make(arena, 1), settled = totals_make(arena, SHEET_REGIONS_MAX),
                credited = totals_make(arena, SHEET_REGIONS_MAX);
    int64_t n = head->entry.id.entry;
    TRY(settlements_entry(check->db, arena, head->entry.id, &rows, &count));
    check->settlements += (int64_t)count;
    TRY(settlements_digest(arena, rows, count, &digest));
    bool fine = (int64_t)count == head->settled && (!count || str_eq(digest, head->extra));
    for (size_t i = 0; fine && i < count; i++) {
        fine = rows[i].day.n == head->entry.day.n;
        if (fine && (rows[i].effects & EFFECT_SETTLE))
            fine = settlement_totals(check->db, arena, &rows[i], &settled, NULL) == OK;
        if (fine && (rows[i].effects & EFFECT_CREDIT))
            fine = settlement_totals(check->db, arena, &rows[i], &credited, NULL) == OK;
    }
    if (!fine)
        return check_says(check, "settlement", n, "明细入账与分录不符", "the settlements of sheets are not those of the entry");
    if (!control_fits(arena, &head->entry, &none, &settled, &credited))
        return check_says(check, "ledger_line", n, "分录合计与缴费明细不符", "the control lines are not the sums of the sheets");
    return OK;
}

static Err check_entry(Check *check, LedgerId id)
{
    EntryHead head;
    LedgerId known;
    TRY(entry_head(check->db, check->arena, id, &head));
    const LedgerEntry *entry = &head.entry;
    check->found->entries++;
    check->found->lines += (int64_t)entry->count;
    bool run = str_starts(entry->key, S("~run/")), lawful = entry->count > 0 && head.placed;
    for (size_t i = 0; lawful && i < entry->count; i++)
        lawful = line_check(&entry->lines[i], NULL) == OK;
    if (!lawful || lines_balance(entry->lines, entry->count, NULL) != OK)
        return check_says(check, "ledger_line", id.entry, "分录不平或科目有误",
                          "an entry does not balance, or a line is not lawful");
    EntryWhole whole = { .draft = { entry->key, entry->text, entry->day, entry->voucher, entry->lines, entry->count },
                         .reverses = entry->reverses,
                         .extra = head.extra };
    Hash digest = entry_digest(check->arena, &whole);
    bool beside = head.flags == (run ? ENTRY_HAS_RUN : 0) && (!run || !head.settled);
    if (!beside || !str_eq(hash_str(&digest), entry->digest))
        return check_says(check, "ledger_entry", id.entry, "分录内容与摘要值不符", "an entry is not what its digest says");
    TRY(entry_find(check->db, check->arena, entry->key, &known));
    if (known.entry != id.entry || known.ord != id.ord)
        return check_says(check, "ledger_key", id.entry, "业务键索引与分录不符", "the business key does not lead to its entry");
    if (entry->reverses.entry)
        TRY(check_reversal(check, entry));
    return check_wrong(check) || run ? OK : check_settlements(check, &head);
}

static Err check_entries(Check *check)
{
    Pages pages = pages_open(check->db, &CHECK_ENTRIES, NULL, 0, (const int64_t[]){ 0, 0 }, 2);
    const Val *row = NULL;
    Err err = OK;
    while (!check_wrong(check) && err == OK && (err = pages_next(&pages, &row)) == OK && row) {
        size_t mark = arena_mark(check->arena);
        err = check_entry(check, (LedgerId){ row[0].i, row[1].i });
        arena_back(check->arena, mark);
    }
    pages_close(&pages);
    return err == ERR_UNKNOWN_ID ? ERR_BUSY : err;
}

/* ---- the journal's side ---- */

/* All that one journal entry wrote, folded as ledger_take did. *row goes on to the first of the next. */
static Err fold_side(Check *check, Pages *taken, const Val **row, Ledger *ledger)
{
    int64_t n = (*row)[0].i;
    *ledger = ledger_open(check->db, n);
    while (*row && (*row)[0].i == n) {
        if ((*row)[1].i != ledger->ord + 1 || (*row)[2].s.n != HASH_BYTES)
            return check_says(check, "ledger_entry", n, "分录编号不连续", "an entry of the ledger is missing");
        ledger_take(ledger, (*row)[2].s);
        TRY(pages_next(taken, row));
    }
    return OK;
}

static Err check_side(Check *check, const JournalEntry *entry, Pages *taken, const Val **row)
{
    Ledger ledger = { 0 };
    if (*row && (*row)[0].i < entry->n)
        return check_says(check, "ledger_entry", (*row)[0].i, "分录不属于任何日志",
                          "an entry of the ledger belongs to no journal entry");
    if (*row && (*row)[0].i == entry->n)
        TRY(fold_side(check, taken, row, &ledger));
    if (check_wrong(check) || str_eq(ledger_side(&ledger), entry->said.side))
        return OK;
    return check_says(check, "ledger_entry", entry->n, "总账与日志所载的摘要值不符",
                      "the ledger is not what the journal says of it");
}

static Err check_journal(Check *check)
{
    Journal journal = { .db = check->db };
    Pages taken = pages_open(check->db, &CHECK_TAKEN, NULL, 0, (const int64_t[]){ 0, 0 }, 2);
    const Val *row = NULL;
    int64_t after = 0;
    size_t count = JOURNAL_PAGE;
    Err err = pages_next(&taken, &row);
    while (err == OK && count == JOURNAL_PAGE && !check_wrong(check)) {
        size_t mark = arena_mark(check->arena);
        JournalEntry *entries = NULL;
        err = journal_entries(&journal, check->arena, after, JOURNAL_PAGE, &entries, &count);
        for (size_t i = 0; err == OK && i < count && !check_wrong(check); i++) {
            err = check_side(check, &entries[i], &taken, &row);
            after = entries[i].n;
        }
        arena_back(check->arena, mark);
    }
    if (err == OK && row && !check_wrong(check))
        err =
            check_says(check, "ledger_entry", row[0].i, "分录不属于任何日志", "an entry of the ledger belongs to no journal entry");
    pages_close(&taken);
    return err == OK ? OK : ERR_BUSY;
}

/* ---- closed months ---- */

static Err check_month(Check *check, int32_t region, Month month, Month before, const Val *row)
{
    Trial trial;
    Rows stored;
    Hash digest;
    TRY(trial_month(check->db, check->arena, region, month, before, known_now, &trial));
    TRY(month_digest(check->arena, region, month, &trial, &digest));
    TRY(month_totals(check->db, check->arena, region, month, &stored));
    check->totals += (int64_t)stored.count;
    bool same = stored.count == trial.count && str_eq(row[3].s, hash_str(&digest));
    for (size_t i = 0; same && i < stored.count; i++) {
        const Val *v = cell(&stored, i, 0);
        const TrialRow *is = &trial.rows[i];
        same = v[0].i == (int64_t)is->account && v[1].i == (int64_t)is->insurance && v[2].i == (int64_t)is->side &&
               v[3].i == is->debit.fen && v[4].i == is->credit.fen;
    }
    return same ? OK
                : check_says(check, "ledger_total", row[2].i, "月结合计与分录不符",
                             "the totals of a closed month are not the sums of its lines");
}

static Err check_months(Check *check)
{
    Pages pages = pages_open(check->db, &CHECK_MONTHS, NULL, 0, (const int64_t[]){ 0, 0 }, 2);
    const Val *row = NULL;
    int32_t region = 0;
    Month before = MONTH_NONE;
    Err err = OK;
    while (!check_wrong(check) && err == OK && (err = pages_next(&pages, &row)) == OK && row) {
        size_t mark = arena_mark(check->arena);
        Month month = { (int32_t)row[1].i };
        before = row[0].i == region ? before : MONTH_NONE;
        region = (int32_t)row[0].i;
        err = check_month(check, region, month, before, row);
        before = month;
        arena_back(check->arena, mark);
    }
    pages_close(&pages);
    return err == ERR_BAD_AMOUNT ? check_says(check, "ledger_total", 0, "月结合计超出范围", "the totals of a closed month overflow")
                                 : err;
}

/* ---- nothing besides ---- */

static void count_row(void *context, Str bytes)
{
    (void)bytes;
    ++*(int64_t *)context;
}

/* Counts by reading every row along the key, whatever an index says of them. */
static Err check_counts(Check *check)
{
    const LedgerChecked *found = check->found;
    const struct {
        const char *table;
        int64_t should;
        const char *zh, *en;
    } tables[] = {
        { "ledger_line", found->lines, "有不属于任何分录的行", "a line belongs to no entry" },
        { "ledger_key", found->entries, "业务键索引有多余的行", "a business key belongs to no entry" },
        { "settlement", check->settlements, "有不属于任何分录的明细入账", "a settlement belongs to no entry" },
        { "ledger_total", check->totals, "有不属于任何已结账月份的合计", "a total belongs to no closed month" },
        { "sheet", found->sheets, "缴费明细表的索引已损坏", "the index of the sheets is damaged" },
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables && !check_wrong(check); i++) {
        int64_t count = 0;
        TRY(db_dump_rows(check->db, check->arena, tables[i].table, count_row, &count));
        if (count != tables[i].should)
            TRY(check_says(check, tables[i].table, 0, tables[i].zh, tables[i].en));
    }
    return OK;
}

Err ledger_check(Db *db, Arena *arena, bool deep, LedgerChecked *out)
{
    LedgerChecked found = { 0 };
    Check check = { .db = db, .arena = arena, .found = &found };
    TRY(check_entries(&check));
    if (!check_wrong(&check))
        TRY(check_journal(&check));
    if (!check_wrong(&check))
        TRY(check_months(&check));
    if (!check_wrong(&check))
        TRY(check_sheets(&check, deep));
    if (!check_wrong(&check))
        TRY(check_counts(&check));
    *out = found;
    return OK;
}
