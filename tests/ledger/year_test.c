/* year_test.c - year books say what the sheets say, whatever is added to these. */
#include "ledger/inside.h"
#include "ledger/year.h"
#include "town.h"
#include <stdlib.h>

SQL(FORGET_WAITING, "", "", "DELETE FROM year_waiting")
SQL(LOSE_PAGES, "", "", "DELETE FROM year_pack WHERE first > 200")
SQL(MOVE_PAGES, "", "", "UPDATE year_pack SET first = first + 1 WHERE first > 200")
SQL(MIX_PAGES, "", "", "UPDATE year_pack SET body = (SELECT body FROM year_pack ORDER BY year, payer_kind, payer, first LIMIT 1)")
SQL(LOSE_DUE, "", "", "DELETE FROM year_due WHERE payer = 9")
SQL(MOVE_DUE, "", "", "UPDATE year_due SET entry = entry - 1 WHERE payer = 17")
SQL(MIX_DUE, "", "", "UPDATE year_due SET body = (SELECT body FROM year_due WHERE payer = 17)")
SQL(MORE_DUE, "", "", "INSERT INTO year_due (payer, year, day, entry, body) SELECT payer, year + 1, day, entry, body FROM year_due")
SQL(FORGET_DUE, "", "", "DELETE FROM year_due")
SQL(LOSE_BOOK, "", "", "DELETE FROM year_pack WHERE payer = 9")

static bool line_text(void *context, const SheetSeen *seen)
{
    Buf *buf = context;
    const SheetLine *line = seen->line;
    buf_format(buf, "%d %lld/%lld %d run %lld %lld-%lld on %d: %x %x by %lld-%lld on %d " STR_FMT "; ", seen->month.n,
               (long long)seen->payer_kind, (long long)seen->payer, (int)seen->kind, (long long)seen->run,
               (long long)seen->id.entry, (long long)seen->id.ord, seen->day.n, seen->settled, seen->credited,
               (long long)seen->credit_id.entry, (long long)seen->credit_id.ord, seen->credit_day.n, STR_ARG(seen->credit_voucher));
    buf_format(buf, "%lld %d %d %d %d %d %d %lld:", (long long)line->person, line->account, line->region, (int)line->category,
               line->injury_class, line->flags, (int)line->base[INSURANCE_PENSION].fen, (long long)line->contract);
    const SheetAmounts *a = &line->amounts;
    for (int i = 1; i < Insurance_END; i++)
        buf_format(buf, " %lld+%lld+%lld", (long long)a->employer[i].fen, (long long)a->employee[i].fen,
                   (long long)a->government[i].fen);
    buf_format(buf, " %lld %lld %lld\n", (long long)a->pension_personal.fen, (long long)a->medical_personal.fen,
               (long long)a->serious_illness.fen);
    return true;
}

static bool credited_text(void *context, const Credited *c)
{
    buf_format(context, "  credited %lld %lld/%lld %d %lld %lld-%lld %d %lld %lld %d\n", (long long)c->person,
               (long long)c->payer_kind, (long long)c->payer, c->month.n, (long long)c->run, (long long)c->id.entry,
               (long long)c->id.ord, c->day.n, (long long)c->pension.fen, (long long)c->medical.fen, c->region);
    return true;
}

/* What the employers owe, from January on and from May on. */
static void dues_text(Arena *arena, Db *db, SheetAsOf as_of, Buf *buf)
{
    static const int64_t units[] = { OTHER, UNIT, UNIT + 1 };
    for (size_t u = 0; u < sizeof units / sizeof *units; u++)
        for (int month = 1; month <= 13; month += 4) {
            DueRow *rows = NULL;
            size_t count = 0;
            CHECK_EQ(due_rows(db, arena, OWNER_UNIT, units[u], 0, month_make(YEAR, month), as_of, &rows, &count), OK);
            for (size_t i = 0; i < count; i++)
                buf_format(buf, "%lld %d %d %d %d owes %lld\n", (long long)units[u], rows[i].month.n, rows[i].region,
                           (int)rows[i].insurance, (int)rows[i].side, (long long)rows[i].open.fen);
            arena_reset(arena);
        }
}

