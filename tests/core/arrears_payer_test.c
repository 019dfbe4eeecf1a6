/* arrears_payer_test.c - whose arrears they are: employers, agencies and proxies; and what the guide expects of a payment. */
#include "arrears.h"

/* ---- who is the payer ---- */

#define SHOP "91110105MA00000012"
static void employer(Desk *desk)
{
    done(desk, "2025-07-02T09:10", CLERK, "unit.register",
         "{\"credit_code\":\"" SHOP
         "\",\"name\":\"北京木棉书店\",\"region\":\"110000\",\"injury_class\":1,\"evidence\":[{\"kind\":\"business-licence\"}]}");
    done(desk, "2025-07-02T09:20", CLERK, "account.open",
         "{\"ssn\":\"" WHO "\",\"region\":\"110000\",\"category\":\"employee\",\"payer\":\"" SHOP
         "\",\"insurances\":[\"pension\",\"medical\"],"
         "\"from\":\"2025-07\",\"base_fen\":800000,\"channel\":\"counter\","
         "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}]}");
}

TEST(an_employers_arrears_do_not_touch_the_employee)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    employer(&desk);
    bill(&desk, "2025-07-05T09:00", "2025-07");
    bill(&desk, "2025-08-05T09:00", "2025-08");
    CHECK(!held(&desk, "2025-12-20T09:00", "arrears"));
    CHECK(!held(&desk, "2026-12-20T09:00", "arrears") && !held(&desk, "2026-12-20T09:00", "interrupted"));
    const char *const untouched[] = { "query", "contribute", "interest", "transfer", "benefits" };
    for (size_t i = 0; i < sizeof untouched / sizeof *untouched; i++)
        CHECK_STR(effect(&desk, "2026-12-20T09:00", untouched[i]), S("w"));
    Work work = { .store = &desk.city.bureau.store, .arena = arena };
    PersonFacts *person = NULL;
    CHECK_EQ(db_begin(desk.city.bureau.db), OK);
    CHECK_EQ(work_person(&work, 1, &person), OK);
    CHECK_EQ(person->bill_count, 0);
    db_rollback(desk.city.bureau.db);
    city_close(&desk.city);
}

#define AGENCY "{\"institution\":\"A01\",\"kind\":\"agency\",\"name\":\"青禾人力资源\",\"region\":\"110000\",\"licence\":\"HR-1\"}"
#define CONTRACT(basis, more) \
    "{\"person\":1,\"basis\":\"" basis "\",\"region\":\"110000\",\"insurances\":[\"pension\",\"medical\"],\"base_fen\":716200," \
    "\"service_fee_fen\":5000,\"from\":\"2025-07-01\",\"evidence\":[{\"kind\":\"agency-contract\"},{\"kind\":\"id-card\"}," \
    "{\"kind\":\"labour-contract\"},{\"kind\":\"business-licence\"}]" more "}"

/* Through a proxy the person pays; under dispatch the dispatching employer does. */
TEST(through_a_proxy_the_person_is_the_payer_under_dispatch_not)
{
    for (int dispatch = 0; dispatch < 2; dispatch++) {
        Desk desk;
        const JsonNode *steps = NULL;
        if (!found(&desk, arena, ENGINE_MEMORY))
            return;
        done(&desk, "2025-07-02T09:05", "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"\"}", "institution.register", AGENCY);
        if (dispatch)
            employer(&desk);
        const char *agency = "{\"role\":\"agency\",\"user\":\"g1\",\"org\":\"A01\"}";
        if (dispatch)
            done(&desk, "2025-07-02T09:21", CLERK, "account.stop",
                 "{\"ssn\":\"" WHO "\",\"month\":\"2025-06\",\"reason\":\"other\"}");
        Str contract = say(&desk, "2025-07-02T09:25", agency, "agency.contract",
                           dispatch ? CONTRACT("dispatch", ",\"employer\":\"" SHOP "\"") : CONTRACT("flexible-proxy", ""));
        CHECK_STR(answer_member(arena, contract, "data.contract"), S("X1"));
        Str args = str_format(
            arena,
            "{\"ssn\":\"" WHO
            "\",\"region\":\"110000\",\"category\":\"%s\",\"payer\":\"X1\",\"insurances\":[\"pension\",\"medical\"],"
            "\"from\":\"2025-07\",\"channel\":\"agency\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}]}",
            dispatch ? "employee" : "flexible");
        done(&desk, "2025-07-02T09:30", agency, "account.open", str_z(arena, args));
        bill(&desk, "2025-07-05T09:00", "2025-07");
        CHECK_EQ(held(&desk, "2025-07-16T09:00", "arrears"), !dispatch);
        CHECK_EQ(held(&desk, "2025-11-01T09:00", "interrupted"), !dispatch);
        city_close(&desk.city);
        if (dispatch || !found(&desk, arena, ENGINE_MEMORY))
            continue;
        done(&desk, "2025-07-02T09:05", "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"\"}", "institution.register", AGENCY);
        CHECK(answer_is(say(&desk, "2025-07-02T09:25", agency, "agency.contract", CONTRACT("flexible-proxy", "")), "done"));
        done(&desk, "2025-07-02T09:30", agency, "account.open", str_z(arena, args));
        bill(&desk, "2025-07-05T09:00", "2025-07");
        way(&desk, "2025-07-16T09:00", "benefits", &steps);
        CHECK_STR(text_at(&steps->items[0], "args.payer"), S("X1"));
        CHECK_STR(text_at(&steps->items[0], "pays.payer"), S("X1"));
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), MONTH);
        CHECK(answer_is(pay(&desk, "2025-07-16T10:00", "X1", MONTH, "Q1", ""), "done"));
        CHECK(!held(&desk, "2025-07-16T10:01", "arrears"));
        city_close(&desk.city);
    }
}

/* ---- the twin of the guide ---- */

/* Random bills and payments: what bills_expect says from the facts is what the ledger then books, event by event. */
TEST(what_the_guide_expects_of_a_payment_is_what_is_booked)
{
    static const char *const days[] = { "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12" };
    uint64_t seed = 7;
    for (int round = 0; round < 12; round++) {
        Desk desk;
        if (!found(&desk, arena, ENGINE_MEMORY))
            return;
        open_account(&desk, "self");
        for (int m = 0; m < 6; m++) {
            const char *month = days[m];
            if (test_random(&seed) % 4)
                bill(&desk, str_z(arena, str_format(arena, "%s-05T09:00", month)), month);
            for (int k = 0; k < 2; k++) {
                int64_t fen = 1 + (int64_t)(test_random(&seed) % MONTH);
                const char *at = str_z(arena, str_format(arena, "%s-%02dT10:00", month, 8 + 10 * k)),
                           *no = str_z(arena, str_format(arena, "V%d-%d-%d", round, m, k));
                CHECK(answer_is(pay(&desk, at, WHO, fen, no, ""), "done"));
                Work work = { .store = &desk.city.bureau.store, .arena = arena };
                PersonFacts *person = NULL;
                CHECK_EQ(db_begin(desk.city.bureau.db), OK);
                CHECK_EQ(work_person(&work, 1, &person), OK);
                db_rollback(desk.city.bureau.db);
                if (person->accounts[0].state == ACCOUNT_OPEN)
                    CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
            }
        }
        VerifyResult result = { 0 };
        CHECK_EQ(verify_bureau(arena, &desk.city.bureau, true, &result), OK);
        CHECK_STR(result.zh, (Str){ 0 });
        city_close(&desk.city);
    }
}
