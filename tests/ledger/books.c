/* books.c - see books.h. */
#include "books.h"

Books books_make(Arena *arena, Db *db)
{
    Books books = { .db = db, .arena = arena, .why = { .arena = arena } };
    CHECK_EQ(journal_open(&books.journal, db), OK);
    return books;
}

void books_begin(Books *books)
{
    CHECK_EQ(db_begin(books->db), OK);
    books->ledger = ledger_open(books->db, books->journal.last + 1);
}

void books_end(Books *books)
{
    int64_t n = books->journal.last + 1;
    EntryDraft draft = { .at = { BOOKS_START + 3600 * n },
                         .command = CMD_CARD_USE,
                         .role = ROLE_CLERK,
                         .user = S("w1"),
                         .org = S("B01"),
                         .key = journal_key(books->arena, S("B01"), S("w1"), str_format(books->arena, "m%lld", (long long)n)),
                         .side = ledger_side(&books->ledger) };
    CHECK_EQ(journal_append(&books->journal, books->arena, &draft, NULL, 0), OK);
    CHECK_EQ(db_commit(books->db), OK);
}

void books_cancel(Books *books) { db_rollback(books->db); }

Err books_post_lines(Books *books, const char *key, LedgerText text, Day day, const LedgerLine *lines, size_t count)
{
    LedgerDraft draft = {
        .key = str(key), .text = text, .day = day, .voucher = S("银行回单 8812"), .lines = lines, .count = count
    };
    return entry_post(&books->ledger, books->arena, &draft, &books->id, &books->already, &books->why);
}

Day day_of(int year, int month, int day) { return day_make(year, month, day); }

int64_t balance_of(Books *books, BalanceOf of, Day day, int64_t known_at)
{
    Money balance = { INT64_MIN };
    CHECK_EQ(ledger_balance(books->db, books->arena, &of, day, known_at, &balance), OK);
    return balance.fen;
}

void books_trial(Books *books, int32_t region, Day day)
{
    TrialRow *rows = NULL;
    size_t count = 0;
    int64_t sum = 0;
    CHECK_EQ(ledger_trial(books->db, books->arena, region, day, known_now, &rows, &count), OK);
    for (size_t i = 0; i < count; i++) {
        CHECK_EQ(rows[i].balance.fen, rows[i].debit.fen - rows[i].credit.fen);
        sum += rows[i].balance.fen;
    }
    CHECK_EQ(sum, 0);
}

const char *books_fault(Books *books, bool deep)
{
    LedgerChecked checked = { 0 };
    Arena arena = arena_make((size_t)256 << 20);
    CHECK_EQ(db_begin(books->db), OK);
    Err err = ledger_check(books->db, &arena, deep, &checked);
    db_rollback(books->db);
    arena_drop(&arena);
    return err == OK ? (checked.fault.zh ? checked.fault.table : NULL) : "refused";
}

void books_check(Books *books)
{
    const char *fault = books_fault(books, true);
    CHECK_STR(str(fault), str(NULL));
}

static Money part(int64_t base, int64_t ppm)
{
    Money out = { 0 };
    CHECK(money_part((Money){ base }, ppm, 1000000, &out));
    return out;
}

SheetLine employee_line(int64_t person, int64_t base)
{
    SheetLine line = { .person = person, .account = 1, .region = HERE, .category = CATEGORY_EMPLOYEE, .injury_class = 1 };
    for (int i = INSURANCE_PENSION; i <= INSURANCE_INJURY; i++)
        line.base[i].fen = base;
    SheetAmounts *a = &line.amounts;
    a->employer[INSURANCE_PENSION] = part(base, 160000);
    a->employee[INSURANCE_PENSION] = part(base, 80000);
    a->employer[INSURANCE_MEDICAL] = part(base, 98000);
    a->serious_illness.fen = 300;
    a->medical_personal = part(base, 20000);
    a->employee[INSURANCE_MEDICAL].fen = a->medical_personal.fen + a->serious_illness.fen;
    a->employer[INSURANCE_UNEMPLOYMENT] = part(base, 5000);
    a->employee[INSURANCE_UNEMPLOYMENT] = part(base, 5000);
    a->employer[INSURANCE_INJURY] = part(base, 2000);
    a->pension_personal = a->employee[INSURANCE_PENSION];
    return line;
}

SheetLine flexible_line(int64_t person, int64_t base)
{
    SheetLine line = { .person = person, .account = 1, .region = HERE, .category = CATEGORY_FLEXIBLE };
    line.base[INSURANCE_PENSION].fen = base;
    line.base[INSURANCE_MEDICAL].fen = 716200;
    line.amounts.pension_personal = part(base, 80000);
    line.amounts.employee[INSURANCE_PENSION].fen = part(base, 120000).fen + line.amounts.pension_personal.fen;
    line.amounts.employee[INSURANCE_MEDICAL] = part(716200, 70000);
    return line;
}

Err books_sheet(Books *books, int64_t run, SheetKind kind, SheetPayer payer_kind, int64_t payer, Month month,
                const SheetLine *lines, size_t count)
{
    SheetDraft draft = {
        .run = run, .kind = kind, .payer_kind = payer_kind, .payer = payer, .month = month, .lines = lines, .count = count
    };
    CHECK_EQ(db_begin(books->db), OK);
    Err err = sheet_put(books->db, books->arena, &draft, &books->why);
    if (err == OK)
        CHECK_EQ(db_commit(books->db), OK);
    else
        db_rollback(books->db);
    return err;
}

void books_release(Books *books, int64_t run, SheetKind kind, Day day)
{
    RunResult result;
    RunDraft draft = { .run = run, .kind = kind, .day = day, .reason = S("京人社发〔2025〕8号") };
    books_begin(books);
    CHECK_EQ(run_release(&books->ledger, books->arena, &draft, &result, &books->already, &books->why), OK);
    books->id = result.id;
    books_end(books);
}
