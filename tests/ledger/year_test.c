/* year_test.c - year books say what the sheets say, whatever is added to these; the bytes of their pages. */
#include "books.h"
#include "ledger/inside.h"
#include "ledger/year.h"
#include "ledger/year_code.h"
#include <stdlib.h>

SQL(FORGET_WAITING, "", "", "DELETE FROM year_waiting")
SQL(LOSE_PAGES, "", "", "DELETE FROM year_pack WHERE first > 200")
SQL(MOVE_PAGES, "", "", "UPDATE year_pack SET first = first + 1 WHERE first > 200")
SQL(MIX_PAGES, "", "", "UPDATE year_pack SET body = (SELECT body FROM year_pack ORDER BY year, payer_kind, payer, first LIMIT 1)")
SQL(LOSE_BOOK, "", "", "DELETE FROM year_pack WHERE payer = 9")

enum { EMPLOYEES = 150, ALONE = 40, GROUP = 4, UNIT = 17, OTHER = 9, YEAR = 2024, FIRST_ALONE = GROUP << GROUP_BITS };

static int64_t total_of(const SheetLine *lines, size_t count)
{
    int64_t sum = 0;
    for (size_t k = 0; k < count; k++)
        for (int i = 1; i < Insurance_END; i++)
            sum += lines[k].amounts.employer[i].fen + lines[k].amounts.employee[i].fen;
    return sum;
}

/* A year of two employers and a group: raises in July, somebody with two accounts, somebody who leaves, an agency's client. */
typedef struct {
    Books books;
    SheetLine unit[13][EMPLOYEES + 1], alone[13][ALONE];
    int64_t clock; /* run numbers */
} Town;

static size_t unit_lines(Town *town, int month)
{
    size_t count = 0;
    for (int i = 0; i < EMPLOYEES; i++) {
        if (i == 7 && month > 5)
            continue; /* left */
        town->unit[month][count++] = employee_line(100 + 3 * i, 716200 + (i % 11) * 4321 + (month >= 7 ? 33333 : 0));
        if (i == 20) {
            town->unit[month][count] = town->unit[month][count - 1];
            town->unit[month][count++].account = 2;
        }
    }
    return count;
}

static SettleOf settle_of(SheetPayer kind, int64_t payer, int month, int64_t run)
{
    return (SettleOf){ .payer_kind = kind,
                       .payer = payer,
                       .month = month_make(YEAR, month),
                       .run = run,
                       .insurances = SHEET_ALL,
                       .effects = EFFECT_SETTLE | EFFECT_CREDIT };
}

static void pay(Books *books, const char *key, Day day, const SheetLine *lines, size_t count, SettleOf of)
{
    LedgerLine bank = DR(BANK, total_of(lines, count), .region = lines->region);
    Str voucher = str_format(books->arena, "完税证明 %s", key);
    LedgerDraft draft = { .key = str(key), .text = TEXT_PAYMENT, .day = day, .voucher = voucher, .lines = &bank, .count = 1 };
    books_begin(books);
    CHECK_EQ(sheets_settle(&books->ledger, books->arena, &draft, &of, 1, &books->id, &books->already, &books->why), OK);
    books_end(books);
}

static void month_bill(Town *town, int month)
{
    Books *books = &town->books;
    Month of = month_make(YEAR, month);
    int64_t run = 100 + month;
    size_t count = unit_lines(town, month);
    CHECK_EQ(books_sheet(books, run, SHEET_BILL, SHEET_OF_UNIT, UNIT, of, town->unit[month], 60), OK);
    CHECK_EQ(books_sheet(books, run, SHEET_BILL, SHEET_OF_UNIT, UNIT, of, town->unit[month] + 60, count - 60), OK);
    CHECK_EQ(books_sheet(books, run, SHEET_BILL, SHEET_OF_UNIT, OTHER, of, town->unit[month] + 3, 2), OK);
    for (int i = 0; i < ALONE; i++) {
        town->alone[month][i] = flexible_line(FIRST_ALONE + i, 800000 + i * 100);
        town->alone[month][i].contract = i % 9 == 4 ? i : 0;
        town->alone[month][i].region = i % 5 ? HERE : THERE;
    }
    CHECK_EQ(books_sheet(books, run, SHEET_BILL, SHEET_OF_GROUP, GROUP, of, town->alone[month], ALONE), OK);
    books_release(books, run, SHEET_BILL, day_of(YEAR, month, 10));
}

