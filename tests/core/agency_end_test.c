/* agency_end_test.c - what is short is told, what was wrong is taken back, and how contracts end; clients by the hundred. */
#include "clients.h"

static Str undo(City *city, const char *day, const char *actor, const char *contract, const char *no)
{
    Arena *arena = city->arena;
    Str asked = at(city, day, actor, "agency.reverse",
                   str_z(arena, str_format(arena,
                                           "{\"contract\":\"%s\",\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"%s\"},"
                                           "\"reason\":\"x\"}",
                                           contract, no)));
    if (!answer_is(asked, "done"))
        return asked;
    return at(city, day, REVIEWER, "case.review",
              str_z(arena, str_format(arena, "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\"}",
                                      STR_ARG(answer_member(arena, asked, "data.case")))));
}

/* Of outgoing messages those of a kind. */
static int messages(City *city, const char *code)
{
    const JsonNode *list = city_ask(city, CLERK, "outbox.list", "{\"limit\":1000}"), *items = json_member(list, "items");
    int count = 0;
    for (size_t i = 0; items && i < items->count; i++)
        count += str_is(text_at(&items->items[i], "message"), code);
    return count;
}

TEST(what_is_short_is_told_to_the_agency_by_a_message_once)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK(answer_is(receive(&city, "2025-03-01", "X2", COST - 1, "C1"), "done"));
        bill(&city, "2025-03-03", "2025-03");
        CHECK_EQ(messages(&city, "AGENCY_SHORT"), 0);
        remit(&city, "2025-03-04", "2025-03");
        CHECK_EQ(messages(&city, "AGENCY_SHORT"), 2); /* X3 has paid in nothing */
        remit(&city, "2025-03-05", "2025-03");
        CHECK_EQ(messages(&city, "AGENCY_SHORT"), 2);
        const JsonNode *list = city_ask(&city, CLERK, "outbox.list", "{\"limit\":1000}"), *items = json_member(list, "items");
        const JsonNode *last = &items->items[items->count - 2];
        CHECK_STR(text_at(last, "detail.contract"), S("X2"));
        CHECK_EQ(number_at(last, "detail.owed_fen"), COST);
        CHECK_EQ(number_at(last, "detail.left_fen"), COST - 1);
        whole(&city, &first);
    }
}

TEST(a_receipt_of_an_agency_is_taken_back_by_two_people)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK_EQ(answer_err(arena, undo(&city, "2025-03-01", AGENCY, "X2", "C1")), ERR_UNKNOWN_ID);
        CHECK(answer_is(receive(&city, "2025-03-01", "X2", 30000, "C1"), "done"));
        CHECK(answer_is(receive(&city, "2025-03-03", "X2", COST, "C2"), "done"));
        CHECK_EQ(answer_err(arena, undo(&city, "2025-03-04", OTHER_AGENCY, "X2", "C2")), ERR_NOT_PERMITTED);
        CHECK_EQ(answer_err(arena, undo(&city, "2025-03-04", AGENCY, "X3", "C2")), ERR_UNKNOWN_ID);
        held(&city, 4, 2, COST + 30000);
        Str done = undo(&city, "2025-03-04", AGENCY, "X2", "C2");
        CHECK(answer_is(done, "done"));
        CHECK_EQ(number_at(json_tree(arena, done), "data.reversed_fen"), COST);
        held(&city, 4, 2, 30000);
        CHECK_EQ(answer_err(arena, undo(&city, "2025-03-04", AGENCY, "X2", "C2")), ERR_WRONG_STATE);
        CHECK_EQ(told(city_ask(&city, HOLDER_4, "notice.list", "{\"person\":4}"), "agency-receipt-reversed"), 1);
        /* What is still held came on the first: the sixty days count from there. */
        const JsonNode *account = city_ask(&city, CLERK, "agency.account", "{\"contract\":\"X2\"}");
        CHECK_EQ(number_at(account, "held_fen"), 30000);
        PersonFacts *facts = NULL;
        Work work = { .store = &city.bureau.store, .arena = arena };
        CHECK_EQ(db_begin(city.bureau.db), OK);
        CHECK_EQ(work_person(&work, 4, &facts), OK);
        db_rollback(city.bureau.db);
        CHECK_EQ(person_client(facts, 2)->since.n, day_make(2025, 3, 1).n);
        /* Recorded rightly by the same paper; a clerk may ask as well. What was paid on cannot be taken back. */
        CHECK(answer_is(receive(&city, "2025-03-05", "X2", COST + FEE, "C2"), "done"));
        CHECK(answer_is(undo(&city, "2025-03-05", CLERK, "X2", "C1"), "done"));
        held(&city, 4, 2, COST + FEE);
        bill(&city, "2025-03-05", "2025-03");
        split(&city, remit(&city, "2025-03-06", "2025-03"), COST, FEE, 0);
        CHECK_EQ(answer_err(arena, undo(&city, "2025-03-07", AGENCY, "X2", "C2")), ERR_CONFLICT);
        held(&city, 4, 2, 0);
        whole(&city, &first);
    }
}

