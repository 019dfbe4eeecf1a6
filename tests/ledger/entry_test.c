/* entry_test.c - entries, reversals, months and balances, on both engines. */
#include "books.h"

TEST(ledger_statements_run_on_both_engines) { fixture_prepare_all(arena); }

TEST(chart_is_whole)
{
    int seen[LEDGER_ACCOUNT_END] = { 0 };
    for (size_t i = 0; account_at(i); i++) {
        const AccountRow *row = account_at(i);
        CHECK_EQ(seen[row->number]++, 0);
        CHECK(account_row(row->number) == row);
        CHECK(row->normal == DEBIT || row->normal == CREDIT);
        CHECK(class_word((int)row->class) != NULL);
        for (size_t k = 0; k < i; k++)
            CHECK(strcmp(account_at(k)->code, row->code) && strcmp(account_at(k)->zh, row->zh) &&
                  strcmp(account_at(k)->en, row->en));
    }
    CHECK(!account_row(0) && !account_row(-1) && !account_row(LEDGER_ACCOUNT_END));
}

/* A line that is lawful for an account, and then every member set and unset against its scope. */
static LedgerLine lawful(const AccountRow *row)
{
    LedgerLine line = { .account = (LedgerAccount)row->number, .region = HERE, .month = MONTH_NONE, .way = DEBIT, .amount = { 1 } };
    if (row->insurance)
        line.insurance = INSURANCE_PENSION;
    if (row->side)
        line.side = SIDE_EMPLOYER;
    for (int kind = 1; row->owners && kind < OWNER_SHEETS && !line.owner; kind++)
        if (row->owners >> kind & 1) {
            line.owner_kind = (LedgerOwner)kind;
            line.owner = 7;
        }
    if (row->insurance && row->owners)
        line.month = month_make(2025, 3);
    return line;
}

TEST(every_account_refuses_the_wrong_scope)
{
    for (size_t i = 0; account_at(i); i++) {
        const AccountRow *row = account_at(i);
        LedgerLine good = lawful(row), line = good;
        CHECK_EQ(line_check(&good, NULL), OK);
        line.insurance = row->insurance ? Insurance_NONE : INSURANCE_PENSION;
        CHECK_EQ(line_check(&line, NULL), ERR_BAD_FIELD);
        line = good;
        line.insurance = Insurance_END;
        CHECK_EQ(line_check(&line, NULL), ERR_BAD_FIELD);
        line = good;
        line.side = row->side ? SIDE_NONE : SIDE_EMPLOYER;
        CHECK_EQ(line_check(&line, NULL), ERR_BAD_FIELD);
        for (int kind = 0; kind <= OWNER_END; kind++) {
            bool may = kind ? row->owners >> kind & 1 : row->owners == 0;
            line = good;
            line.owner_kind = (LedgerOwner)kind;
            line.owner = kind == OWNER_SHEETS || kind == OWNER_NONE ? 0 : 7;
            CHECK_EQ(line_check(&line, NULL), may && kind < OWNER_END ? OK : ERR_BAD_FIELD);
            line.owner = line.owner ? 0 : 7;
            CHECK_EQ(line_check(&line, NULL), ERR_BAD_FIELD);
        }
        line = good;
        line.month = MONTH_NONE;
        CHECK_EQ(line_check(&line, NULL), row->insurance && row->owners ? ERR_BAD_FIELD : OK);
        line = good;
        line.region = 0;
        CHECK_EQ(line_check(&line, NULL), ERR_BAD_FIELD);
        line.region = REGION_MAX + 1;
        CHECK_EQ(line_check(&line, NULL), ERR_BAD_FIELD);
        line = good;
        line.way = (LedgerNormal)3;
        CHECK_EQ(line_check(&line, NULL), ERR_BAD_FIELD);
    }
}

