/* settle_test.c - payment of sheets, personal accounts, openings, what a payer owes; on both engines. */
#include "books.h"
#include "ledger/credits.h"

static const SheetAsOf now = { { INT32_MAX }, INT64_MAX };

/* Employer 17 with persons 5 and 600, and the self-payers 1025, 1026 and (by contract 3) 1027; all of January. */
static void billed(Books *books)
{
    Month jan = month_make(2025, 1);
    SheetLine unit[2] = { employee_line(5, 716200), employee_line(600, 1234567) };
    SheetLine group[3] = { flexible_line(1025, 716200), flexible_line(1026, 800000), flexible_line(1027, 900000) };
    group[2].contract = 3;
    CHECK_EQ(books_sheet(books, 100, SHEET_BILL, SHEET_OF_UNIT, 17, jan, unit, 2), OK);
    CHECK_EQ(books_sheet(books, 100, SHEET_BILL, SHEET_OF_GROUP, 4, jan, group, 3), OK);
    books_release(books, 100, SHEET_BILL, day_of(2025, 1, 10));
}

static Err settle(Books *books, const char *key, Day day, int64_t fen, const SettleOf *of, size_t count)
{
    LedgerLine bank = DR(BANK, fen);
    LedgerDraft draft = {
        .key = str(key), .text = TEXT_PAYMENT, .day = day, .voucher = S("完税证明 31"), .lines = &bank, .count = 1
    };
    return sheets_settle(&books->ledger, books->arena, &draft, of, count, &books->id, &books->already, &books->why);
}

#define UNIT_JAN \
    { \
        .payer_kind = SHEET_OF_UNIT, .payer = 17, .month = month_make(2025, 1), .run = 100, .insurances = SHEET_ALL, \
        .effects = EFFECT_SETTLE | EFFECT_CREDIT \
    }

static int64_t total_of(SheetLine line)
{
    int64_t sum = 0;
    for (int i = 1; i < Insurance_END; i++)
        sum += line.amounts.employer[i].fen + line.amounts.employee[i].fen;
    return sum;
}

TEST(paid_month_goes_to_funds_and_persons)
{
    Str first = { 0 };
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        Day day = day_of(2025, 1, 22);
        SheetLine five = employee_line(5, 716200), six = employee_line(600, 1234567);
        int64_t total = total_of(five) + total_of(six);
        SettleOf of = UNIT_JAN;
        billed(&books);
        books_begin(&books);
        CHECK_EQ(settle(&books, "voucher/1", day, total - 1, &of, 1), ERR_BAD_AMOUNT);
        CHECK_EQ(settle(&books, "voucher/1", day, total, &of, 1), OK);
        books_end(&books);
        LedgerId paid = books.id;
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_BANK), total);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_UNIT, .owner = 17), 0);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_PERSONAL_PENSION), 57296 + 98765); /* 8 % of the bases */
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = 5), 57296);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_PERSONAL_MEDICAL, .owner_kind = OWNER_PERSON, .owner = 5), 14324);
        CHECK_EQ(BALANCE(&books, day_add(day, -1), .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = 5), 0);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_POOL_PENSION), five.amounts.employer[1].fen + six.amounts.employer[1].fen);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_POOL_SERIOUS_ILLNESS), 600);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_POOL_MEDICAL), five.amounts.employer[2].fen + six.amounts.employer[2].fen);
        books_begin(&books);
        CHECK_EQ(settle(&books, "voucher/1", day, total, &of, 1), OK);
        CHECK(books.already);
        CHECK_EQ(settle(&books, "voucher/2", day, total, &of, 1), ERR_WRONG_STATE);
        /* The payment taken back, and paid again. */
        CHECK_EQ(entry_reverse(&books.ledger, arena, paid, day, S("退票"), &books.id, &books.already, &books.why), OK);
        CHECK_EQ(settle(&books, "voucher/2", day, total, &of, 1), OK);
        books_end(&books);
        books_begin(&books); /* the reversal cannot be reversed: that would pay twice */
        CHECK_EQ(entry_reverse(&books.ledger, arena, (LedgerId){ paid.entry + 1, 1 }, day, S("恢复"), &books.id, &books.already,
                               &books.why),
                 ERR_WRONG_STATE);
        books_cancel(&books);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = 5), 57296);
        CHECK_EQ(balance_of(&books, (BalanceOf){ LEDGER_PERSONAL_PENSION, HERE, 0, 0, OWNER_PERSON, 5, 0 }, day, paid.entry - 1),
                 0);
        books_trial(&books, HERE, day);
        books_check(&books);
        Str dump = fixture_dump(arena, f.db);
        first = first.n ? first : dump;
        CHECK(str_eq(dump, first));
    }
}