/* Person 6 by contract X4, which lasts through April. */
static void client_until(City *city, const char *until)
{
    Arena *arena = city->arena;
    client(city, str_z(arena, stage_ssn(arena, 1006)), 6, 4);
    CHECK(answer_is(at(city, "2025-02-21", AGENCY, "account.stop", "{\"person\":6,\"month\":\"2025-02\",\"reason\":\"other\"}"),
                    "done"));
    CHECK(answer_is(
        at(city, "2025-02-21", AGENCY, "agency.contract",
           str_z(arena, str_format(arena,
                                   "{\"person\":6,\"basis\":\"flexible-proxy\",\"region\":\"330100\",\"insurances\":[\"pension\"],"
                                   "\"base_fen\":500000,\"service_fee_fen\":6000,\"from\":\"2025-03\",\"until\":\"%s\"," PAPERS "}",
                                   until))),
        "done"));
    CHECK_EQ(answer_err(arena,
                        at(city, "2025-02-21", AGENCY, "account.resume", "{\"person\":6,\"payer\":\"X5\",\"month\":\"2025-05\"}")),
             ERR_WRONG_STATE);
    CHECK(answer_is(at(city, "2025-02-21", AGENCY, "account.resume", "{\"person\":6,\"payer\":\"X5\",\"month\":\"2025-03\"}"),
                    "done"));
}

TEST(a_contract_whose_time_is_over_ends_the_account_without_a_gap)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        client_until(&city, "2025-04-15");
        CHECK(answer_is(receive(&city, "2025-03-01", "X5", 3 * COST + 3 * FEE, "C1"), "done"));
        bill(&city, "2025-03-05", "2025-03");
        CHECK(answer_is(remit(&city, "2025-03-06", "2025-03"), "done"));
        /* It ends on the fifteenth; April is still a whole month of it. */
        const JsonNode *status = city_ask(&city, CLERK, "person.status", "{\"person\":6,\"as_of\":\"2025-04-30\"}");
        CHECK_STR(text_at(status, "accounts.0.state"), S("open"));
        CHECK_EQ(
            answer_err(arena, at(&city, "2025-04-20", AGENCY, "agency.terminate", "{\"contract\":\"X5\",\"month\":\"2025-08\"}")),
            ERR_CONFLICT);
        status = city_ask(&city, CLERK, "person.status", "{\"person\":6,\"as_of\":\"2025-05-01\"}");
        CHECK_STR(text_at(status, "accounts.0.state"), S("suspended")); /* whether the job ran or not */
        CHECK_STR(text_at(status, "holds.0.cause"), S("interrupted"));
        CHECK(answer_is(at(&city, "2025-05-01", JOB, "job.daily", "{\"day\":\"2025-05-01\"}"), "done"));
        CHECK_EQ(told(city_ask(&city, CLERK, "notice.list", "{\"person\":6}"), "agency-ended"), 1);
        /* April comes late, and is still the contract's; what is left goes back. */
        bill(&city, "2025-05-02", "2025-04");
        split(&city, remit(&city, "2025-05-03", "2025-04"), COST, FEE, 0);
        CHECK_EQ(told(city_ask(&city, CLERK, "notice.list", "{\"person\":6}"), "agency-refunded"), 1);
        held(&city, 6, 5, 0);
        /* From May on the person pays: three months in a row, none twice. */
        CHECK(answer_is(at(&city, "2025-05-04", CLERK, "account.resume", "{\"person\":6,\"payer\":\"self\",\"month\":\"2025-05\"}"),
                        "done"));
        bill(&city, "2025-05-05", "2025-05");
        const JsonNode *months = city_ask(&city, CLERK, "person.statement", "{\"person\":6}");
        CHECK_EQ(count_at(months, "months"), 3);
        CHECK_STR(text_at(months, "months.0.month"), S("2025-03"));
        CHECK_STR(text_at(months, "months.2.month"), S("2025-05"));
        CHECK_EQ(count_at(city_ask(&city, CLERK, "person.status", "{\"person\":6}"), "holds"), 0);
        whole(&city, &first);
    }
}