/* Everybody's year as of four moments: ever, a day in summer, what was known in summer, before anything. */
static Str seen_text(Arena *arena, Db *db, int64_t summer)
{
    const SheetAsOf moments[] = {
        { { INT32_MAX }, known_now }, { day_of(YEAR, 6, 15), known_now }, { { INT32_MAX }, summer }, { day_of(YEAR, 1, 1), 1 }
    };
    Buf buf = { .arena = arena };
    Arena scratch = arena_make((size_t)256 << 20);
    for (size_t m = 0; m < sizeof moments / sizeof *moments; m++) {
        dues_text(&scratch, db, moments[m], &buf);
        for (int64_t person = 99; person < FIRST_ALONE + ALONE + 2; person += person == 560 ? FIRST_ALONE - 560 : 1)
            CHECK_EQ(sheet_years_credited(db, &scratch, person, YEAR - 1, YEAR + 1, moments[m], line_text, credited_text, &buf),
                     OK);
    }
    arena_drop(&scratch);
    return buf_str(&buf);
}

/* Books are in order of person, sheets in order of month: what one person is told of is in the same order. */
typedef struct {
    Credited credited;
    size_t n;
} Told;

static bool credited_keep(void *context, const Credited *credited)
{
    Buf *told = context;
    Told one = { *credited, told->n };
    buf_add(told, (Str){ (const char *)&one, sizeof one });
    return true;
}

static int by_person_told(const void *a, const void *b)
{
    const Told *x = a, *y = b;
    if (x->credited.person != y->credited.person)
        return x->credited.person < y->credited.person ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

static void told_text(Buf *told, Buf *text)
{
    Told *all = (Told *)(void *)told->p;
    size_t count = told->n / sizeof *all;
    if (count)
        qsort(all, count, sizeof *all, by_person_told);
    for (size_t i = 0; i < count; i++)
        credited_text(text, &all[i].credited);
    told->n = 0;
}

/* What was credited to everybody, `most` rows read at once; and to some persons. */
static Str credits_text(Arena *arena, Db *db, int64_t summer, int64_t most)
{
    const struct {
        Day from, to;
        int64_t known_at;
    } spans[] = { { { INT32_MIN }, { INT32_MAX }, known_now },
                  { day_of(YEAR, 3, 1), day_of(YEAR, 9, 27), known_now },
                  { day_of(YEAR, 1, 1), day_of(YEAR, 12, 31), summer },
                  { day_of(YEAR + 1, 1, 1), day_of(YEAR + 1, 12, 31), known_now } };
    Buf text = { .arena = arena }, told = { .arena = arena };
    Arena scratch = arena_make((size_t)256 << 20);
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        for (int kind = SHEET_OF_UNIT; kind <= SHEET_OF_GROUP; kind++) {
            CreditScan scan = credit_scan((SheetPayer)kind, 0, 100, spans[i].from, spans[i].to, spans[i].known_at);
            bool enough = false;
            scan.most = most;
            while (!scan.done) {
                CreditPage page;
                arena_reset(&scratch);
                CHECK_EQ(credit_page(db, &scratch, &scan, &page), OK);
                CHECK_EQ(credit_page_see(&scratch, &page, credited_keep, &told, &enough), OK);
            }
            told_text(&told, &text);
        }
        for (int64_t person = 100; person < FIRST_ALONE + ALONE; person += 13)
            CHECK_EQ(credits_of(db, &scratch, person, spans[i].from, spans[i].to, spans[i].known_at, credited_text, &text), OK);
    }
    arena_drop(&scratch);
    return buf_str(&text);
}

static int64_t count_of(Arena *arena, Db *db, const char *table)
{
    Str text;
    int64_t lines = 0;
    CHECK_EQ(db_dump_table(db, arena, table, &text), OK);
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    return lines;
}

static void pack(Db *db, int year, int64_t lines, int portions)
{
    bool more = true;
    for (int i = 0; i < portions; i++) {
        CHECK(more);
        CHECK_EQ(db_begin(db), OK);
        CHECK_EQ(years_pack(db, year, lines, &more), OK);
        CHECK_EQ(db_commit(db), OK);
    }
    CHECK(!more);
}