TEST(self_payers_pay_one_by_one)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        Day day = day_of(2025, 1, 25);
        SheetWho two[2] = { { 1025, 1 }, { 1027, 1 } }, one = { 1026, 1 }, nobody = { 1030, 1 };
        SettleOf of = UNIT_JAN;
        DueRow *due = NULL;
        size_t count = 0;
        billed(&books);
        of.payer_kind = SHEET_OF_GROUP;
        of.payer = 4;
        of.who = two;
        of.who_count = 2;
        int64_t paid = total_of(flexible_line(1025, 716200)) + total_of(flexible_line(1027, 900000));
        books_begin(&books);
        CHECK_EQ(settle(&books, "v/1", day, paid, &of, 1), OK);
        books_end(&books);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = 1025), 57296);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = 1026), 0);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_PERSON, .owner = 1025), 0);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_PERSON, .owner = 1026),
                 total_of(flexible_line(1026, 800000)));
        CHECK_EQ(BALANCE(&books, day_add(day, -1), .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_CONTRACT, .owner = 3,
                         .person = 1027),
                 total_of(flexible_line(1027, 900000)));
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_CONTRACT, .owner = 3, .person = 1027), 0);
        CHECK_EQ(BALANCE(&books, day_add(day, -1), .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_PERSON, .owner = 1027), 0);
        CHECK_EQ(due_rows(f.db, arena, OWNER_PERSON, 1026, 0, month_make(2025, 1), now, &due, &count), OK);
        CHECK_EQ(count, 2);
        CHECK_EQ(due[0].insurance, INSURANCE_PENSION);
        CHECK_EQ(due[0].side, SIDE_EMPLOYEE);
        CHECK_EQ(due[0].open.fen, 160000);
        CHECK_EQ(due_rows(f.db, arena, OWNER_CONTRACT, 3, 0, month_make(2025, 1), now, &due, &count), ERR_BAD_FIELD);
        books_begin(&books);
        of.who = &nobody;
        of.who_count = 1;
        CHECK_EQ(settle(&books, "v/2", day, 1, &of, 1), ERR_BAD_FIELD);
        of.who = &one;
        of.payer = 5;
        CHECK_EQ(settle(&books, "v/2", day, 1, &of, 1), ERR_BAD_FIELD);
        of.payer = 4;
        of.run = 99;
        CHECK_EQ(settle(&books, "v/2", day, 1, &of, 1), ERR_UNKNOWN_ID);
        of.run = 100;
        of.insurances = 0;
        CHECK_EQ(settle(&books, "v/2", day, 1, &of, 1), ERR_BAD_FIELD);
        of.insurances = SHEET_ALL;
        of.who_count = 0; /* all: but two have paid */
        CHECK_EQ(settle(&books, "v/2", day, 1, &of, 1), ERR_WRONG_STATE);
        of.who_count = 1;
        SettleOf twice[2] = { of, of };
        CHECK_EQ(settle(&books, "v/2", day, 2 * total_of(flexible_line(1026, 800000)), twice, 2), ERR_WRONG_STATE);
        /* One insurance now, the other later. */
        twice[0].insurances = 1u << INSURANCE_PENSION;
        twice[1].insurances = 1u << INSURANCE_MEDICAL;
        CHECK_EQ(settle(&books, "v/2", day, 160000, &twice[0], 1), OK);
        CHECK_EQ(settle(&books, "v/3", day, 50134, &twice[1], 1), OK);
        books_end(&books);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_PERSON, .owner = 1026), 0);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_POOL_MEDICAL), 3 * 50134);
        books_check(&books);
    }
}

