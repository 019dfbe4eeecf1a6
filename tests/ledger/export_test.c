/* export_test.c - the plain-text journal is read and balanced by two other people's programs, ledger and hledger. */
#include "books.h"
#include <stdlib.h>
#include <unistd.h>

static void add_text(void *context, Str text) { buf_add(context, text); }

static Str exported(Books *books, bool en)
{
    Buf text = { .arena = books->arena };
    CHECK_EQ(ledger_export(books->db, en, known_now, add_text, &text), OK);
    return buf_str(&text);
}

/* What a command prints; its exit code must be 0. */
static Str run(Arena *arena, const char *command)
{
    Buf out = { .arena = arena };
    FILE *pipe = popen(command, "r");
    char part[4096];
    for (size_t n; pipe && (n = fread(part, 1, sizeof part, pipe)) > 0;)
        buf_add(&out, (Str){ part, n });
    int code = pipe ? pclose(pipe) : -1;
    if (code)
        test_fail(__FILE__, __LINE__, "%s: exit %d: " STR_FMT, command, code, STR_ARG(str_head(buf_str(&out), 2000)));
    return buf_str(&out);
}

/* Every account of the chart on both sides, a reversal, a run of sheets and its payment, a closed month, and words that
 * mean something to the two programs. */
static void everything(Books *books)
{
    Day day = day_of(2025, 2, 10);
    bool already;
    books_begin(books);
    for (size_t i = 0; account_at(i); i++) {
        const AccountRow *row = account_at(i);
        bool client = row->class == CLASS_CLIENT;
        LedgerLine line = { .account = (LedgerAccount)row->number,
                            .region = i % 2 ? HERE : 1,
                            .month = MONTH_NONE,
                            .way = DEBIT,
                            .amount = { 100 + (int64_t)i } };
        line.insurance = row->insurance ? (Insurance)(1 + i % 5) : Insurance_NONE;
        line.side = row->side ? SIDE_GOVERNMENT : SIDE_NONE;
        for (int kind = 1; row->owners && kind < OWNER_SHEETS && !line.owner; kind++)
            if (row->owners >> kind & 1) {
                line.owner_kind = (LedgerOwner)kind;
                line.owner = 1000 + (int64_t)i;
            }
        line.month = row->insurance ? month_make(2025, 1) : MONTH_NONE;
        LedgerLine against = { .account = client ? LEDGER_CLIENT_MONEY : LEDGER_BANK,
                               .region = line.region,
                               .month = MONTH_NONE,
                               .owner_kind = client ? OWNER_CONTRACT : OWNER_NONE,
                               .owner = client ? 3 : 0,
                               .way = CREDIT,
                               .amount = line.amount };
        LedgerDraft draft = { .key = str_format(books->arena, "every/%zu", i),
                              .text = (LedgerText)(1 + i % (TEXT_END - 1)),
                              .day = day,
                              .voucher = S("凭证 ; a:b  [2025-01-01] | = (x) \n 换行 * !"),
                              .lines = (LedgerLine[]){ line, against },
                              .count = 2 };
        CHECK_EQ(entry_post(&books->ledger, books->arena, &draft, &books->id, &already, &books->why), OK);
    }
    CHECK_EQ(entry_reverse(&books->ledger, books->arena, (LedgerId){ 1, 2 }, day, S("差错"), &books->id, &already, &books->why),
             OK);
    books_end(books);
    SheetLine lines[2] = { employee_line(5, 716200), employee_line(600, 1234567) };
    CHECK_EQ(books_sheet(books, 100, SHEET_BILL, SHEET_OF_UNIT, 17, month_make(2025, 2), lines, 2), OK);
    books_release(books, 100, SHEET_BILL, day);
    SettleOf of = { .payer_kind = SHEET_OF_UNIT,
                    .payer = 17,
                    .month = month_make(2025, 2),
                    .run = 100,
                    .insurances = SHEET_ALL,
                    .effects = EFFECT_CREDIT };
    LedgerDraft draft = { .key = S("credit"), .text = TEXT_ALLOCATE, .day = day };
    books_begin(books);
    CHECK_EQ(sheets_settle(&books->ledger, books->arena, &draft, &of, 1, &books->id, &already, &books->why), OK);
    CHECK_EQ(month_close(&books->ledger, books->arena, HERE, month_make(2025, 2), day_of(2025, 3, 3), &already, &books->why), OK);
    CHECK_EQ(POST(books, "late", TEXT_PAYMENT, day_of(2025, 3, 3), DR(BANK, INT64_C(100000000000000)),
                  CR(POOL_PENSION, INT64_C(100000000000000))),
             OK);
    books_end(books);
}

/* "account","balance" of hledger against ledger_trial, without owners. */
static void same_balances(Books *books, Str csv, bool en)
{
    TrialRow *rows = NULL;
    size_t count = 0, found = 0;
    CHECK_EQ(ledger_trial(books->db, books->arena, HERE, day_of(2025, 12, 31), known_now, &rows, &count), OK);
    for (size_t i = 0; i < count; i++) {
        const AccountRow *row = account_row((int)rows[i].account);
        if (row->owners || !rows[i].balance.fen)
            continue;
        LedgerLine line = { .account = rows[i].account, .region = HERE, .insurance = rows[i].insurance, .side = rows[i].side };
        Buf name = { .arena = books->arena };
        buf_char(&name, '"');
        export_account(&name, &line, en);
        buf_format(&name, "\",\"" STR_FMT " CNY\"", STR_ARG(money_text(books->arena, rows[i].balance)));
        if (str_find(csv, buf_str(&name)) < 0)
            test_fail(__FILE__, __LINE__, "hledger does not say " STR_FMT, STR_ARG(buf_str(&name)));
        found++;
    }
    CHECK(found >= 10);
}

TEST(ledger_and_hledger_read_the_export_and_agree)
{
    Str first[2] = { { 0 } };
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        everything(&books);
        books_check(&books);
        for (int en = 0; en < 2; en++) {
            Str text = exported(&books, en), path = str_format(arena, "%s/export-%d.journal", test_scratch_dir(), en);
            bool again = first[en].n > 0;
            first[en] = again ? first[en] : text;
            CHECK_STR(text, first[en]);
            if (again)
                continue;
            FILE *file = fopen(str_z(arena, path), "wb");
            CHECK(file && fwrite(text.p, 1, text.n, file) == text.n && fclose(file) == 0);
            run(arena, str_z(arena, str_format(arena, "LC_ALL=C.UTF-8 hledger -f " STR_FMT " check 2>&1", STR_ARG(path))));
            Str csv =
                run(arena,
                    str_z(arena, str_format(arena, "LC_ALL=C.UTF-8 hledger -f " STR_FMT " bal --flat -O csv 2>&1", STR_ARG(path))));
            same_balances(&books, csv, en);
            CHECK(str_find(csv, S("\"total\",\"0\"")) >= 0);
            Str sum =
                run(arena,
                    str_z(arena, str_format(arena, "LC_ALL=C.UTF-8 ledger --args-only -f " STR_FMT " bal -n 2>&1", STR_ARG(path))));
            Str all = run(arena, str_z(arena, str_format(arena, "LC_ALL=C.UTF-8 ledger --args-only -f " STR_FMT " bal --flat 2>&1",
                                                         STR_ARG(path))));
            CHECK(str_find(all, en ? S("funds:pension pool:330100") : S("基金:养老统筹基金:330100")) >= 0);
            CHECK(str_ends(str_trim(all), S("0")));
            CHECK(str_ends(str_trim(sum), S("0")));
        }
    }
}
