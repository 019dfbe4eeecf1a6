/* sheet_test.c - the bytes of sheets: back and forth, damage, size; and sheets in both engines. */
#include "books.h"

static SheetLine random_line(uint64_t *seed, int64_t person, int account)
{
    SheetLine line = test_random(seed) % 3 ? employee_line(person, 716200) : flexible_line(person, 716200);
    line.account = (uint8_t)account;
    if (test_random(seed) % 4 == 0)
        line.region = (int32_t)(1 + test_random(seed) % REGION_MAX);
    if (test_random(seed) % 3 == 0)
        line.contract = (int64_t)(test_random(seed) % 5);
    line.flags = (uint8_t)(test_random(seed) % 4);
    line.injury_class = (uint8_t)(test_random(seed) % 9);
    line.category = (Category)(1 + test_random(seed) % (Category_END - 1));
    for (int i = 1; i < Insurance_END; i++) {
        if (test_random(seed) % 3 == 0)
            line.base[i].fen = (int64_t)(test_random(seed) % (uint64_t)(ledger_fen_max + 1));
        if (test_random(seed) % 4 == 0)
            line.amounts.employer[i].fen =
                (int64_t)(test_random(seed) % (uint64_t)ledger_fen_max) * (test_random(seed) % 2 ? 1 : -1);
        if (test_random(seed) % 5 == 0)
            line.amounts.employee[i].fen = test_random(seed) % 2 ? ledger_fen_max : -ledger_fen_max;
        if (test_random(seed) % 6 == 0)
            line.amounts.government[i].fen = (int64_t)(test_random(seed) % 10000);
    }
    if (test_random(seed) % 4 == 0)
        line.amounts.pension_personal.fen = (int64_t)(test_random(seed) % 1000000);
    if (test_random(seed) % 4 == 0)
        line.amounts.serious_illness.fen = (int64_t)(test_random(seed) % 1000000);
    if (test_random(seed) % 4 == 0)
        line.amounts.medical_personal.fen = (int64_t)(test_random(seed) % 1000000);
    return line;
}

static size_t random_lines(uint64_t *seed, SheetLine *lines)
{
    size_t count = 1 + test_random(seed) % SHEET_LINES_MAX;
    int64_t person = 1 + (int64_t)(test_random(seed) % 1000000);
    int account = 1;
    for (size_t i = 0; i < count; i++) {
        lines[i] = random_line(seed, person, account);
        bool again = test_random(seed) % 20 == 0 && account < 3;
        account = again ? account + 1 : 1;
        person += again ? 0 : 1 + (int64_t)(test_random(seed) % (test_random(seed) % 7 ? 9 : 100000));
    }
    return count;
}

TEST(sheets_come_back_as_they_were)
{
    static SheetLine lines[SHEET_LINES_MAX];
    uint64_t seed = 5;
    for (int round = 0; round < 300; round++) {
        size_t mark = arena_mark(arena), count = random_lines(&seed, lines), n = 0;
        Buf buf = { .arena = arena };
        SheetLine *again = NULL;
        CHECK_EQ(sheet_check(lines, count, true, NULL), OK);
        sheet_write(&buf, lines, count);
        CHECK(sheet_read(arena, buf_str(&buf), &again, &n));
        CHECK_EQ(n, count);
        for (size_t i = 0; i < count && again; i++)
            if (memcmp(&again[i], &lines[i], sizeof *lines)) {
                test_fail(__FILE__, __LINE__, "line %zu of %zu differs", i, count);
                break;
            }
        /* A person's lines are found from anywhere, and nobody else's. */
        for (int k = 0; k < 20; k++) {
            int64_t person = lines[test_random(&seed) % count].person + (k % 4 == 0);
            int should = 0, found = 0;
            SheetWalk walk;
            for (size_t i = 0; i < count; i++)
                should += lines[i].person == person;
            CHECK(sheet_walk(&walk, buf_str(&buf), person));
            for (const SheetLine *line; (line = sheet_walk_next(&walk)) && line->person <= person;)
                found += line->person == person;
            CHECK_EQ(found, should);
        }
        arena_back(arena, mark);
    }
}