TEST(a_year_book_says_what_the_sheets_say)
{
    Str first = { 0 };
    EACH_ENGINE(arena, f)
    {
        Town *town = town_make(arena, f.db);
        int64_t summer = town->books.journal.last / 2;
        Str sheets = seen_text(arena, f.db, summer);
        CHECK(sheets.n > 100000);
        CHECK_EQ(count_of(arena, f.db, "year_waiting"), 3);
        pack(f.db, YEAR, 100000, 1); /* the year is not over */
        CHECK_EQ(count_of(arena, f.db, "year_pack"), 0);
        pack(f.db, YEAR + 1, 1, 4); /* one payer in each portion, and the last finds nothing */
        CHECK_EQ(count_of(arena, f.db, "year_waiting"), 0);
        CHECK(count_of(arena, f.db, "year_pack") > 6); /* pages */
        CHECK_STR(seen_text(arena, f.db, summer), sheets);
        books_check(&town->books);
        Str dump = fixture_dump(arena, f.db);
        first = first.n ? first : dump;
        CHECK(str_eq(dump, first));
    }
}

/* Whoever reads all credits is told the same of each person, from books, from sheets, and where some have books. */
TEST(credits_are_the_same_with_and_without_books)
{
    EACH_ENGINE(arena, f)
    {
        Town *town = town_make(arena, f.db);
        int64_t summer = town->books.journal.last / 2;
        Str sheets = credits_text(arena, f.db, summer, 1024);
        CHECK(sheets.n > 100000);
        CHECK_STR(credits_text(arena, f.db, summer, 3), sheets);
        pack(f.db, YEAR + 1, 1 << 20, 1);
        CHECK_STR(credits_text(arena, f.db, summer, 1024), sheets);
        CHECK_STR(credits_text(arena, f.db, summer, 3), sheets); /* the books of one payer do not fit, those of others do */
        CHECK(db_begin(f.db) == OK && db_run(f.db, &LOSE_BOOK, NULL) == OK && db_commit(f.db) == OK);
        CHECK_STR(credits_text(arena, f.db, summer, 1024), sheets);
        CHECK_STR(credits_text(arena, f.db, summer, 2), sheets);
    }
}

TEST(what_is_added_to_a_year_forgets_its_book)
{
    EACH_ENGINE(arena, f)
    {
        Town *town = town_make(arena, f.db);
        Books *books = &town->books;
        pack(f.db, YEAR + 1, 1 << 20, 1);
        Str before = seen_text(arena, f.db, 5);
        /* The arrears of April are paid in spring: that employer's book alone is made anew. */
        pay(books, "late", day_of(YEAR + 1, 3, 3), town->unit[4], EMPLOYEES + 1, settle_of(SHEET_OF_UNIT, UNIT, 4, 104));
        CHECK_EQ(count_of(arena, f.db, "year_waiting"), 1);
        Str paid = seen_text(arena, f.db, 5);
        CHECK(!str_eq(paid, before) && str_find(paid, S("完税证明 late")) > 0);
        pack(f.db, YEAR + 1, 1 << 20, 1);
        CHECK_STR(seen_text(arena, f.db, 5), paid);
        /* It is reversed; and a run of differences meets the group once it is released, not before. */
        books_begin(books);
        CHECK_EQ(entry_reverse(&books->ledger, books->arena, books->id, day_of(YEAR + 1, 4, 1), S("误记"), &books->id,
                               &books->already, &books->why),
                 OK);
        books_end(books);
        SheetLine more = flexible_line(FIRST_ALONE + ALONE, 1000);
        CHECK_EQ(books_sheet(books, 200, SHEET_DIFFERENCE, SHEET_OF_GROUP, GROUP, month_make(YEAR, 8), &more, 1), OK);
        CHECK_EQ(count_of(arena, f.db, "year_waiting"), 1);
        pack(f.db, YEAR + 1, 1 << 20, 1);
        Str open = seen_text(arena, f.db, 5);
        CHECK(str_find(open, S("run 200")) < 0);
        books_check(books);
        books_release(books, 200, SHEET_DIFFERENCE, day_of(YEAR + 1, 4, 20));
        CHECK_EQ(count_of(arena, f.db, "year_waiting"), 1);
        Str released = seen_text(arena, f.db, 5);
        CHECK(str_find(released, S("run 200")) > 0);
        pack(f.db, YEAR + 1, 1 << 20, 1);
        CHECK_STR(seen_text(arena, f.db, 5), released);
        books_check(books);
        /* A refused entry forgets nothing. */
        books_begin(books);
        SettleOf twice = settle_of(SHEET_OF_UNIT, UNIT, 1, 101);
        LedgerLine bank = DR(BANK, total_of(town->unit[1], EMPLOYEES + 1));
        LedgerDraft draft = { .key = S("twice"), .text = TEXT_PAYMENT, .day = day_of(YEAR + 1, 5, 5), .lines = &bank, .count = 1 };
        CHECK_EQ(sheets_settle(&books->ledger, arena, &draft, &twice, 1, &books->id, &books->already, &books->why),
                 ERR_WRONG_STATE);
        CHECK_EQ(count_of(arena, f.db, "year_waiting"), 0);
        books_cancel(books);
    }
}

