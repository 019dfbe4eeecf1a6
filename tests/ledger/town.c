/* town.c - see town.h. */
#include "town.h"

int64_t total_of(const SheetLine *lines, size_t count)
{
    int64_t sum = 0;
    for (size_t k = 0; k < count; k++)
        for (int i = 1; i < Insurance_END; i++)
            sum += lines[k].amounts.employer[i].fen + lines[k].amounts.employee[i].fen;
    return sum;
}

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

SettleOf settle_of(SheetPayer kind, int64_t payer, int month, int64_t run)
{
    return (SettleOf){ .payer_kind = kind,
                       .payer = payer,
                       .month = month_make(YEAR, month),
                       .run = run,
                       .insurances = SHEET_ALL,
                       .effects = EFFECT_SETTLE | EFFECT_CREDIT };
}

void pay(Books *books, const char *key, Day day, const SheetLine *lines, size_t count, SettleOf of)
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

Town *town_make(Arena *arena, Db *db)
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
