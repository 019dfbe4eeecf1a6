/* check_test.c - ledger_check finds what somebody changed behind the ledger's back. */
#include "books.h"

/* Statements of a burglar: the triggers of the logs are taken off first. */
typedef struct {
    const char *table, *text; /* the table that must be named */
} Damage;

static const Damage damages[] = {
    { "ledger_line", "UPDATE ledger_line SET fen = fen + 1 WHERE entry = 2 AND n = 1" },
    { "ledger_entry",
      "UPDATE ledger_line SET fen = fen + 1 WHERE entry = 3 AND ord = 1" }, /* both sides: balanced, but not the digest */
    { "ledger_line", "UPDATE ledger_line SET account = 7 WHERE entry = 3 AND n = 1" },
    { "ledger_line", "UPDATE ledger_line SET day = day + 1 WHERE entry = 3 AND n = 2" },
    { "ledger_line", "UPDATE ledger_line SET n = n + 1 WHERE entry = 3 AND n = 2" },
    { "ledger_entry", "UPDATE ledger_entry SET flags = 1 - flags" },
    { "settlement", "UPDATE ledger_entry SET settled = settled + 1 WHERE entry = 3" },
    { "ledger_entry",
      "UPDATE ledger_entry SET day = day + 1, rev_ord = 0 WHERE entry = 3; UPDATE ledger_line SET day = day + 1 WHERE entry = 3" },
    { "ledger_entry", "UPDATE ledger_entry SET voucher = 'x' WHERE entry = 3" },
    { "ledger_line", "DELETE FROM ledger_line WHERE entry = 3" },
    { "ledger_key", "DELETE FROM ledger_key WHERE entry = 3" },
    { "ledger_key", "INSERT INTO ledger_key (key, entry, ord) VALUES ('zz', 3, 1)" },
    { "ledger_line",
      "INSERT INTO ledger_line SELECT entry, ord + 50, n, account, region, insurance, side, owner_kind, owner, month, way, "
      "fen, day + 400 FROM ledger_line WHERE entry = 3" },
    { "settlement", "UPDATE settlement SET insurances = 2" },
    { "settlement", "DELETE FROM settlement" },
    { "ledger_total", "UPDATE ledger_total SET debit = debit + 1, credit = credit + 1" },
    { "ledger_total",
      "INSERT INTO ledger_total (region, month, account, insurance, side, debit, credit) VALUES (5, 5, 1, 0, 0, 1, 0)" },
    { "ledger_entry", "DELETE FROM ledger_month" },
    { "ledger_entry", "DELETE FROM ledger_total; DELETE FROM ledger_month" },
    { "sheet", "UPDATE sheet SET hash = body" },
    { "sheet", "UPDATE sheet SET lines = lines + 1" },
    { "sheet_run", "UPDATE sheet_run SET lines = lines + 1" },
    { "sheet_run", "UPDATE sheet_run SET reason = 'x'" },
    { "sheet_person", "DELETE FROM sheet_person WHERE person = 5" },
    { "sheet_person", "INSERT INTO sheet_person (person, year, payer_kind, payer) VALUES (6, 2025, 1, 17)" },
    { "year_waiting", "DELETE FROM year_waiting" },
    { "year_waiting", "UPDATE year_waiting SET payer = 18" },
    { "year_pack", "INSERT INTO year_pack (year, payer_kind, payer, first, body) SELECT w.year, w.payer_kind, w.payer, 0, s.hash "
                   "FROM year_waiting w, sheet s; DELETE FROM year_waiting" },
};
enum { DAMAGES = sizeof damages / sizeof *damages };

