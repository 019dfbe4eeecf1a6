/* told_test.c - what employers and agencies are told: bills, shortfalls, contracts that end, refused work; newest first, each
 * with whether it was read. On every engine; after each story the bureau verifies. */
#include "clients.h"
#include "crowd.h"

#define UNIT "{\"role\":\"unit\",\"user\":\"hr\",\"org\":\"91330106MA27XK3D59\"}"
#define OF_UNIT "{\"credit_code\":\"91330106MA27XK3D59\"}"

/* The place of the first notice with that code, from 0; -1: there is none. */
static int place_of(const JsonNode *data, const char *code)
{
    const JsonNode *items = json_member(data, "items");
    for (size_t i = 0; i < items->count; i++)
        if (str_is(text_at(&items->items[i], "event"), code))
            return (int)i;
    return -1;
}

static const JsonNode *one_of(const JsonNode *data, const char *code)
{
    static const JsonNode nothing = { 0 };
    int place = place_of(data, code);
    CHECK(place >= 0);
    return place < 0 ? &nothing : &json_member(data, "items")->items[place];
}

static Str read_args(City *city, const JsonNode *notice)
{
    return str_format(city->arena, "{\"notice\":\"" STR_FMT "\"}", STR_ARG(text_at(notice, "notice")));
}

TEST(an_employer_is_told_of_bills_and_of_what_is_overdue)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        city_live(&city);
        CHECK(answer_is(at(&city, "2025-03-01", UNIT, "wage.declare",
                           "{\"credit_code\":\"91330106MA27XK3D59\",\"month\":\"2025-03\",\"mode\":\"good-rows\",\"lines\":[{"
                           "\"person\":1,\"wage_fen\":1000000}]}"),
                        "done"));
        Str run = at(&city, "2025-03-02", CLERK, "levy.assess",
                     "{\"region\":\"330100\",\"month\":\"2025-03\",\"credit_code\":\"91330106MA27XK3D59\"}");
        CHECK_EQ(place_of(city_ask(&city, UNIT, "unit.notices", OF_UNIT), "bill-issued"), -1); /* assessed is not billed */
        Str args = str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, run, "data.run")));
        CHECK(answer_is(at(&city, "2025-03-02", REVIEWER, "levy.release", str_z(arena, args)), "done"));
        const JsonNode *data = city_ask(&city, UNIT, "unit.notices", OF_UNIT), *bill = one_of(data, "bill-issued");
        CHECK_EQ(place_of(data, "bill-issued"), 0);
        CHECK(str_starts(text_at(bill, "zh"), S("2025-03 的社会保险费已核定：")));
        CHECK(!json_member(bill, "read")->truth);
        CHECK_EQ(place_of(data, "payment-short"), -1); /* it is not due yet */
        /* Read once, by whoever comes for the employer; nobody else's are touched. */
        CHECK(answer_is(at(&city, "2025-03-03", UNIT, "inbox.read", str_z(arena, read_args(&city, bill))), "done"));
        CHECK(answer_is(at(&city, "2025-03-04", UNIT, "inbox.read", str_z(arena, read_args(&city, bill))), "done"));
        bill = one_of(city_ask(&city, CLERK, "unit.notices", OF_UNIT), "bill-issued");
        CHECK(json_member(bill, "read")->truth);
        CHECK_STR(text_at(bill, "read_at"), S("2025-03-03T10:00:00+08:00"));
        CHECK(!json_member(one_of(city_ask(&city, UNIT, "unit.notices", OF_UNIT), "wage-declared"), "read")->truth);
        CHECK_EQ(answer_err(arena, at(&city, "2025-03-04", CLERK, "inbox.read", "{\"notice\":\"E4-0\"}")), ERR_NOT_PERMITTED);
        CHECK_EQ(answer_err(arena, at(&city, "2025-03-04", UNIT, "inbox.read", "{\"notice\":\"<b>\"}")), ERR_UNKNOWN_ID);
        /* Past the last day something is open: told where it came up, until it is paid. */
        CHECK(answer_is(at(&city, "2025-04-10", JOB, "job.daily", "{\"day\":\"2025-04-10\"}"), "done"));
        data = city_ask(&city, UNIT, "unit.notices", OF_UNIT);
        CHECK(str_starts(text_at(one_of(data, "payment-short"), "notice"), S("D2025-03")));
        CHECK(place_of(data, "payment-short") < place_of(data, "bill-issued"));
        CHECK(answer_is(at(&city, "2025-04-10", UNIT, "payment.record",
                           "{\"payer\":\"91330106MA27XK3D59\",\"amount_fen\":90000000,\"voucher\":{\"kind\":\"bank-remittance\","
                           "\"no\":\"V1\",\"day\":\"2025-04-10\"}}"),
                        "done"));
        CHECK_EQ(place_of(city_ask(&city, UNIT, "unit.notices", OF_UNIT), "payment-short"), -1);
        VerifyResult found = { 0 };
        CHECK_EQ(verify_bureau(arena, &city.bureau, false, &found), OK);
        CHECK(found.whole);
        city_close(&city);
    }
}