TEST(amounts_have_bounds)
{
    const struct {
        int64_t fen;
        Err err;
    } cases[] = { { 0, ERR_BAD_AMOUNT },
                  { -1, ERR_BAD_AMOUNT },
                  { 1, OK },
                  { INT64_C(100000000000000), OK },
                  { INT64_C(100000000000001), ERR_BAD_AMOUNT },
                  { INT64_MAX, ERR_BAD_AMOUNT },
                  { INT64_MIN, ERR_BAD_AMOUNT } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        LedgerLine line = DR(BANK, cases[i].fen);
        CHECK_EQ(line_check(&line, NULL), cases[i].err);
    }
    /* Sums are checked even if lines beyond the bounds come in by another door. */
    LedgerLine lines[] = { DR(BANK, INT64_MAX), DR(BANK, 1), CR(POOL_PENSION, INT64_MAX), CR(POOL_PENSION, 1) };
    CHECK_EQ(lines_balance(lines, 4, NULL), ERR_BAD_AMOUNT);
    LedgerLine low[] = { CR(BANK, INT64_MAX), CR(BANK, 2), DR(POOL_PENSION, INT64_MAX), DR(POOL_PENSION, 2) };
    CHECK_EQ(lines_balance(low, 4, NULL), ERR_BAD_AMOUNT);
}

#define UNIT_LINE .owner_kind = OWNER_UNIT, .owner = 17
#define BILL_LINE UNIT_LINE, .insurance = INSURANCE_PENSION, .side = SIDE_EMPLOYER, .month = month_make(2025, 1)

TEST(entry_happens_once)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        Day day = day_of(2025, 1, 20);
        BOOK(&books, "voucher/1", TEXT_PAYMENT, day, DR(BANK, 500), CR(CLEARING, 500, UNIT_LINE));
        LedgerId first = books.id;
        CHECK(!books.already);
        books_begin(&books);
        CHECK_EQ(POST(&books, "voucher/1", TEXT_PAYMENT, day, DR(BANK, 500), CR(CLEARING, 500, UNIT_LINE)), OK);
        CHECK(books.already);
        CHECK_EQ(books.id.entry, first.entry);
        CHECK_EQ(ledger_side(&books.ledger).n, 0);
        CHECK_EQ(POST(&books, "voucher/1", TEXT_PAYMENT, day, DR(BANK, 501), CR(CLEARING, 501, UNIT_LINE)), ERR_CONFLICT);
        CHECK_EQ(POST(&books, "voucher/1", TEXT_PAYMENT, day_add(day, 1), DR(BANK, 500), CR(CLEARING, 500, UNIT_LINE)),
                 ERR_CONFLICT);
        CHECK_EQ(POST(&books, "voucher/1", TEXT_REFUND, day, DR(BANK, 500), CR(CLEARING, 500, UNIT_LINE)), ERR_CONFLICT);
        CHECK_EQ(POST(&books, "voucher/2", TEXT_PAYMENT, day, DR(BANK, 500), CR(CLEARING, 500, UNIT_LINE)), OK);
        CHECK(!books.already);
        CHECK_EQ(ledger_side(&books.ledger).n, HASH_BYTES);
        books_end(&books);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_BANK), 1000);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_CLEARING, .owner_kind = OWNER_UNIT, .owner = 17), 1000);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_CLEARING, .owner_kind = OWNER_UNIT, .owner = 18), 0);
        CHECK_EQ(BALANCE(&books, day_add(day, -1), .account = LEDGER_BANK), 0);
        LedgerEntry entry;
        CHECK_EQ(entry_get(f.db, arena, first, &entry), OK);
        CHECK_STR(entry.key, S("voucher/1"));
        CHECK_STR(entry.voucher, S("银行回单 8812"));
        CHECK_EQ(entry.count, 2);
        CHECK_EQ(entry_get(f.db, arena, (LedgerId){ 99, 1 }, &entry), ERR_UNKNOWN_ID);
        books_check(&books);
    }
}

static Err head_case(Books *books, Str key, LedgerText text, Day day, Str voucher, size_t count)
{
    LedgerLine *lines = arena_new(books->arena, LedgerLine, count + 1);
    for (size_t i = 0; i < count; i++)
        lines[i] = i % 2 ? (LedgerLine)CR(POOL_PENSION, 1) : (LedgerLine)DR(BANK, 1);
    LedgerDraft draft = { key, text, day, voucher, lines, count };
    return entry_post(&books->ledger, books->arena, &draft, &books->id, &books->already, &books->why);
}