static void month_pay(Town *town, int month)
{
    Books *books = &town->books;
    int64_t run = 100 + month;
    size_t count = EMPLOYEES + (month <= 5);
    if (month != 4) /* arrears */
        pay(books, str_z(books->arena, str_format(books->arena, "u%d", month)), day_of(YEAR, month, 22), town->unit[month], count,
            settle_of(SHEET_OF_UNIT, UNIT, month, run));
    LedgerId of_unit = books->id;
    for (int i = month % 3; i < ALONE; i += 3) {
        SheetWho who = { FIRST_ALONE + i, 1 };
        SettleOf of = settle_of(SHEET_OF_GROUP, GROUP, month, run);
        of.who = &who;
        of.who_count = 1;
        pay(books, str_z(books->arena, str_format(books->arena, "a%d-%d", month, i)), day_of(YEAR, month, 23),
            &town->alone[month][i], 1, of);
    }
    if (month != 9)
        return;
    books_begin(books); /* the cheque was returned */
    CHECK_EQ(entry_reverse(&books->ledger, books->arena, of_unit, day_of(YEAR, 9, 28), S("退票"), &books->id, &books->already,
                           &books->why),
             OK);
    books_end(books);
}

/* What was said wrong in March is put right in June. */
static void difference(Town *town)
{
    SheetLine lines[2] = { employee_line(103, 1000), employee_line(160, 2000) };
    CHECK_EQ(books_sheet(&town->books, 150, SHEET_DIFFERENCE, SHEET_OF_UNIT, UNIT, month_make(YEAR, 3), lines, 2), OK);
    books_release(&town->books, 150, SHEET_DIFFERENCE, day_of(YEAR, 6, 20));
}

static Town *town_make(Arena *arena, Db *db)
{
    Town *town = arena_new(arena, Town, 1);
    town->books = books_make(arena, db);
    for (int month = 1; month <= 12; month++) {
        month_bill(town, month);
        month_pay(town, month);
        if (month == 6)
            difference(town);
    }
    return town;
}

/* ---- what is seen of it ---- */

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

/* Everybody's year as of four moments: ever, a day in summer, what was known in summer, before anything. */
static Str seen_text(Arena *arena, Db *db, int64_t summer)
{
    const SheetAsOf moments[] = {
        { { INT32_MAX }, known_now }, { day_of(YEAR, 6, 15), known_now }, { { INT32_MAX }, summer }, { day_of(YEAR, 1, 1), 1 }
    };
    Buf buf = { .arena = arena };
    Arena scratch = arena_make((size_t)256 << 20);
    for (size_t m = 0; m < sizeof moments / sizeof *moments; m++)
        for (int64_t person = 99; person < FIRST_ALONE + ALONE + 2; person += person == 560 ? FIRST_ALONE - 560 : 1)
            CHECK_EQ(sheet_years_credited(db, &scratch, person, YEAR - 1, YEAR + 1, moments[m], line_text, credited_text, &buf),
                     OK);
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
    } damages[] = {
        { &LOSE_PAGES, "year_pack" }, { &MOVE_PAGES, "year_pack" }, { &MIX_PAGES, "year_pack" }, { &LOSE_BOOK, "year_waiting" }
    };
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

/* ---- pages ---- */

typedef struct {
    Arena *arena;
    Str page;
} Kept;

static Err keep_first(void *context, int64_t first, Str page)
{
    Kept *kept = context;
    if (!first)
        kept->page = str_copy(kept->arena, page);
    return OK;
}