/* A part is paid by single lines; the fund and the persons have theirs once the rest is there. */
TEST(part_payment_credits_nobody_until_it_is_whole)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        Day day = day_of(2025, 1, 25);
        int64_t employer = 114592 + 197531, employee = 57296 + 98765;
        DueRow *due = NULL;
        size_t count = 0;
        billed(&books);
#define PENSION(side_) \
    .owner_kind = OWNER_UNIT, .owner = 17, .insurance = INSURANCE_PENSION, .side = SIDE_##side_, .month = month_make(2025, 1)
        BOOK(&books, "v/1", TEXT_PAYMENT, day, DR(BANK, 300000), CR(RECEIVABLE, 300000, PENSION(EMPLOYER)));
        CHECK_EQ(due_rows(f.db, arena, OWNER_UNIT, 17, 0, month_make(2025, 1), now, &due, &count), OK);
        CHECK_EQ(due[0].open.fen, employer - 300000);
        CHECK_EQ(due[1].open.fen, employee);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_PERSONAL_PENSION), 0);
        books_begin(&books);
        CHECK_EQ(POST(&books, "v/2", TEXT_PAYMENT, day, DR(BANK, employer - 300000 + employee),
                      CR(RECEIVABLE, employer - 300000, PENSION(EMPLOYER)), CR(RECEIVABLE, employee, PENSION(EMPLOYEE))),
                 OK);
        SettleOf of = UNIT_JAN;
        of.insurances = 1u << INSURANCE_PENSION;
        of.effects = EFFECT_CREDIT;
        LedgerDraft draft = { .key = S("credit/1"), .text = TEXT_ALLOCATE, .day = day };
        CHECK_EQ(sheets_settle(&books.ledger, arena, &draft, &of, 1, &books.id, &books.already, &books.why), OK);
        books_end(&books);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_RECEIVABLE, .insurance = INSURANCE_PENSION, .owner_kind = OWNER_UNIT,
                         .owner = 17),
                 0);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_BILLED, .insurance = INSURANCE_PENSION),
                 total_of(flexible_line(1025, 716200)) + total_of(flexible_line(1026, 800000)) +
                     total_of(flexible_line(1027, 900000)) - 3 * 50134);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = 600), 98765);
        books_check(&books);
    }
}