TEST(hostile_entries_are_refused_and_leave_nothing)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        Day day = day_of(2025, 1, 20);
        Str dump = fixture_dump(arena, f.db);
        char *much = arena_alloc(arena, LEDGER_VOUCHER_MAX + 1, 1);
        memset(much, 'k', LEDGER_VOUCHER_MAX + 1);
        books_begin(&books);
        CHECK_EQ(head_case(&books, S(""), TEXT_BILL, day, S(""), 2), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, (Str){ much, LEDGER_KEY_MAX + 1 }, TEXT_BILL, day, S(""), 2), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, S("~run/1"), TEXT_BILL, day, S(""), 2), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, S("bad\xff"), TEXT_BILL, day, S(""), 2), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, (Str){ "a\0b", 3 }, TEXT_BILL, day, S(""), 2), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, S("k"), TEXT_NONE, day, S(""), 2), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, S("k"), TEXT_END, day, S(""), 2), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, S("k"), TEXT_BILL, DAY_NONE, S(""), 2), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, S("k"), TEXT_BILL, day, (Str){ much, LEDGER_VOUCHER_MAX + 1 }, 2), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, S("k"), TEXT_BILL, day, S(""), 0), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, S("k"), TEXT_BILL, day, S(""), LEDGER_LINES_MAX + 2), ERR_BAD_FIELD);
        CHECK_EQ(head_case(&books, S("k"), TEXT_BILL, day, S(""), 3), ERR_BAD_AMOUNT);
        CHECK(str_find(books.why.zh, S("不平")) >= 0 && str_find(books.why.en, S("balance")) >= 0);
        CHECK_EQ(POST(&books, "k", TEXT_BILL, day, DR(BANK, 5)), ERR_BAD_AMOUNT);
        CHECK_EQ(POST(&books, "k", TEXT_BILL, day, DR(BANK, 5), CR(POOL_PENSION, 4)), ERR_BAD_AMOUNT);
        CHECK_EQ(
            POST(&books, "k", TEXT_BILL, day, { .account = 7, .region = HERE, .way = DEBIT, .amount = { 5 } }, CR(POOL_PENSION, 5)),
            ERR_BAD_FIELD);
        CHECK_STR(books.why.field, S("account"));
        CHECK_EQ(POST(&books, "k", TEXT_BILL, day, DR(BANK, 5), CR(PERSONAL_PENSION, 5)), ERR_BAD_FIELD);
        CHECK_STR(books.why.field, S("owner"));
        CHECK_EQ(POST(&books, "k", TEXT_BILL, day, DR(BANK, 5), CR(PERSONAL_PENSION, 5, .owner_kind = OWNER_SHEETS)),
                 ERR_BAD_FIELD);
        /* Regions and books balance by themselves: no fund pays another, no client's money pays a fund. */
        CHECK_EQ(POST(&books, "k", TEXT_BILL, day, DR(BANK, 5),
                      { .account = LEDGER_POOL_PENSION, .region = THERE, .month = MONTH_NONE, .way = CREDIT, .amount = { 5 } }),
                 ERR_BAD_AMOUNT);
        CHECK_EQ(POST(&books, "k", TEXT_BILL, day, DR(BANK, 5), CR(CLIENT_MONEY, 5, .owner_kind = OWNER_CONTRACT, .owner = 3)),
                 ERR_BAD_AMOUNT);
        CHECK_EQ(books.ledger.ord, 0);
        CHECK_EQ(head_case(&books, S("most"), TEXT_BILL, day, (Str){ much, LEDGER_VOUCHER_MAX }, LEDGER_LINES_MAX), OK);
        books_cancel(&books);
        CHECK(str_eq(fixture_dump(arena, f.db), dump));
    }
}

