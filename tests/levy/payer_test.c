/* payer_test.c - what people write: bills, vouchers and papers, rightly and wrongly. */
#include "levy/order.h"
#include "levy/payer.h"
#include "levy/voucher.h"
#include "support/test.h"

TEST(bills_are_read_and_written)
{
    Str payer = { 0 };
    Month month = MONTH_NONE;
    CHECK(bill_read(S("91330106MA27XK3D59/2025-02"), &payer, &month));
    CHECK_STR(payer, S("91330106MA27XK3D59"));
    CHECK_EQ(month.n, month_make(2025, 2).n);
    const UnitFacts unit = { .id = 1, .credit_code = { 18, "91330106MA27XK3D59" } };
    CHECK_STR(bill_text(arena, &(MoneyPayer){ .kind = OWNER_UNIT, .owner = 1, .unit = &unit }, month),
              S("91330106MA27XK3D59/2025-02"));
    CHECK_STR(bill_text(arena, &(MoneyPayer){ .kind = OWNER_PERSON, .owner = 17 }, month), S("17/2025-02"));
    const ContractFacts contract = { .id = 3 };
    CHECK_STR(bill_text(arena, &(MoneyPayer){ .kind = OWNER_CONTRACT, .owner = 3, .contract = &contract }, month), S("X3/2025-02"));
    static const char *const wrong[] = { "",           "/",           "/2025-02",       "17/",         "17",
                                         "17/2025-13", "17/2025-2",   "17/2025-02 ",    "17//2025-02", "17/2025-02/1",
                                         "17/02-2025", "17\\2025-02", "17/２０２５-02", "17/2025-00" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (bill_read(str(wrong[i]), &payer, &month))
            test_fail(__FILE__, __LINE__, "\"%s\" was read as a bill", wrong[i]);
}

static Arg pair(const char *key, const char *value) { return (Arg){ .given = true, .key = str(key), .s = str(value) }; }

TEST(papers_need_a_number_and_a_day_that_is_past)
{
    const Day today = day_make(2025, 3, 5);
    Str no = { 0 };
    Day day = DAY_NONE;
    static const struct {
        const char *no, *day;
        bool right;
    } cases[] = { { "3", "2025-03-05", true }, { " 3 ", "2025-01-01", true }, { "3", "2025-03-06", false },
                  { "", "2025-03-05", false }, { "  ", "2025-03-05", false }, { "3", "2025-3-5", false },
                  { "3", "", false },          { "3", "2025-02-30", false } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Arg items[] = { pair("no", cases[i].no), pair("day", cases[i].day) };
        CHECK_EQ(paper_named(&(Arg){ .given = true, .items = items, .n = 2 }, today, &no, &day), cases[i].right);
    }
    const Arg more[] = { pair("no", "3"), pair("date", "2025-03-05") };
    CHECK(!paper_named(&(Arg){ .given = true, .items = more, .n = 2 }, today, &no, &day));
    CHECK(!paper_named(&(Arg){ .given = true, .items = more, .n = 1 }, today, &no, &day));
    Str longest = str_format(arena, "%0100d", 1), longer = str_format(arena, "%0101d", 1);
    const Arg fits[] = { pair("no", longest.p), pair("day", "2025-03-05") },
              too[] = { pair("no", longer.p), pair("day", "2025-03-05") };
    CHECK(paper_named(&(Arg){ .given = true, .items = fits, .n = 2 }, today, &no, &day));
    CHECK(!paper_named(&(Arg){ .given = true, .items = too, .n = 2 }, today, &no, &day));
}

TEST(vouchers_are_of_three_kinds)
{
    const Choice *kind = NULL;
    Str no = { 0 };
    int right = 0;
    for (int i = 1; i < EvidenceKind_END; i++) {
        const Arg items[] = { pair("kind", choice_code(SET_EVIDENCE, i)), pair("no", "1") };
        right += voucher_named(&(Arg){ .given = true, .items = items, .n = 2 }, &kind, &no);
    }
    CHECK_EQ(right, 3);
    const Arg none[] = { pair("kind", "cash-receipt"), pair("no", "") };
    CHECK(!voucher_named(&(Arg){ .given = true, .items = none, .n = 2 }, &kind, &no));
}

/* Every step leads somewhere else, never back to the order, and the end has none behind it. */
TEST(enforcement_only_goes_on)
{
    for (int i = 1; i < Enforcement_END; i++) {
        unsigned next = enforcement_next((Enforcement)i);
        CHECK(!(next >> i & 1));
        CHECK(!(next >> ENFORCE_ORDERED & 1));
        CHECK(!(next >> ENFORCE_PAID & 1));
        CHECK_EQ(next == 0, i == ENFORCE_COURT || i == ENFORCE_PAID);
        CHECK_EQ(enforcement_defers((Enforcement)i), i == ENFORCE_GUARANTEE);
    }
    CHECK_EQ(enforcement_next(ENFORCE_ORDERED), 1u << ENFORCE_BANK_INQUIRY);
}