/* Reads everything; how many lines there are, -1 for a page that is refused or ends in damage. */
static int lines_of(Arena *arena, Str page)
{
    YearWalk walk;
    int lines = 0;
    size_t part = 0, mark = arena_mark(arena);
    bool fine = year_walk(&walk, arena, page);
    while (fine && year_walk_to(&walk, 0))
        while (year_walk_next(&walk, &part))
            lines++;
    fine = fine && !walk.bad;
    arena_back(arena, mark);
    return fine ? lines : -1;
}

TEST(a_page_is_read_whole_or_refused)
{
    Db *db = fixture_open(arena, ENGINE_MEMORY);
    Arena scratch = arena_make((size_t)64 << 20);
    Kept kept = { .arena = arena };
    int64_t lines = 0;
    town_make(arena, db);
    CHECK_EQ(year_make(db, &scratch, YEAR, SHEET_OF_UNIT, UNIT, keep_first, &kept, &lines), OK);
    CHECK_EQ(lines, 12 * EMPLOYEES + 12 + 2 - 7); /* a second account, two differences, and who left */
    int whole = lines_of(&scratch, kept.page);
    CHECK(whole > 200 && kept.page.n > 3000 && kept.page.n < 4000);
    for (size_t n = 0; n < kept.page.n; n++)
        CHECK_EQ(lines_of(&scratch, str_head(kept.page, n)), -1);
    for (size_t i = 0; i < kept.page.n; i++)
        for (int bit = 0; bit < 8; bit++) { /* whatever it says: it ends, and within its bytes */
            char *at = (char *)(uintptr_t)kept.page.p + i;
            *at ^= (char)(1 << bit);
            lines_of(&scratch, kept.page);
            *at ^= (char)(1 << bit);
        }
    YearWalk walk;
    size_t part = 0;
    CHECK(year_walk(&walk, &scratch, kept.page));
    CHECK(year_walk_to(&walk, 104) && walk.person == 106);
    for (int month = 1; month <= 12; month++) {
        CHECK(year_walk_next(&walk, &part) != NULL);
        CHECK_EQ(walk.head.parts[part].month.n, month_make(YEAR, month).n);
    }
    CHECK(!year_walk_next(&walk, &part) && !walk.bad);
    CHECK(!year_walk_to(&walk, 100000) && !walk.bad);
    arena_drop(&scratch);
    db_close(db);
}

/* ---- the index of persons ---- */

enum { SOMEBODY = 7, PAYERS = 3, MONTHS = 40, FIRST_YEAR = 2021 };

/* A city by chance: who works where changes, some runs are never released, some months are billed later. */
typedef struct {
    Books books;
    uint64_t chance;
    bool works[PAYERS + 1][SOMEBODY + 1];
    bool released[PAYERS + 1][SOMEBODY + 1][MONTHS + 1];
} Chances;

static uint64_t chance(Chances *city, uint64_t of)
{
    city->chance = city->chance * 6364136223846793005u + 1442695040888963407u;
    return (city->chance >> 33) % of;
}

/* One sheet as the monthly run puts it, or (late) as any other command does. */
static void chance_sheet(Chances *city, int64_t run, int64_t payer, int month, bool late)
{
    SheetLine lines[SOMEBODY];
    uint8_t indexed[SOMEBODY] = { 0 };
    size_t count = 0;
    for (int64_t person = 1; person <= SOMEBODY; person++) {
        if (!city->works[payer][person])
            continue;
        indexed[count] = month > 1 && city->released[payer][person][month - 1];
        lines[count++] = employee_line(person, 700000 + month);
    }
    SheetDraft draft = { .run = run,
                         .kind = SHEET_BILL,
                         .payer_kind = SHEET_OF_UNIT,
                         .payer = payer,
                         .month = { month_make(FIRST_YEAR, 1).n + month - 1 },
                         .lines = lines,
                         .count = count,
                         .indexed = late ? NULL : indexed };
    if (!count)
        return;
    CHECK_EQ(db_begin(city->books.db), OK);
    CHECK_EQ(sheet_put(city->books.db, city->books.arena, &draft, &city->books.why), OK);
    CHECK_EQ(db_commit(city->books.db), OK);
}