/* Every byte changed, and every length: either not a sheet, or another one with exactly those bytes. */
TEST(damaged_sheets_are_refused)
{
    SheetLine lines[40];
    Buf buf = { .arena = arena };
    for (int i = 0; i < 40; i++)
        lines[i] = i % 5 ? employee_line(1000 + i, 716200 + i * 100) : flexible_line(1000 + i, 716200);
    sheet_write(&buf, lines, 40);
    Str bytes = buf_str(&buf);
    size_t accepted = 0, mark = arena_mark(arena);
    for (size_t n = 0; n < bytes.n; n++) {
        SheetLine *again = NULL;
        size_t count = 0;
        CHECK(!sheet_read(arena, str_head(bytes, n), &again, &count));
        for (int flip = 1; flip < 256; flip += 37) {
            char *copy = arena_take(arena, bytes.n);
            memcpy(copy, bytes.p, bytes.n);
            copy[n] ^= (char)flip;
            accepted += sheet_read(arena, (Str){ copy, bytes.n }, &again, &count);
            arena_back(arena, mark);
        }
    }
    CHECK(accepted < bytes.n * 7); /* amounts may be others: the hash beside the sheet tells */
    SheetLine *again = NULL;
    size_t count = 0;
    CHECK(!sheet_read(arena, str_format(arena, STR_FMT "x", STR_ARG(bytes)), &again, &count));
    CHECK(!sheet_read(arena, (Str){ 0 }, &again, &count));
}

TEST(a_person_month_takes_few_bytes)
{
    SheetLine lines[SHEET_LINES_MAX];
    Buf unit = { .arena = arena }, group = { .arena = arena };
    for (int i = 0; i < SHEET_LINES_MAX; i++)
        lines[i] = employee_line(1000 + i * 1999, 716200 + i * 5317);
    sheet_write(&unit, lines, SHEET_LINES_MAX);
    for (int i = 0; i < 256; i++)
        lines[i] = flexible_line(1024 + i, 716200 + i * 700);
    sheet_write(&group, lines, 256);
    printf("    bytes a person-month: employer %zu.%zu, self-payers %zu.%zu\n", unit.n / SHEET_LINES_MAX,
           unit.n * 10 / SHEET_LINES_MAX % 10, group.n / 256, group.n * 10 / 256 % 10);
    CHECK(unit.n / SHEET_LINES_MAX < 57);
    CHECK(group.n / 256 < 57);
}

TEST(sheet_lines_are_checked)
{
    SheetLine lines[3] = { employee_line(5, 716200), employee_line(6, 716200), employee_line(7, 716200) }, good[3];
    memcpy(good, lines, sizeof lines);
    CHECK_EQ(sheet_check(lines, 3, false, NULL), OK);
    CHECK_EQ(sheet_check(lines, 0, false, NULL), ERR_BAD_FIELD);
#define BROKEN(what, err) \
    memcpy(lines, good, sizeof lines); \
    what; \
    CHECK_EQ(sheet_check(lines, 3, false, NULL), err);
    BROKEN(lines[1].person = 5, ERR_BAD_FIELD)
    BROKEN(lines[1].person = 5; lines[1].account = 2, OK)
    BROKEN(lines[2].person = 1, ERR_BAD_FIELD)
    BROKEN(lines[0].person = 0, ERR_BAD_FIELD)
    BROKEN(lines[0].account = 0, ERR_BAD_FIELD)
    BROKEN(lines[0].region = 0, ERR_BAD_FIELD)
    BROKEN(lines[0].region = REGION_MAX + 1, ERR_BAD_FIELD)
    BROKEN(lines[0].category = Category_NONE, ERR_BAD_FIELD)
    BROKEN(lines[0].flags = 4, ERR_BAD_FIELD)
    BROKEN(lines[0].contract = -1, ERR_BAD_FIELD)
    BROKEN(lines[0].base[1].fen = -1, ERR_BAD_FIELD)
    BROKEN(lines[0].base[0].fen = 1, ERR_BAD_FIELD)
    BROKEN(lines[0].amounts.employer[1].fen = -1, ERR_BAD_AMOUNT)
    BROKEN(lines[0].amounts.employer[1].fen = ledger_fen_max, OK)
    BROKEN(lines[0].amounts.employer[1].fen = ledger_fen_max + 1, ERR_BAD_AMOUNT)
    BROKEN(lines[0].amounts.employer[1].fen = INT64_MAX, ERR_BAD_AMOUNT)
    BROKEN(lines[0].amounts.pension_personal.fen = 1000000, ERR_BAD_AMOUNT)
    BROKEN(lines[0].amounts.serious_illness.fen = 1000000, ERR_BAD_AMOUNT)
    BROKEN(lines[0].amounts.employer[1].fen = -1; CHECK_EQ(sheet_check(lines, 3, true, NULL), OK), ERR_BAD_AMOUNT)
}