TEST(reversal_is_the_opposite_and_happens_once)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        Day day = day_of(2025, 1, 20);
        LedgerId reversal, again;
        bool already = false;
        BOOK(&books, "bill/1", TEXT_BILL, day, DR(RECEIVABLE, 900, BILL_LINE), CR(BILLED, 900, .insurance = INSURANCE_PENSION));
        LedgerId first = books.id;
        books_begin(&books);
        CHECK_EQ(entry_reverse(&books.ledger, arena, first, day, S("差错更正"), &reversal, &already, &books.why), OK);
        CHECK(!already);
        books_end(&books);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_UNIT, .owner = 17), 0);
        books_begin(&books);
        CHECK_EQ(entry_reverse(&books.ledger, arena, first, day, S("差错更正"), &again, &already, &books.why), OK);
        CHECK(already && again.entry == reversal.entry);
        CHECK_EQ(entry_reverse(&books.ledger, arena, first, day_add(day, 1), S("差错更正"), &again, &already, &books.why),
                 ERR_CONFLICT);
        CHECK_EQ(entry_reverse(&books.ledger, arena, (LedgerId){ 77, 1 }, day, S(""), &again, &already, &books.why),
                 ERR_UNKNOWN_ID);
        /* The reversal reversed: as if nothing had been taken back. */
        CHECK_EQ(entry_reverse(&books.ledger, arena, reversal, day, S("恢复"), &again, &already, &books.why), OK);
        books_end(&books);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_UNIT, .owner = 17), 900);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_BILLED), 900);
        LedgerEntry entry;
        CHECK_EQ(entry_get(f.db, arena, again, &entry), OK);
        CHECK_EQ(entry.reverses.entry, reversal.entry);
        CHECK_EQ(entry.reverses.ord, reversal.ord);
        books_check(&books);
    }
}

TEST(closed_month_takes_nothing_more)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        bool already = false;
        Day jan = day_of(2025, 1, 31), feb = day_of(2025, 2, 1);
        BOOK(&books, "a", TEXT_PAYMENT, jan, DR(BANK, 100), CR(POOL_PENSION, 100));
        BOOK(&books, "b", TEXT_PAYMENT, feb, DR(BANK, 30), CR(POOL_PENSION, 30));
        books_begin(&books);
        CHECK_EQ(month_close(&books.ledger, arena, HERE, month_make(2025, 1), day_of(2025, 1, 31), &already, &books.why),
                 ERR_TOO_EARLY);
        CHECK_EQ(month_close(&books.ledger, arena, 0, month_make(2025, 1), feb, &already, &books.why), ERR_BAD_FIELD);
        CHECK_EQ(month_close(&books.ledger, arena, HERE, month_make(2025, 2), day_of(2025, 3, 1), &already, &books.why),
                 ERR_WRONG_STATE);
        CHECK_EQ(month_close(&books.ledger, arena, HERE, month_make(2025, 1), feb, &already, &books.why), OK);
        CHECK(!already);
        CHECK_EQ(ledger_side(&books.ledger).n, HASH_BYTES);
        books_end(&books);
        int64_t known_before = books.journal.last - 1;
        books_begin(&books);
        CHECK_EQ(month_close(&books.ledger, arena, HERE, month_make(2025, 1), feb, &already, &books.why), OK);
        CHECK(already);
        CHECK_EQ(month_close(&books.ledger, arena, HERE, month_make(2025, 3), day_of(2025, 5, 1), &already, &books.why),
                 ERR_WRONG_STATE);
        CHECK_EQ(POST(&books, "c", TEXT_PAYMENT, jan, DR(BANK, 1), CR(POOL_PENSION, 1)), ERR_MONTH_CLOSED);
        CHECK_EQ(POST(&books, "c", TEXT_PAYMENT, day_of(2024, 12, 31), DR(BANK, 1), CR(POOL_PENSION, 1)), ERR_MONTH_CLOSED);
        CHECK_EQ(POST(&books, "a", TEXT_PAYMENT, jan, DR(BANK, 100), CR(POOL_PENSION, 100)), OK); /* it is there */
        CHECK(books.already);
        CHECK_EQ(POST(&books, "c", TEXT_PAYMENT, feb, DR(BANK, 1), CR(POOL_PENSION, 1)), OK);
        LedgerLine there[] = { DR(BANK, 9), CR(POOL_PENSION, 9) };
        there[0].region = there[1].region = THERE; /* another region has its own months */
        CHECK_EQ(books_post_lines(&books, "d", TEXT_PAYMENT, jan, there, 2), OK);
        books_end(&books);
        CHECK_EQ(BALANCE(&books, jan, .account = LEDGER_BANK), 100);
        CHECK_EQ(BALANCE(&books, feb, .account = LEDGER_BANK), 131);
        CHECK_EQ(balance_of(&books, (BalanceOf){ .account = LEDGER_BANK, .region = HERE }, feb, known_before), 130);
        CHECK_EQ(balance_of(&books, (BalanceOf){ .account = LEDGER_BANK, .region = HERE }, jan, 0), 0);
        CHECK_EQ(BALANCE(&books, day_of(2025, 1, 30), .account = LEDGER_BANK), 0);
        for (int month = 2; month <= 4; month++) {
            books_begin(&books);
            CHECK_EQ(month_close(&books.ledger, arena, HERE, month_make(2025, month), day_of(2025, 6, 1), &already, &books.why),
                     OK);
            books_end(&books);
        }
        CHECK_EQ(BALANCE(&books, day_of(2025, 2, 27), .account = LEDGER_BANK), 131);
        CHECK_EQ(BALANCE(&books, day_of(2025, 5, 27), .account = LEDGER_BANK), 131);
        books_trial(&books, HERE, feb);
        books_trial(&books, HERE, day_of(2025, 4, 30));
        books_check(&books);
    }
}