TEST(a_book_that_does_not_follow_from_its_sheets_is_found)
{
    static const struct {
        const Sql *sql;
        const char *table;
    } damages[] = { { &LOSE_PAGES, "year_pack" }, { &MOVE_PAGES, "year_pack" },  { &MIX_PAGES, "year_pack" },
                    { &LOSE_DUE, "year_due" },    { &MOVE_DUE, "year_due" },     { &MIX_DUE, "year_due" },
                    { &MORE_DUE, "year_due" },    { &LOSE_BOOK, "year_waiting" } };
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++)
        EACH_ENGINE(arena, f)
        {
            size_t mark = arena_mark(arena);
            Town *town = town_make(arena, f.db);
            pack(f.db, YEAR + 1, 1 << 20, 1);
            CHECK(books_fault(&town->books, false) == NULL);
            CHECK(db_begin(f.db) == OK && db_run(f.db, damages[i].sql, NULL) == OK && db_commit(f.db) == OK);
            CHECK_STR(str(books_fault(&town->books, false)), str(damages[i].table));
            arena_back(arena, mark);
        }
}

/* A bureau from before there were year books: everything waits, once. */
TEST(a_bureau_from_before_gets_its_books)
{
    EACH_ENGINE(arena, f)
    {
        Town *town = town_make(arena, f.db);
        CHECK_EQ(years_fill(f.db), OK);
        CHECK_EQ(count_of(arena, f.db, "year_waiting"), 3);
        CHECK(db_begin(f.db) == OK && db_run(f.db, &FORGET_WAITING, NULL) == OK && db_commit(f.db) == OK);
        CHECK_STR(str(books_fault(&town->books, false)), S("year_waiting"));
        CHECK_EQ(years_fill(f.db), OK);
        CHECK_EQ(count_of(arena, f.db, "year_waiting"), 3);
        books_check(&town->books);
        /* Or there were books, but it was not kept what they leave open. */
        Str sheets = seen_text(arena, f.db, 9);
        pack(f.db, YEAR + 1, 1 << 20, 1);
        CHECK_EQ(count_of(arena, f.db, "year_due"), 2);
        CHECK(db_begin(f.db) == OK && db_run(f.db, &FORGET_DUE, NULL) == OK && db_commit(f.db) == OK);
        CHECK_STR(seen_text(arena, f.db, 9), sheets);
        CHECK_EQ(years_fill(f.db), OK);
        CHECK_EQ(count_of(arena, f.db, "year_waiting"), 3);
        CHECK_EQ(count_of(arena, f.db, "year_pack"), 0);
        pack(f.db, YEAR + 1, 1 << 20, 1);
        CHECK_EQ(years_fill(f.db), OK);
        CHECK_EQ(count_of(arena, f.db, "year_waiting"), 0);
        CHECK_EQ(count_of(arena, f.db, "year_due"), 2);
        CHECK_STR(seen_text(arena, f.db, 9), sheets);
        books_check(&town->books);
    }
}

/* What cannot be packed is passed by: the others get their books, and the daily job goes on. */
TEST(a_damaged_sheet_leaves_its_year_waiting)
{
    static const char unguard[] = "DROP TRIGGER sheet_no_UPDATE ON sheet; UPDATE sheet SET body = hash WHERE payer = 9";
    Str url = fixture_url(arena, ENGINE_POSTGRES);
    Db *db = fixture_open_url(arena, url, DB_WRITER);
    if (!db)
        return;
    Town *town = town_make(arena, db);
    CHECK(fixture_psql(arena, url, unguard));
    pack(db, YEAR + 1, 1 << 20, 1);
    CHECK_EQ(count_of(arena, db, "year_waiting"), 1);
    CHECK(count_of(arena, db, "year_pack") > 5);
    CHECK_STR(str(books_fault(&town->books, false)), S("sheet"));
    db_close(db);
}