TEST(totals_come_back_and_do_not_overflow)
{
    SheetTotals totals = totals_make(arena, 2), again;
    Buf buf = { .arena = arena };
    SheetAmounts amounts = employee_line(1, 716200).amounts;
    CHECK(totals_add(&totals, THERE, &amounts, SHEET_ALL, 1));
    CHECK(totals_add(&totals, HERE, &amounts, 1u << INSURANCE_PENSION, 1));
    CHECK(totals_add(&totals, HERE, &amounts, 1u << INSURANCE_PENSION, 1));
    CHECK(!totals_add(&totals, 1, &amounts, SHEET_ALL, 1)); /* no room */
    CHECK_EQ(totals.rows[0].region, HERE);
    CHECK_EQ(totals.rows[0].amounts.employer[INSURANCE_PENSION].fen, 2 * 114592);
    CHECK_EQ(totals.rows[0].amounts.employer[INSURANCE_MEDICAL].fen, 0);
    CHECK_EQ(totals.rows[0].amounts.serious_illness.fen, 0);
    totals_write(&buf, &totals);
    CHECK(totals_read(arena, buf_str(&buf), &again));
    CHECK_EQ(again.count, 2);
    CHECK(!memcmp(again.rows, totals.rows, 2 * sizeof *totals.rows));
    CHECK(!totals_read(arena, str_head(buf_str(&buf), buf.n - 1), &again));
    amounts.employer[1].fen = INT64_MAX;
    CHECK(!totals_add(&totals, HERE, &amounts, SHEET_ALL, 1));
}

typedef struct {
    int count;
    int64_t pension, months;
    SheetSeen last;
    SheetLine line;
} Seen;

static bool see(void *context, const SheetSeen *seen)
{
    Seen *s = context;
    s->count++;
    s->last = *seen;
    s->line = *seen->line;
    s->pension += seen->line->amounts.pension_personal.fen;
    s->months = s->months * 100 + month_of_year(seen->month);
    return true;
}

static const SheetAsOf now = { { INT32_MAX }, INT64_MAX };

TEST(sheets_are_seen_once_released)
{
    Str first = { 0 };
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        SheetLine lines[3] = { employee_line(5, 716200), employee_line(600, 1234567), employee_line(7000, 716200) };
        Month jan = month_make(2025, 1), feb = month_make(2025, 2);
        Seen seen = { 0 };
        SheetPlace place;
        CHECK_EQ(books_sheet(&books, 100, SHEET_BILL, SHEET_OF_UNIT, 17, jan, lines, 2), OK);
        CHECK_EQ(books_sheet(&books, 100, SHEET_BILL, SHEET_OF_UNIT, 17, jan, lines + 2, 1), OK);
        CHECK_EQ(sheet_last(f.db, arena, 100, &place), OK);
        CHECK(place.payer == 17 && place.month.n == jan.n && place.last == 7000);
        CHECK_EQ(sheet_line(f.db, arena, SHEET_OF_UNIT, 17, jan, 600, now, see, &seen), OK);
        CHECK_EQ(seen.count, 0);
        books_release(&books, 100, SHEET_BILL, day_of(2025, 1, 20));
        CHECK_EQ(sheet_line(f.db, arena, SHEET_OF_UNIT, 17, jan, 600, now, see, &seen), OK);
        CHECK_EQ(seen.count, 1);
        CHECK_EQ(seen.line.base[INSURANCE_PENSION].fen, 1234567);
        CHECK_EQ(seen.last.settled | seen.last.credited, 0);
        CHECK_EQ(seen.last.id.entry, books.id.entry);
        CHECK_EQ(sheet_line(f.db, arena, SHEET_OF_UNIT, 17, jan, 601, now, see, &seen), OK);
        CHECK_EQ(sheet_line(f.db, arena, SHEET_OF_UNIT, 17, jan, 600, (SheetAsOf){ day_of(2025, 1, 19), INT64_MAX }, see, &seen),
                 OK);
        CHECK_EQ(seen.count, 1);
        /* The next month, and an earlier one of another employer: the person's year. */
        CHECK_EQ(books_sheet(&books, 101, SHEET_BILL, SHEET_OF_UNIT, 17, feb, lines, 3), OK);
        CHECK_EQ(books_sheet(&books, 101, SHEET_BILL, SHEET_OF_UNIT, 9, feb, lines + 1, 1), OK);
        books_release(&books, 101, SHEET_BILL, day_of(2025, 2, 20));
        seen = (Seen){ 0 };
        CHECK_EQ(sheet_years(f.db, arena, 600, 2025, 2025, now, see, &seen), OK);
        CHECK_EQ(seen.count, 3);
        CHECK_EQ(seen.months, 20102); /* February of 9, then January and February of 17 */
        seen = (Seen){ 0 };
        CHECK_EQ(sheet_years(f.db, arena, 600, 2024, 2024, now, see, &seen), OK);
        CHECK_EQ(seen.count, 0);
        CHECK_EQ(sheet_month(f.db, SHEET_OF_UNIT, 17, jan, now, see, &seen), OK);
        CHECK_EQ(seen.count, 3);
        /* The ledger's totals are the sums. */
        int64_t billed = 0;
        for (int i = 1; i < Insurance_END; i++)
            for (int k = 0; k < 3; k++)
                billed += lines[k].amounts.employer[i].fen + lines[k].amounts.employee[i].fen;
        Day jan_end = day_of(2025, 1, 31);
        CHECK_EQ(BALANCE(&books, jan_end, .account = LEDGER_RECEIVABLE), billed);
        CHECK_EQ(BALANCE(&books, jan_end, .account = LEDGER_BILLED), billed);
        CHECK_EQ(BALANCE(&books, jan_end, .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_UNIT, .owner = 17), billed);
        books_check(&books);
        Str dump = fixture_dump(arena, f.db);
        first = first.n ? first : dump;
        CHECK(str_eq(dump, first));
    }
}