TEST(differences_correct_and_subsidies_stand_apart)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        Day day = day_of(2025, 4, 15);
        Month jan = month_make(2025, 1);
        bool already;
        billed(&books);
        books_begin(&books);
        CHECK_EQ(month_close(&books.ledger, arena, HERE, jan, day_of(2025, 2, 3), &already, &books.why), OK);
        books_end(&books);
        /* A lower base for January, found in April: signed lines with the fee period January, valued in April. */
        SheetLine less = { .person = 5, .account = 1, .region = HERE, .category = CATEGORY_EMPLOYEE };
        less.amounts.employer[INSURANCE_PENSION].fen = -1216;
        less.amounts.employee[INSURANCE_PENSION].fen = -608;
        less.amounts.pension_personal.fen = -608;
        CHECK_EQ(books_sheet(&books, 150, SHEET_BILL, SHEET_OF_UNIT, 17, jan, &less, 1), ERR_BAD_AMOUNT);
        CHECK_EQ(books_sheet(&books, 150, SHEET_DIFFERENCE, SHEET_OF_UNIT, 17, jan, &less, 1), OK);
        RunDraft draft = { .run = 150, .kind = SHEET_DIFFERENCE, .day = day_of(2025, 1, 31), .reason = S("基数更正") };
        RunResult result;
        books_begin(&books);
        CHECK_EQ(run_release(&books.ledger, arena, &draft, &result, &already, &books.why), ERR_MONTH_CLOSED);
        books_cancel(&books);
        books_release(&books, 150, SHEET_DIFFERENCE, day);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_UNIT, .owner = 17),
                 total_of(employee_line(5, 716200)) + total_of(employee_line(600, 1234567)) - 1824);
        CHECK_EQ(BALANCE(&books, day_of(2025, 2, 1), .account = LEDGER_RECEIVABLE, .owner_kind = OWNER_UNIT, .owner = 17),
                 total_of(employee_line(5, 716200)) + total_of(employee_line(600, 1234567)));
        /* A resident: 1,000.00 a year and 60.00 of the government (domain 2.4). */
        SheetLine resident = { .person = 2000, .account = 1, .region = HERE, .category = CATEGORY_RESIDENT };
        resident.amounts.employee[INSURANCE_PENSION].fen = resident.amounts.pension_personal.fen = 100000;
        resident.amounts.government[INSURANCE_PENSION].fen = 6000;
        CHECK_EQ(books_sheet(&books, 151, SHEET_DECLARED, SHEET_OF_GROUP, 7, jan, &resident, 1), OK);
        books_release(&books, 151, SHEET_DECLARED, day);
        SettleOf of = UNIT_JAN;
        of.payer_kind = SHEET_OF_GROUP;
        of.payer = 7;
        of.run = 151;
        books_begin(&books);
        CHECK_EQ(settle(&books, "v/9", day_add(day, -1), 100000, &of, 1), ERR_BAD_FIELD); /* before the bill */
        CHECK_EQ(settle(&books, "v/9", day, 100000, &of, 1), OK);
        books_end(&books);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = 2000), 106000);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_SUBSIDY_RECEIVABLE), 6000);
        CHECK_EQ(BALANCE(&books, day, .account = LEDGER_POOL_PENSION), 0);
        books_check(&books);
    }
}

static bool sum_pension(void *context, const Credited *credited)
{
    *(int64_t *)context += credited->pension.fen;
    return true;
}

TEST(year_begins_with_an_opening)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        Day day = day_of(2025, 1, 22), later = day_of(2026, 3, 1);
        SettleOf of = UNIT_JAN;
        bool already;
        int64_t credited = 0;
        RunResult result;
        billed(&books);
        books_begin(&books);
        CHECK_EQ(settle(&books, "v/1", day, total_of(employee_line(5, 716200)) + total_of(employee_line(600, 1234567)), &of, 1),
                 OK);
        CHECK_EQ(POST(&books, "in/1", TEXT_TRANSFER_IN, day, DR(BANK, 5000000),
                      CR(PERSONAL_PENSION, 5000000, .owner_kind = OWNER_PERSON, .owner = 5)),
                 OK);
        books_end(&books);
        OpeningLine line = { .person = 5, .region = HERE, .pension = { 5057296 }, .medical = { 14324 }, .pension_more = { 75859 } };
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(opening_put(f.db, arena, 300, 2026, &line, 1, &books.why), OK);
        CHECK_EQ(opening_put(f.db, arena, 300, 2026, &line, 1, &books.why), ERR_CONFLICT);
        CHECK_EQ(opening_put(f.db, arena, 300, 2027, &line, 1, &books.why), ERR_BAD_FIELD);
        CHECK_EQ(db_commit(f.db), OK);
        OpeningDraft draft = {
            .run = 300, .year = 2026, .day = day_of(2026, 2, 1), .counter = LEDGER_INTEREST, .reason = S("1.50%")
        };
        books_begin(&books);
        CHECK_EQ(opening_release(&books.ledger, arena, &draft, &result, &already, &books.why), ERR_WRONG_STATE); /* 2025 is open */
        for (int month = 1; month <= 12; month++)
            CHECK_EQ(month_close(&books.ledger, arena, HERE, month_make(2025, month), day_of(2026, 1, 5), &already, &books.why),
                     OK);
        draft.day = day_of(2025, 12, 31);
        CHECK_EQ(opening_release(&books.ledger, arena, &draft, &result, &already, &books.why), ERR_BAD_FIELD);
        books_end(&books);
        draft.day = day_of(2026, 2, 1);
        books_begin(&books);
        CHECK_EQ(opening_release(&books.ledger, arena, &draft, &result, &already, &books.why), OK);
        books_end(&books);
        books_begin(&books);
        CHECK_EQ(opening_release(&books.ledger, arena, &draft, &result, &already, &books.why), OK);
        CHECK(already);
        CHECK_EQ(POST(&books, "out/1", TEXT_TRANSFER_OUT, later, CR(BANK, 133155),
                      DR(PERSONAL_PENSION, 133155, .owner_kind = OWNER_PERSON, .owner = 5)),
                 OK);
        books_end(&books);
