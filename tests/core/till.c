/* till.c - see till.h. */
#include "till.h"
#include "core/verify.h"
#include "stage.h"

/* Makes ids and vouchers: the same in every bureau with the same past. */
static long long number(const City *city) { return (long long)city->bureau.journal.last; }

static Ledger open_entry(City *city)
{
    CHECK_EQ(db_begin(city->bureau.db), OK);
    return ledger_open(city->bureau.db, city->bureau.journal.last + 1);
}

static void close_entry(City *city, Ledger *ledger)
{
    Journal *journal = &city->bureau.journal;
    EntryDraft draft = { .at = journal->last_at,
                         .command = CMD_CARD_USE,
                         .role = ROLE_CLERK,
                         .user = S("w1"),
                         .org = S("B01"),
                         .key = journal_key(city->arena, S("B01"), S("w1"), str_format(city->arena, "till%lld", number(city))),
                         .side = ledger_side(ledger) };
    CHECK_EQ(journal_append(journal, city->arena, &draft, NULL, 0), OK);
    CHECK_EQ(db_commit(city->bureau.db), OK);
}

void till_fill(City *city, int persons)
{
    Arena *arena = city->arena;
    Str done = city_command(city, arena, "u", "2015-01-05T09:00:00+08:00", TILL_CLERK, "unit.register",
                            "{\"credit_code\":\"91330106MA27XK3D59\",\"name\":\"x\",\"region\":\"330100\",\"injury_class\":1,"
                            "\"evidence\":[{\"kind\":\"business-licence\"}]}");
    CHECK(answer_is(done, "done"));
    for (int i = 0; i < persons; i++) {
        Str args = str_format(arena,
                              "{\"ssn\":\"" STR_FMT "\",\"name\":\"x%d\",\"hukou_region\":\"330106\",\"hukou_type\":\"urban\","
                              "\"residence_region\":\"330106\",\"retire_category\":\"M60\",\"evidence\":[{\"kind\":\"id-card\"}]}",
                              STR_ARG(stage_ssn(arena, i * 338 + 11)), i);
        done = city_command(city, arena, str_format(arena, "p%d", i).p, "2015-01-05T10:00:00+08:00", TILL_CLERK, "person.register",
                            args.p);
        CHECK(answer_is(done, "done"));
        CHECK_EQ(i + 1, city->bureau.store.bureau.persons);
    }
}

bool till_found(City *city, Arena *arena, Engines engine, int persons)
{
    if (!city_found(city, arena, engine))
        return false;
    till_fill(city, persons);
    return true;
}

static LedgerLine bank_line(int64_t fen)
{
    return (LedgerLine){ .account = LEDGER_BANK,
                         .region = TILL_REGION,
                         .month = MONTH_NONE,
                         .way = fen > 0 ? DEBIT : CREDIT,
                         .amount = { fen > 0 ? fen : -fen } };
}

static Str new_key(City *city) { return str_format(city->arena, "till/%lld", number(city)); }

/* Billed, paid and credited in one month; the whole sheet, or the line of the one who pays. */
static void contribution(City *city, SheetPayer kind, int64_t person, Month month, int64_t fen)
{
    SheetWho who = { person, 1 };
    int64_t payer = kind == SHEET_OF_UNIT ? 1 : sheet_group(person);
    Why why = { .arena = city->arena };
    int64_t run = city->bureau.journal.last + 1;
    SheetLine line = { .person = person, .account = 1, .region = TILL_REGION, .category = CATEGORY_EMPLOYEE, .injury_class = 1 };
    line.base[INSURANCE_PENSION].fen = fen * 25 / 2;
    line.amounts.employer[INSURANCE_PENSION].fen = fen * 2;
    line.amounts.employee[INSURANCE_PENSION].fen = line.amounts.pension_personal.fen = fen;
    SheetDraft sheet = {
        .run = run, .kind = SHEET_BILL, .payer_kind = kind, .payer = payer, .month = month, .lines = &line, .count = 1
    };
    Day day = day_add(month_first(month), 9);
    RunDraft release = { .run = run, .kind = SHEET_BILL, .day = day };
    LedgerLine bank = bank_line(fen * 3);
    LedgerDraft paid = {
        .key = new_key(city), .text = TEXT_PAYMENT, .day = day, .voucher = S("HD-8812"), .lines = &bank, .count = 1
    };
    SettleOf of = { .payer_kind = kind,
                    .payer = payer,
                    .month = month,
                    .run = run,
                    .insurances = SHEET_ALL,
                    .effects = EFFECT_SETTLE | EFFECT_CREDIT,
                    .who = &who,
                    .who_count = kind == SHEET_OF_GROUP };
    RunResult result;
    LedgerId id;
    bool already = false;
    Ledger ledger = open_entry(city);
    CHECK_EQ(sheet_put(city->bureau.db, city->arena, &sheet, &why), OK);
    CHECK_EQ(run_release(&ledger, city->arena, &release, &result, &already, &why), OK);
    CHECK_EQ(sheets_settle(&ledger, city->arena, &paid, &of, 1, &id, &already, &why), OK);
    close_entry(city, &ledger);
}

