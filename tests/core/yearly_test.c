/* yearly_test.c - residents pay once a year what they choose, and the government adds its part (domain 2.10), on every
 * engine. */
#include "core/verify.h"
#include "ledger/ledger.h"
#include "root.h"
#include "support/city.h"

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define BEIJING "110105198005053013"
#define SHANGHAI "310101197906063021"

typedef struct {
    City city;
    int said;
} Village;

static Str say(Village *village, const char *at, const char *command, Str args)
{
    Arena *arena = village->city.arena;
    const char *id = str_z(arena, str_format(arena, "year-%d", ++village->said));
    return city_command(&village->city, arena, id, at, CLERK, command, str_z(arena, args));
}

static void settle(Village *village, const char *ssn, const char *region)
{
    Arena *arena = village->city.arena;
    Str person = say(village, "2025-03-01T10:00:00+08:00", "person.register",
                     str_format(arena,
                                "{\"ssn\":\"%s\",\"name\":\"周禾\",\"hukou_region\":\"%.6s\",\"hukou_type\":\"rural\","
                                "\"evidence\":[{\"kind\":\"id-card\"}]}",
                                ssn, ssn));
    CHECK(answer_is(person, "done"));
    Str account = say(village, "2025-03-01T10:00:00+08:00", "account.open",
                      str_format(arena,
                                 "{\"ssn\":\"%s\",\"region\":\"%s\",\"category\":\"resident\",\"payer\":\"self\","
                                 "\"insurances\":[\"pension\"],\"from\":\"2025-03\",\"channel\":\"counter\","
                                 "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"household-register\"}]}",
                                 ssn, region));
    if (!answer_is(account, "done"))
        test_fail(__FILE__, __LINE__, STR_FMT, STR_ARG(account));
}

static Str pay_on(Village *village, const char *day, const char *ssn, int64_t fen, const char *no, const char *month)
{
    Arena *arena = village->city.arena;
    Str of = month ? str_format(arena, ",\"month\":\"%s\"", month) : (Str){ 0 };
    const char *at = str_z(arena, str_format(arena, "%sT10:00:00+08:00", day));
    return say(village, at, "payment.record",
               str_format(arena,
                          "{\"payer\":\"%s\",\"amount_fen\":%lld,\"voucher\":{\"kind\":\"tax-certificate\",\"no\":\"%s\","
                          "\"day\":\"%s\"}" STR_FMT "}",
                          ssn, (long long)fen, no, day, STR_ARG(of)));
}

static Str pay(Village *village, const char *ssn, int64_t fen, const char *no, const char *month)
{
    return pay_on(village, "2025-03-05", ssn, fen, no, month);
}

static int64_t balance(Village *village, LedgerAccount account, int32_t region, int64_t person)
{
    Money out = { -1 };
    BalanceOf of = { .account = account, .region = region, .owner_kind = person ? OWNER_PERSON : OWNER_NONE, .owner = person };
    CHECK_EQ(db_begin(village->city.bureau.db), OK);
    CHECK_EQ(ledger_balance(village->city.bureau.db, village->city.arena, &of, day_make(9998, 12, 31), known_now, &out), OK);
    db_rollback(village->city.bureau.db);
    return out.fen;
}

static Str village_dump(Village *village)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(village->city.arena, &village->city.bureau, true, &result), OK);
    CHECK_STR(result.zh, (Str){ 0 });
    Str dump = fixture_dump(village->city.arena, village->city.bureau.db);
    city_close(&village->city);
    return dump;
}

TEST(residents_choose_a_tier_and_the_government_adds_to_it)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Village village = { 0 };
        if (!city_found(&village.city, arena, engine))
            continue;
        settle(&village, BEIJING, "110000");
        settle(&village, SHANGHAI, "310000");
        Str thousand = pay(&village, BEIJING, 100000, "T1", NULL);
        CHECK(answer_is(thousand, "done"));
        CHECK(str_find(thousand, S("\"subsidy_fen\":6000")) > 0 && str_find(thousand, S("\"unallocated_fen\":0")) > 0);
        CHECK_STR(answer_member(arena, thousand, "data.allocated.0.insurance"), S("pension"));
        CHECK_EQ(balance(&village, LEDGER_PERSONAL_PENSION, 110000, 1), 106000);
        CHECK_EQ(balance(&village, LEDGER_SUBSIDY_RECEIVABLE, 110000, 0), 6000);
        CHECK_EQ(balance(&village, LEDGER_BANK, 110000, 0), 100000);
        CHECK_EQ(balance(&village, LEDGER_POOL_PENSION, 110000, 0), 0);
        /* Shanghai has tiers and nothing between them. */
        Str odd = pay(&village, SHANGHAI, 530001, "T2", NULL);
        CHECK_EQ(answer_err(arena, odd), ERR_BAD_AMOUNT);
        CHECK_STR(answer_member(arena, odd, "field"), S("amount_fen"));
        CHECK(str_find(odd, S("5300.00")) > 0);
        CHECK(answer_is(pay(&village, SHANGHAI, 530000, "T2", NULL), "done"));
        CHECK_EQ(balance(&village, LEDGER_PERSONAL_PENSION, 310000, 2), 597500);
        Str dump = village_dump(&village);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
    }
}

TEST(residents_pay_once_a_year_and_make_up_without_subsidy)
{
    Village village = { 0 };
    if (!city_found(&village.city, arena, ENGINE_MEMORY))
        return;
    settle(&village, BEIJING, "110000");
    CHECK(answer_is(pay(&village, BEIJING, 100000, "T1", NULL), "done"));
    CHECK_EQ(answer_err(arena, pay(&village, BEIJING, 100000, "T1", NULL)), ERR_DUPLICATE_VOUCHER);
    CHECK_EQ(answer_err(arena, pay(&village, BEIJING, 100000, "T2", NULL)), ERR_WRONG_STATE);
    CHECK_EQ(answer_err(arena, pay(&village, BEIJING, 100000, "T2", "2025-04")), ERR_WRONG_STATE);
    CHECK_EQ(answer_err(arena, pay(&village, BEIJING, 100000, "T2", "2026-01")), ERR_TOO_EARLY);
    CHECK_EQ(answer_err(arena, pay(&village, BEIJING, 100000, "T2", "2025-02")), ERR_NOT_OPEN); /* before the account */
    settle(&village, SHANGHAI, "310000");
    Str late = pay_on(&village, "2026-02-03", SHANGHAI, 530000, "T3", "2025-12");
    CHECK(answer_is(late, "done"));
    CHECK(str_find(late, S("\"subsidy_fen\":0")) > 0);
    Str timely = pay_on(&village, "2026-02-03", SHANGHAI, 230000, "T4", NULL);
    CHECK(answer_is(timely, "done"));
    CHECK(str_find(timely, S("\"subsidy_fen\":52500")) > 0);
    CHECK_EQ(balance(&village, LEDGER_PERSONAL_PENSION, 310000, 2), 530000 + 230000 + 52500);
    (void)village_dump(&village);
}