typedef struct {
    int64_t sum, count;
    Day last;
} Seen;

static bool see_line(void *context, LedgerId id, Day day, const LedgerLine *line)
{
    Seen *seen = context;
    CHECK(day.n >= seen->last.n && id.entry > 0);
    seen->last = day;
    seen->count++;
    seen->sum += line->way == DEBIT ? line->amount.fen : -line->amount.fen;
    return true;
}

/* Random entries of all accounts: always balanced; extracts, balances and trial agree; the order in which the entries of
 * a day are made changes no balance; all of them reversed come to nothing. */
static void random_books(Books *books, uint64_t seed, bool backwards, int count)
{
    for (int i = 0; i < count; i++) {
        int n = backwards ? count - 1 - i : i;
        uint64_t s = seed + (uint64_t)n * 77;
        LedgerLine lines[12];
        size_t lines_count = 0;
        int64_t balance = 0;
        for (int k = 0; k < 1 + (int)(test_random(&s) % 9); k++) {
            size_t at = test_random(&s) % 28;
            while (!account_at(at) || account_at(at)->class == CLASS_CLIENT)
                at = at ? at - 1 : 0;
            LedgerLine line = lawful(account_at(at));
            line.way = test_random(&s) % 2 ? DEBIT : CREDIT;
            line.amount.fen = (int64_t)(test_random(&s) % 1000000) + 1;
            line.owner = line.owner ? 1 + (int64_t)(test_random(&s) % 3) : 0;
            balance += line.way == DEBIT ? line.amount.fen : -line.amount.fen;
            lines[lines_count++] = line;
        }
        if (balance) {
            LedgerLine rest = DR(BANK, balance > 0 ? balance : -balance);
            rest.way = balance > 0 ? CREDIT : DEBIT;
            lines[lines_count++] = rest;
        }
        Day day = day_of(2025, 1 + (int)(test_random(&s) % 4), 1 + (int)(test_random(&s) % 28));
        books_begin(books);
        CHECK_EQ(books_post_lines(books, str_z(books->arena, str_format(books->arena, "random/%d", n)), TEXT_CORRECTION, day, lines,
                                  lines_count),
                 OK);
        books_end(books);
    }
}