static void chance_run(Chances *city, int64_t run, int month, bool late)
{
    bool any = false, released = chance(city, 4) > 0;
    for (int64_t payer = 1; payer <= PAYERS; payer++) {
        bool some = false;
        for (int64_t person = 1; person <= SOMEBODY; person++) {
            if (chance(city, 9) == 0)
                city->works[payer][person] = !city->works[payer][person];
            some |= city->works[payer][person];
        }
        any |= some;
        chance_sheet(city, run, payer, month, late);
    }
    if (!any || !released)
        return;
    Day due = day_of(FIRST_YEAR + (month - 1) / 12, (month - 1) % 12 + 1, 20);
    books_release(&city->books, run, SHEET_BILL, day_add(due, (int)chance(city, 500))); /* later months may count earlier */
    for (int64_t payer = 1; payer <= PAYERS; payer++)
        for (int64_t person = 1; person <= SOMEBODY; person++)
            city->released[payer][person][month] |= city->works[payer][person];
}

typedef struct {
    int from, until;
    int64_t sums[SOMEBODY + 1]; /* by person */
} Counting;

static bool count_line(void *context, const SheetSeen *seen)
{
    Counting *counting = context;
    int year = month_year(seen->month);
    int64_t worth = seen->month.n * 31 + seen->payer * 7 + seen->run * 1009;
    if (year < counting->from || year > counting->until)
        return true;
    counting->sums[seen->line->person] += worth;
    return true;
}

/* Whoever asks for a person's years is told of the lines that stand in all sheets. */
static void compare_with_sheets(Chances *city, int from, int until, SheetAsOf as_of)
{
    Arena scratch = arena_make((size_t)64 << 20);
    Counting all = { .from = from, .until = until };
    CHECK_EQ(sheet_each(city->books.db, as_of, count_line, &all), OK);
    for (int64_t person = 1; person <= SOMEBODY; person++) {
        Counting one = { .from = SHEET_YEAR_FIRST, .until = SHEET_YEAR_LAST };
        CHECK_EQ(sheet_years(city->books.db, &scratch, person, from, until, as_of, count_line, &one), OK);
        CHECK_EQ(one.sums[person], all.sums[person]);
    }
    arena_drop(&scratch);
}

TEST(a_person_is_found_in_every_year)
{
    for (uint64_t seed = 1; seed <= 6; seed++)
        EACH_ENGINE(arena, f)
        {
            size_t mark = arena_mark(arena);
            Chances *city = arena_new(arena, Chances, 1);
            city->books = books_make(arena, f.db);
            city->chance = seed;
            for (int month = 1; month <= MONTHS; month++) {
                chance_run(city, 1000 + month, month, false);
                if (chance(city, 5) == 0)
                    chance_run(city, 2000 + month, 1 + (int)chance(city, (uint64_t)month), true);
                if (chance(city, 8) == 0)
                    CHECK(db_begin(f.db) == OK && years_pack(f.db, FIRST_YEAR + (month - 1) / 12, 1000, &(bool){ false }) == OK &&
                          db_commit(f.db) == OK);
            }
            int64_t last = city->books.journal.last;
            const SheetAsOf moments[] = { { { INT32_MAX }, known_now },
                                          { day_of(FIRST_YEAR + 1, 7, 1), known_now },
                                          { { INT32_MAX }, last / 2 } };
            for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
                for (int from = FIRST_YEAR - 1; from <= FIRST_YEAR + 4; from++) {
                    compare_with_sheets(city, from, SHEET_YEAR_LAST, moments[i]);
                    compare_with_sheets(city, from, from, moments[i]);
                    compare_with_sheets(city, SHEET_YEAR_FIRST, from, moments[i]);
                }
            books_check(&city->books);
            arena_back(arena, mark);
        }
}