TEST(an_agency_is_told_of_its_clients)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK(answer_is(receive(&city, "2025-03-01", "X2", COST + FEE, "C1"), "done"));
        CHECK(answer_is(receive(&city, "2025-03-01", "X3", COST - 1, "C2"), "done"));
        bill(&city, "2025-03-03", "2025-03");
        const JsonNode *data = city_ask(&city, AGENCY, "agency.notices", "{}"), *billed = one_of(data, "bill-issued");
        CHECK(str_starts(text_at(billed, "zh"), S("您代理的 2 人 2025-03 的社会保险费已核定，合计 2000.00 元")));
        CHECK_EQ(place_of(data, "agency-short"), -1);
        CHECK(answer_is(remit(&city, "2025-03-04", "2025-03"), "done"));
        data = city_ask(&city, AGENCY, "agency.notices", "{}");
        const JsonNode *missing = one_of(data, "agency-short");
        CHECK(str_starts(text_at(missing, "en"), S("Contract X3: 1000.00 yuan are due for 2025-03, 999.99 are held")));
        CHECK(place_of(data, "agency-short") < place_of(data, "bill-issued"));
        CHECK(place_of(data, "institution-registered") >= 0);
        CHECK(answer_is(at(&city, "2025-03-05", AGENCY, "inbox.read", str_z(arena, read_args(&city, missing))), "done"));
        data = city_ask(&city, CLERK, "agency.notices", "{\"institution\":\"A01\"}");
        CHECK(json_member(one_of(data, "agency-short"), "read")->truth);
        CHECK(!json_member(one_of(data, "bill-issued"), "read")->truth);
        CHECK(answer_is(at(&city, "2025-03-06", CLERK, "agency.terminate", "{\"contract\":\"X3\",\"month\":\"2025-03\"}"), "done"));
        CHECK(place_of(city_ask(&city, AGENCY, "agency.notices", "{}"), "agency-ended") == 0);
        /* Nothing of one agency is another's. */
        const JsonNode *others = city_ask(&city, OTHER_AGENCY, "agency.notices", "{}");
        CHECK_EQ(place_of(others, "agency-short"), -1);
        CHECK_EQ(city_refused(&city, OTHER_AGENCY, "agency.notices", "{\"institution\":\"A01\"}"), ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, CLERK, "agency.notices", "{}"), ERR_UNKNOWN_INSTITUTION);
        CHECK_EQ(city_refused(&city, CLERK, "agency.notices", "{\"institution\":\"B01\"}"), ERR_UNKNOWN_INSTITUTION);
        CHECK_EQ(city_refused(&city, UNIT, "agency.notices", "{\"institution\":\"A01\"}"), ERR_NOT_PERMITTED);
        /* Page by page nothing is lost and nothing comes twice. */
        int64_t all = (int64_t)json_member(city_ask(&city, AGENCY, "agency.notices", "{}"), "items")->count, seen = 0;
        Str after = { 0 };
        for (int pages = 0; pages < 40 && (after.n || !seen); pages++) {
            Str args = after.n ? str_format(arena, "{\"limit\":1,\"after\":\"" STR_FMT "\"}", STR_ARG(after)) : S("{\"limit\":1}");
            const JsonNode *page = city_ask(&city, AGENCY, "agency.notices", str_z(arena, args));
            seen += (int64_t)json_member(page, "items")->count;
            after = text_at(page, "next");
        }
        CHECK_EQ(seen, all);
        VerifyResult found = { 0 };
        CHECK_EQ(verify_bureau(arena, &city.bureau, false, &found), OK);
        CHECK(found.whole);
        city_close(&city);
    }
}