static void all_balances(Books *books, Day day, Buf *out)
{
    TrialRow *rows = NULL;
    size_t count = 0;
    CHECK_EQ(ledger_trial(books->db, books->arena, HERE, day, known_now, &rows, &count), OK);
    for (size_t i = 0; i < count; i++) {
        Seen seen = { .last = { INT32_MIN } };
        BalanceOf of = { .account = rows[i].account, .region = HERE };
        const AccountRow *row = account_row((int)rows[i].account);
        buf_format(out, "%d %d %d %lld\n", (int)rows[i].account, (int)rows[i].insurance, (int)rows[i].side,
                   (long long)rows[i].balance.fen);
        CHECK_EQ(ledger_extract(books->db, rows[i].account, HERE, (Day){ INT32_MIN }, day, known_now, see_line, &seen), OK);
        CHECK_EQ(balance_of(books, of, day, known_now), row->normal == DEBIT ? seen.sum : -seen.sum);
        int64_t owners = 0;
        for (int kind = 1; row->owners && kind < OWNER_SHEETS; kind++)
            for (int owner = 1; (row->owners >> kind & 1) && owner <= 3; owner++) {
                of.owner_kind = (LedgerOwner)kind;
                of.owner = owner;
                of.person = 1;
                owners += balance_of(books, of, day, known_now);
            }
        of.owner_kind = OWNER_NONE;
        if (row->owners)
            CHECK_EQ(owners, balance_of(books, of, day, known_now));
    }
    books_trial(books, HERE, day);
}

TEST(random_entries_are_the_same_in_any_order_and_on_both_engines)
{
    Str first = { 0 }, dump = { 0 };
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        bool already = false;
        Buf balances = { .arena = arena };
        random_books(&books, 20250110, false, 60);
        all_balances(&books, day_of(2025, 2, 14), &balances);
        all_balances(&books, day_of(2025, 12, 31), &balances);
        books_check(&books);
        Str all = fixture_dump(arena, f.db);
        CHECK(balances.n > 500);
        first = first.n ? first : buf_str(&balances);
        dump = dump.n ? dump : all;
        CHECK_STR(buf_str(&balances), first);
        CHECK(str_eq(all, dump));
        /* Once months are closed the same balances come from their totals. */
        for (int month = 1; month <= 3; month++) {
            books_begin(&books);
            CHECK_EQ(month_close(&books.ledger, arena, HERE, month_make(2025, month), day_of(2025, 9, 1), &already, &books.why),
                     OK);
            books_end(&books);
        }
        Buf later = { .arena = arena };
        all_balances(&books, day_of(2025, 2, 14), &later);
        all_balances(&books, day_of(2025, 12, 31), &later);
        CHECK_STR(buf_str(&later), first);
        books_check(&books);
    }
    Db *db = fixture_open(arena, ENGINE_MEMORY);
    Books books = books_make(arena, db);
    Buf balances = { .arena = arena };
    random_books(&books, 20250110, true, 60);
    all_balances(&books, day_of(2025, 2, 14), &balances);
    all_balances(&books, day_of(2025, 12, 31), &balances);
    CHECK_STR(buf_str(&balances), first);
    for (int64_t entry = 1; entry <= 60; entry++) {
        LedgerId id;
        bool already;
        books_begin(&books);
        CHECK_EQ(entry_reverse(&books.ledger, arena, (LedgerId){ entry, 1 }, day_of(2025, 6, 1), S("冲"), &id, &already, NULL), OK);
        books_end(&books);
    }
    TrialRow *rows = NULL;
    size_t count = 0;
    CHECK_EQ(ledger_trial(db, arena, HERE, day_of(2025, 6, 1), known_now, &rows, &count), OK);
    for (size_t i = 0; i < count; i++)
        CHECK_EQ(rows[i].balance.fen, 0);
    books_check(&books);
    db_close(db);
}

TEST(log_tables_refuse_change)
{
    EACH_ENGINE(arena, f)
    {
        static const char *const tables[] = { "ledger_entry", "ledger_line", "sheet",        "settlement",
                                              "sheet_run",    "opening",     "ledger_month", "ledger_total" };
        int logs = 0;
        for (const Table *table = table_first(); table; table = table->next)
            for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
                logs += !strcmp(table->name, tables[i]) && table->kind == TABLE_LOG;
        CHECK_EQ(logs, 8);
    }
}