#define PENSION_OF_5(day_) BALANCE(&books, (day_), .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = 5)
        CHECK_EQ(PENSION_OF_5(day_of(2025, 12, 31)), 5057296);
        CHECK_EQ(PENSION_OF_5(day_of(2026, 1, 31)), 5057296);
        CHECK_EQ(PENSION_OF_5(day_of(2026, 2, 1)), 5133155);
        CHECK_EQ(PENSION_OF_5(later), 5000000);
        CHECK_EQ(BALANCE(&books, later, .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = 600), 98765);
        CHECK_EQ(BALANCE(&books, later, .account = LEDGER_PERSONAL_PENSION), 5000000 + 98765);
        CHECK_EQ(BALANCE(&books, later, .account = LEDGER_INTEREST), 75859);
        CHECK_EQ(credits_of_payers(f.db, arena, SHEET_OF_UNIT, of.payer, of.payer, day_of(2025, 1, 1), day_of(2025, 12, 31),
                                   known_now, sum_pension, &credited),
                 OK);
        CHECK_EQ(credited, 57296 + 98765);
        books_check(&books);
        /* A wrong carry-over is found by the deep check. */
        OpeningLine wrong = { .person = 600, .region = HERE, .pension = { 98766 } };
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(opening_put(f.db, arena, 301, 2026, &wrong, 1, &books.why), OK);
        CHECK_EQ(db_commit(f.db), OK);
        books_begin(&books);
        draft = (OpeningDraft){ .run = 301, .year = 2026, .day = later, .counter = LEDGER_INTEREST };
        CHECK_EQ(opening_release(&books.ledger, arena, &draft, &result, &already, &books.why), OK); /* nothing added: no entry */
        books_end(&books);
        CHECK(books_fault(&books, false) == NULL);
        CHECK_STR(str(books_fault(&books, true)), S("opening"));
    }
}

/* Nothing of a cancelled transaction stays, wherever it is cut off. */
TEST(rollback_leaves_nothing)
{
    EACH_ENGINE(arena, f)
    {
        Books books = books_make(arena, f.db);
        billed(&books);
        Str dump = fixture_dump(arena, f.db);
        for (int cut = 0; cut < 5; cut++) {
            SettleOf of = UNIT_JAN;
            bool already;
            Day day = day_of(2025, 1, 22);
            books_begin(&books);
            SheetLine line = employee_line(9, 716200);
            SheetDraft sheet = { 400, SHEET_BILL, SHEET_OF_UNIT, 17, month_make(2025, 2), &line, 1, NULL, false };
            CHECK_EQ(sheet_put(f.db, arena, &sheet, &books.why), OK);
            if (cut > 0)
                CHECK_EQ(
                    settle(&books, "v/1", day, total_of(employee_line(5, 716200)) + total_of(employee_line(600, 1234567)), &of, 1),
                    OK);
            if (cut > 1)
                CHECK_EQ(entry_reverse(&books.ledger, arena, books.id, day, S("x"), &books.id, &already, &books.why), OK);
            if (cut > 2)
                CHECK_EQ(month_close(&books.ledger, arena, HERE, month_make(2025, 1), day_of(2025, 2, 3), &already, &books.why),
                         OK);
            if (cut > 3)
                CHECK_EQ(POST(&books, "z", TEXT_PAYMENT, day, DR(BANK, 1), CR(POOL_PENSION, 1)), ERR_MONTH_CLOSED);
            books_cancel(&books);
            CHECK(str_eq(fixture_dump(arena, f.db), dump));
        }
        books_check(&books);
    }
}