/* Thirty days before its last day, and no longer once it is over. */
TEST(an_agency_is_told_of_a_contract_that_runs_out)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK(answer_is(at(&city, "2025-02-21", AGENCY, "agency.contract",
                           "{\"person\":5,\"basis\":\"flexible-proxy\",\"region\":\"330100\",\"insurances\":[\"medical\"],"
                           "\"base_fen\":500000,\"service_fee_fen\":1,\"from\":\"2025-03\",\"until\":\"2025-06-30\"," PAPERS "}"),
                        "done"));
        CHECK_EQ(place_of(city_ask(&city, AGENCY, "agency.notices", "{}"), "contract-ending"), -1);
        CHECK(answer_is(at(&city, "2025-06-10", JOB, "job.daily", "{\"day\":\"2025-06-10\"}"), "done"));
        const JsonNode *ending = one_of(city_ask(&city, AGENCY, "agency.notices", "{}"), "contract-ending");
        CHECK(str_find(text_at(ending, "notice"), S("-2025-06-30")) > 0);
        CHECK_STR(text_at(ending, "at"), S("2025-05-31T00:00:00+08:00"));
        CHECK(answer_is(at(&city, "2025-07-10", JOB, "job.daily", "{\"day\":\"2025-07-10\"}"), "done"));
        CHECK_EQ(place_of(city_ask(&city, AGENCY, "agency.notices", "{}"), "contract-ending"), -1);
        city_close(&city);
    }
}

/* A file that is refused after its slices: whoever sent it finds out, though nothing of it counts. */
TEST(refused_long_work_is_told)
{
    crowd_wages(arena, "told-wages.csv");
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        crowd_live(&city);
        crowd_sliced(&city);
        const char *hr = str_z(arena, str_format(arena, "{\"role\":\"unit\",\"user\":\"hr\",\"org\":\"%s\"}", crowd_codes[0]));
        const char *whose = str_z(arena, str_format(arena, "{\"credit_code\":\"%s\"}", crowd_codes[0]));
        const char *args = str_z(
            arena, str_format(arena, "{\"credit_code\":\"%s\",\"month\":\"2025-04\",\"mode\":\"all\",\"file\":\"told-wages.csv\"}",
                              crowd_codes[0]));
        CHECK_EQ(answer_err(arena, crowd_say(&city, "early", hr, "wage.declare", args)), ERR_TOO_EARLY);
        const JsonNode *refused = one_of(city_ask(&city, hr, "unit.notices", whose), "unit-work-refused");
        CHECK(str_find(text_at(refused, "zh"), S("申报缴费工资")) > 0);
        CHECK(str_find(text_at(refused, "zh"), S("该月还没有开始")) > 0);
        CHECK_EQ(answer_err(arena, crowd_say(&city, "early", hr, "wage.declare", args)), ERR_TOO_EARLY);
        VerifyResult found = { 0 };
        CHECK_EQ(verify_bureau(arena, &city.bureau, false, &found), OK);
        CHECK(found.whole);
        city_close(&city);
    }
}