/* What is still held when a contract ends without a month that is open goes back with the next remittance. */
TEST(money_that_a_contract_leaves_behind_goes_back)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        client_until(&city, "2025-03");
        CHECK(answer_is(receive(&city, "2025-03-01", "X5", 2 * COST, "C1"), "done"));
        bill(&city, "2025-03-05", "2025-03");
        split(&city, remit(&city, "2025-03-06", "2025-03"), COST, FEE, COST - FEE);
        CHECK(answer_is(at(&city, "2025-04-01", JOB, "job.daily", "{\"day\":\"2025-04-01\"}"), "done"));
        held(&city, 6, 5, COST - FEE);
        Str back = remit(&city, "2025-04-02", "2025-03");
        CHECK(str_find(back, S("\"result\":\"settled\"")) > 0 && str_find(back, S("\"refunded_fen\":94000")) > 0);
        held(&city, 6, 5, 0);
        CHECK(answer_is(remit(&city, "2025-04-02", "2025-03"), "already"));
        whole(&city, &first);
    }
}

/* More clients than one command takes: it says where to go on. */
TEST(an_agency_with_many_clients_goes_on_behind_the_last)
{
    enum { CLIENTS = 203 };
    City city;
    if (!agency_city(&city, arena, ENGINE_MEMORY))
        return;
    for (int i = 6; i < 4 + CLIENTS; i++) {
        size_t mark = arena_mark(arena);
        client(&city, str_z(arena, stage_ssn(arena, 1000 + i)), i, i - 2);
        arena_back(arena, mark);
    }
    char contract[8], voucher[8];
    for (int n = 2; n < 2 + CLIENTS; n++) {
        size_t mark = arena_mark(arena);
        snprintf(contract, sizeof contract, "X%d", n);
        snprintf(voucher, sizeof voucher, "C%d", n);
        CHECK(answer_is(receive(&city, "2025-03-01", contract, n == 150 ? COST - 1 : COST + FEE, voucher), "done"));
        arena_back(arena, mark);
    }
    bill(&city, "2025-03-03", "2025-03");
    Str begin = remit(&city, "2025-03-04", "2025-03");
    CHECK_STR(answer_member(arena, begin, "data.after"), S("X200"));
    CHECK(str_find(begin, S("\"paid\":198,\"short\":1,\"more\":true")) > 0); /* X1 has no account and no bill */
    Str end = at(&city, "2025-03-04", AGENCY, "agency.remit", "{\"month\":\"2025-03\",\"after\":\"X200\"}");
    CHECK(str_find(end, S("\"paid\":4,\"short\":0,\"more\":false")) > 0);
    CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), (int64_t)COST * (CLIENTS - 1));
    CHECK_EQ(balance(&city, LEDGER_CLIENT_MONEY, OWNER_NONE, 0), COST - 1);
    CHECK_EQ(balance(&city, LEDGER_AGENCY_FEE, OWNER_NONE, 0), (int64_t)FEE * (CLIENTS - 1));
    Str none = { 0 };
    whole(&city, &none);
}