TEST(sheets_are_refused)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        SheetLine lines[2] = { employee_line(5, 716200), employee_line(600, 716200) };
        Month jan = month_make(2025, 1);
        RunResult result;
        bool already;
        CHECK_EQ(books_sheet(&books, 0, SHEET_BILL, SHEET_OF_UNIT, 17, jan, lines, 2), ERR_BAD_FIELD);
        CHECK_EQ(books_sheet(&books, 1, SHEET_OPENING, SHEET_OF_UNIT, 17, jan, lines, 2), ERR_BAD_FIELD);
        CHECK_EQ(books_sheet(&books, 1, (SheetKind)99, SHEET_OF_UNIT, 17, jan, lines, 2), ERR_BAD_FIELD);
        CHECK_EQ(books_sheet(&books, 1, SHEET_BILL, SHEET_OF_UNIT, 0, jan, lines, 2), ERR_BAD_FIELD);
        CHECK_EQ(books_sheet(&books, 1, SHEET_BILL, (SheetPayer)3, 17, jan, lines, 2), ERR_BAD_FIELD);
        CHECK_EQ(books_sheet(&books, 1, SHEET_BILL, SHEET_OF_UNIT, 17, MONTH_NONE, lines, 2), ERR_BAD_FIELD);
        CHECK_EQ(books_sheet(&books, 1, SHEET_BILL, SHEET_OF_GROUP, 0, jan, lines, 2), ERR_BAD_FIELD); /* 600 is of group 2 */
        CHECK_EQ(books_sheet(&books, 1, SHEET_BILL, SHEET_OF_UNIT, 17, jan, lines, 2), OK);
        CHECK_EQ(books_sheet(&books, 1, SHEET_BILL, SHEET_OF_UNIT, 17, jan, lines + 1, 1), ERR_CONFLICT);
        CHECK_EQ(books_sheet(&books, 1, SHEET_DIFFERENCE, SHEET_OF_UNIT, 18, jan, lines, 2), ERR_BAD_FIELD);
        books_begin(&books);
        RunDraft draft = { .run = 1, .kind = SHEET_CANCEL, .day = day_of(2025, 1, 20) };
        CHECK_EQ(run_release(&books.ledger, arena, &draft, &result, &already, &books.why), ERR_BAD_FIELD); /* no reason */
        draft.reason = S("更正");
        CHECK_EQ(run_release(&books.ledger, arena, &draft, &result, &already, &books.why), ERR_BAD_FIELD); /* another kind */
        draft = (RunDraft){ .run = 2, .kind = SHEET_BILL, .day = day_of(2025, 1, 20) };
        CHECK_EQ(run_release(&books.ledger, arena, &draft, &result, &already, &books.why), ERR_UNKNOWN_ID);
        draft.run = 1;
        draft.day = DAY_NONE;
        CHECK_EQ(run_release(&books.ledger, arena, &draft, &result, &already, &books.why), ERR_BAD_FIELD);
        books_cancel(&books);
        books_release(&books, 1, SHEET_BILL, day_of(2025, 1, 20));
        CHECK_EQ(books_sheet(&books, 1, SHEET_BILL, SHEET_OF_UNIT, 18, jan, lines, 2), ERR_WRONG_STATE);
        books_begin(&books);
        draft = (RunDraft){ .run = 1, .kind = SHEET_BILL, .day = day_of(2025, 1, 20), .reason = S("京人社发〔2025〕8号") };
        CHECK_EQ(run_release(&books.ledger, arena, &draft, &result, &already, &books.why), OK);
        CHECK(already);
        draft.day = day_of(2025, 1, 21);
        CHECK_EQ(run_release(&books.ledger, arena, &draft, &result, &already, &books.why), ERR_CONFLICT);
        LedgerId id;
        CHECK_EQ(entry_reverse(&books.ledger, arena, result.id, draft.day, S("x"), &id, &already, &books.why), ERR_WRONG_STATE);
        books_cancel(&books);
        books_check(&books);
    }
}