static void fill(Books *books)
{
    SheetLine lines[2] = { employee_line(5, 716200), employee_line(600, 1234567) };
    SettleOf of = { .payer_kind = SHEET_OF_UNIT,
                    .payer = 17,
                    .month = month_make(2025, 1),
                    .run = 100,
                    .insurances = SHEET_ALL,
                    .effects = EFFECT_SETTLE | EFFECT_CREDIT };
    Day day = day_of(2025, 1, 22);
    bool already;
    LedgerLine bank = DR(BANK, 0);
    for (int i = 1; i < Insurance_END; i++)
        for (int k = 0; k < 2; k++)
            bank.amount.fen += lines[k].amounts.employer[i].fen + lines[k].amounts.employee[i].fen;
    LedgerDraft draft = { .key = S("v/1"), .text = TEXT_PAYMENT, .day = day, .lines = &bank, .count = 1 };
    CHECK_EQ(books_sheet(books, 100, SHEET_BILL, SHEET_OF_UNIT, 17, month_make(2025, 1), lines, 2), OK);
    books_release(books, 100, SHEET_BILL, day_of(2025, 1, 10));
    BOOK(books, "a", TEXT_PAYMENT, day, DR(BANK, 500), CR(SUSPENSE, 500, .owner_kind = OWNER_ITEM, .owner = 2));
    BOOK(books, "b", TEXT_PAYMENT, day, DR(BANK, 700), CR(POOL_INJURY, 700));
    books_begin(books);
    CHECK_EQ(sheets_settle(&books->ledger, books->arena, &draft, &of, 1, &books->id, &books->already, &books->why), OK);
    books_end(books);
    books_begin(books);
    CHECK_EQ(month_close(&books->ledger, books->arena, HERE, month_make(2025, 1), day_of(2025, 2, 3), &already, &books->why), OK);
    books_end(books);
}

static const char *const logs[] = { "ledger_entry", "ledger_line", "settlement", "ledger_total",
                                    "ledger_month", "sheet",       "sheet_run" };

static void unguard(Arena *arena, Str url)
{
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++)
        CHECK(fixture_psql(arena, url,
                           str_z(arena, str_format(arena, "DROP TRIGGER %s_no_UPDATE ON %s; DROP TRIGGER %s_no_DELETE ON %s",
                                                   logs[i], logs[i], logs[i], logs[i]))));
}

TEST(check_finds_every_damage)
{
    for (size_t i = 0; i < DAMAGES; i++) {
        Str url = fixture_url(arena, ENGINE_POSTGRES);
        Db *db = fixture_open_url(arena, url, DB_WRITER);
        if (!db)
            return;
        Books books = books_make(arena, db);
        fill(&books);
        CHECK(books_fault(&books, true) == NULL);
        unguard(arena, url);
        CHECK(fixture_psql(arena, url, damages[i].text));
        const char *fault = books_fault(&books, false);
        if (!fault || strcmp(fault, damages[i].table))
            test_fail(__FILE__, __LINE__, "%s: found %s", damages[i].text, fault ? fault : "nothing");
        db_close(db);
    }
}

/* The journal says what the ledger wrote: an entry that is left out, or posted without it, is found. */
TEST(check_holds_the_ledger_against_the_journal)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        fill(&books);
        CHECK_EQ(db_begin(f.db), OK);
        books.ledger = ledger_open(f.db, books.journal.last + 1);
        CHECK_EQ(POST(&books, "c", TEXT_PAYMENT, day_of(2025, 2, 3), DR(BANK, 1), CR(POOL_INJURY, 1)), OK);
        CHECK_EQ(db_commit(f.db), OK); /* no journal entry around it */
        CHECK_STR(str(books_fault(&books, false)), S("ledger_entry"));
    }
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        fill(&books);
        books_begin(&books);
        CHECK_EQ(POST(&books, "c", TEXT_PAYMENT, day_of(2025, 2, 3), DR(BANK, 1), CR(POOL_INJURY, 1)), OK);
        books.ledger.digest.b[0] ^= 1; /* the journal is told something else */
        books_end(&books);
        CHECK_STR(str(books_fault(&books, false)), S("ledger_entry"));
    }
}