void till_contribution(City *city, int64_t person, Month month, int64_t fen)
{
    contribution(city, SHEET_OF_UNIT, person, month, fen);
}

void till_contribution_alone(City *city, int64_t person, Month month, int64_t fen)
{
    contribution(city, SHEET_OF_GROUP, person, month, fen);
}

void till_line(City *city, int64_t person, Day day, int64_t fen)
{
    Why why = { .arena = city->arena };
    LedgerLine lines[] = { bank_line(fen),
                           { .account = LEDGER_PERSONAL_PENSION,
                             .region = TILL_REGION,
                             .owner_kind = OWNER_PERSON,
                             .owner = person,
                             .month = MONTH_NONE,
                             .way = fen > 0 ? CREDIT : DEBIT,
                             .amount = { fen > 0 ? fen : -fen } } };
    LedgerDraft draft = { .key = new_key(city), .text = TEXT_TRANSFER_IN, .day = day, .lines = lines, .count = 2 };
    LedgerId id;
    bool already = false;
    Ledger ledger = open_entry(city);
    CHECK_EQ(entry_post(&ledger, city->arena, &draft, &id, &already, &why), OK);
    close_entry(city, &ledger);
}

void till_brought(City *city, int64_t person, int year, int64_t fen)
{
    Why why = { .arena = city->arena };
    int64_t run = city->bureau.journal.last + 1;
    OpeningLine line = { .person = person, .region = TILL_REGION, .pension_more = { fen } };
    OpeningDraft draft = {
        .run = run, .year = year, .day = day_make(year, 1, 1), .counter = LEDGER_BROUGHT_FORWARD, .reason = S("other system")
    };
    RunResult result;
    bool already = false;
    Ledger ledger = open_entry(city);
    CHECK_EQ(opening_put(city->bureau.db, city->arena, run, year, &line, 1, &why), OK);
    CHECK_EQ(opening_release(&ledger, city->arena, &draft, &result, &already, &why), OK);
    close_entry(city, &ledger);
}

void till_close(City *city, int year, int first)
{
    Arena *arena = city->arena;
    for (int month = first; month <= 12; month++) {
        size_t mark = arena_mark(arena);
        Str at = str_format(arena, "%d-01-08T09:%02d:00+08:00", year + 1, month);
        Str id = str_format(arena, "close-%d-%d-%lld", year, month, number(city));
        Str asked = city_command(city, arena, id.p, at.p, TILL_CLERK, "month.close",
                                 str_format(arena, "{\"region\":\"330100\",\"month\":\"%d-%02d\"}", year, month).p);
        CHECK(answer_is(asked, "done"));
        Str args = str_format(arena, "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\"}",
                              STR_ARG(answer_member(arena, asked, "data.case")));
        Str done =
            city_command(city, arena, str_format(arena, STR_FMT "-r", STR_ARG(id)).p, at.p, TILL_REVIEWER, "case.review", args.p);
        if (!answer_is(asked, "done") || !answer_is(done, "done"))
            test_fail(__FILE__, __LINE__, "%.*s %.*s", STR_ARG(asked), STR_ARG(done));
        arena_back(arena, mark);
    }
}

const JsonNode *till_interest(City *city, int year, const char *id, const char *result)
{
    Arena *arena = city->arena;
    Str answer = city_command(city, arena, id, str_format(arena, "%d-03-08T09:00:00+08:00", year + 1).p, TILL_JOB,
                              "interest.credit", str_format(arena, "{\"region\":\"330100\",\"year\":%d}", year).p);
    if (!answer_is(answer, result))
        test_fail(__FILE__, __LINE__, "%s %.*s", id, STR_ARG(answer));
    return json_member(json_tree(arena, answer), "data");
}

int64_t till_balance(City *city, int64_t person, Day day)
{
    BalanceOf of = { .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = person };
    Money balance = { INT64_MIN };
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(ledger_balance(city->bureau.db, city->arena, &of, day, known_now, &balance), OK);
    db_rollback(city->bureau.db);
    return balance.fen;
}

void till_verify(City *city)
{
    VerifyResult found;
    Arena arena = arena_make((size_t)64 << 20);
    CHECK_EQ(verify_bureau(&arena, &city->bureau, true, &found), OK);
    if (!found.whole)
        test_fail(__FILE__, __LINE__, "verify: %.*s entry %lld", STR_ARG(found.en), (long long)found.entry);
    arena_drop(&arena);
}
