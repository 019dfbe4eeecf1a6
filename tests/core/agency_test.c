/* agency_test.c - the money of an agency's clients, from the receipt to the funds and back, said to a whole bureau on every
 * engine; after each story the bureau verifies and the engines are equal byte for byte. */
#include "clients.h"

TEST(client_money_comes_in_once_and_is_split_to_the_fen)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK_EQ(answer_err(arena, receive(&city, "2025-03-01", "X9", 1, "C0")), ERR_UNKNOWN_CONTRACT);
        CHECK_EQ(answer_err(arena, receive(&city, "2025-03-01", "X2", 0, "C0")), ERR_BAD_AMOUNT);
        CHECK_EQ(answer_err(arena, at(&city, "2025-03-01", OTHER_AGENCY, "agency.receive",
                                      "{\"contract\":\"X2\",\"amount_fen\":1,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"1\","
                                      "\"day\":\"2025-03-01\"}}")),
                 ERR_NOT_PERMITTED);
        CHECK_EQ(answer_err(arena, at(&city, "2025-03-01", CLERK, "agency.receive",
                                      "{\"contract\":\"X2\",\"amount_fen\":1,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"1\","
                                      "\"day\":\"2025-03-01\"}}")),
                 ERR_NOT_PERMITTED);
        CHECK_EQ(answer_err(arena, at(&city, "2025-03-01", AGENCY, "agency.receive",
                                      "{\"contract\":\"X2\",\"amount_fen\":1,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"1\","
                                      "\"day\":\"2025-03-02\"}}")),
                 ERR_BAD_FIELD); /* a paper of tomorrow */
        /* Before any bill: what the month will cost, then the fee, then ahead; one fen at a time at the edges. */
        split(&city, receive(&city, "2025-03-01", "X2", COST - 1, "C1"), COST - 1, 0, 0);
        split(&city, receive(&city, "2025-03-01", "X2", 2, "C2"), 1, 1, 0);
        split(&city, receive(&city, "2025-03-01", "X2", FEE, "C3"), 0, FEE - 1, 1);
        split(&city, receive(&city, "2025-03-01", "X2", 50, "C4"), 0, 0, 50);
        CHECK_EQ(answer_err(arena, receive(&city, "2025-03-02", "X3", 5, "C4")), ERR_DUPLICATE_VOUCHER); /* nor by another client */
        held(&city, 4, 2, COST + FEE + 51);
        held(&city, 5, 3, 0);
        CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), 0); /* nothing of it is the bureau's */
        CHECK_EQ(balance(&city, LEDGER_CLIENT_MONEY, OWNER_NONE, 0), COST + FEE + 51);
        whole(&city, &first);
    }
}

TEST(a_month_is_remitted_of_each_clients_own_money)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        split(&city, receive(&city, "2025-03-01", "X2", 3 * (COST + FEE), "C1"), COST, FEE, 2 * (COST + FEE));
        split(&city, receive(&city, "2025-03-01", "X3", COST - 1, "C2"), COST - 1, 0, 0);
        CHECK(answer_is(remit(&city, "2025-03-02", "2025-03"), "already")); /* no bill yet */
        CHECK_EQ(answer_err(arena, remit(&city, "2025-03-02", "2025-04")), ERR_TOO_EARLY);
        bill(&city, "2025-03-03", "2025-03");
        CHECK(answer_is(at(&city, "2025-03-04", OTHER_AGENCY, "agency.remit", "{\"month\":\"2025-03\"}"), "already"));
        Str paid = remit(&city, "2025-03-04", "2025-03");
        split(&city, paid, COST, FEE, 2 * (COST + FEE) + COST - 1);
        CHECK_STR(answer_member(arena, paid, "data.lines.0.contract"), S("X2"));
        CHECK_STR(answer_member(arena, paid, "data.lines.0.result"), S("paid"));
        CHECK_STR(answer_member(arena, paid, "data.lines.1.result"), S("short"));
        CHECK(str_find(paid, S("\"short_fen\":1")) > 0);
        held(&city, 4, 2, 2 * (COST + FEE)); /* the second client's missing fen is not taken from the first */
        held(&city, 5, 3, COST - 1);
        CHECK_EQ(balance(&city, LEDGER_AGENCY_FEE, OWNER_CONTRACT, 2), FEE);
        CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), COST);
        CHECK_EQ(balance(&city, LEDGER_POOL_PENSION, OWNER_NONE, 0), COST * 12 / 20);
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 4), COST * 8 / 20);
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 5), 0);
        CHECK(answer_is(remit(&city, "2025-03-05", "2025-03"), "already")); /* paid once; short is known */
        split(&city, receive(&city, "2025-03-06", "X3", 11, "C3"), 1, 10, 0);
        split(&city, remit(&city, "2025-03-06", "2025-03"), COST, 10, 2 * (COST + FEE)); /* the fee only of what is left */
        held(&city, 5, 3, 0);
        Str rest = at(&city, "2025-03-07", AGENCY, "agency.remit", "{\"month\":\"2025-03\",\"after\":\"X2\"}");
        CHECK(answer_is(rest, "already"));
        CHECK_EQ(answer_err(arena, at(&city, "2025-03-07", AGENCY, "agency.remit", "{\"month\":\"2025-03\",\"after\":\"2\"}")),
                 ERR_BAD_FIELD);
        CHECK(answer_is(at(&city, "2025-04-01", JOB, "job.daily", "{\"day\":\"2025-04-01\"}"), "done"));
        const JsonNode *status = city_ask(&city, CLERK, "person.status", "{\"person\":5}");
        CHECK_STR(text_at(status, "accounts.0.state"), S("open")); /* made up in time */
        whole(&city, &first);
    }
}

/* March is short of its fee; June brings what is lacking. What a bill still asks is never touched for a fee. */
TEST(a_fee_that_was_not_covered_is_taken_later)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        bill(&city, "2025-03-03", "2025-03");
        split(&city, receive(&city, "2025-03-03", "X2", COST + 10, "C1"), COST, 10, 0);
        split(&city, remit(&city, "2025-03-04", "2025-03"), COST, 10, 0);
        bill(&city, "2025-04-03", "2025-04");
        split(&city, receive(&city, "2025-04-03", "X2", COST + FEE, "C2"), COST, FEE, 0);
        split(&city, remit(&city, "2025-04-04", "2025-04"), COST, FEE, 0);
        bill(&city, "2025-05-05", "2025-05");
        bill(&city, "2025-06-03", "2025-06");
        split(&city, receive(&city, "2025-06-03", "X2", 2 * COST + FEE, "C3"), 2 * COST, FEE, 0);
        split(&city, remit(&city, "2025-06-04", "2025-05"), COST, FEE, COST); /* June is asked for: nothing of it */
        split(&city, receive(&city, "2025-06-05", "X2", 2 * FEE - 11, "C4"), 0, 2 * FEE - 11, 0);
        split(&city, remit(&city, "2025-06-06", "2025-06"), COST, 2 * FEE - 11, 0);
        const JsonNode *account = city_ask(&city, AGENCY, "agency.account", "{\"contract\":\"X2\"}");
        CHECK_EQ(number_at(account, "fees_fen"), 4 * FEE - 1); /* a fen of March is left, and no more */
        bill(&city, "2025-07-03", "2025-07");
        split(&city, receive(&city, "2025-07-03", "X2", COST + FEE + 100, "C5"), COST, FEE + 1, 99);
        split(&city, remit(&city, "2025-07-04", "2025-07"), COST, FEE + 1, 99);
        held(&city, 4, 2, 99);
        whole(&city, &first);
    }
}

TEST(whatever_is_left_goes_back_when_a_contract_ends)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK(answer_is(receive(&city, "2025-03-01", "X2", 2 * (COST + FEE) + 7, "C1"), "done"));
        Str end = at(&city, "2025-03-02", CLERK, "agency.terminate", "{\"contract\":\"X2\",\"month\":\"2025-03\"}");
        CHECK(answer_is(end, "done"));
        CHECK(str_find(end, S("\"refunded_fen\":0")) > 0); /* March is still to be paid */
        CHECK(answer_is(at(&city, "2025-03-02", CLERK, "account.resume", "{\"person\":4,\"payer\":\"self\",\"month\":\"2025-04\"}"),
                        "done"));
        bill(&city, "2025-03-03", "2025-03"); /* after the change of payer: still the contract's */
        Str paid = remit(&city, "2025-03-04", "2025-03");
        CHECK(str_find(paid, S("\"refunded_fen\":106007")) > 0);
        held(&city, 4, 2, 0);
        CHECK_EQ(answer_err(arena, at(&city, "2025-04-01", AGENCY, "agency.remit",
                                      "{\"month\":\"2025-03\",\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"B7\"}}")),
                 ERR_BAD_FIELD); /* a paper without its day */
        CHECK(answer_is(receive(&city, "2025-04-01", "X3", COST, "C9"), "done"));
        CHECK(answer_is(at(&city, "2025-04-01", AGENCY, "agency.remit",
                           "{\"month\":\"2025-03\",\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"B7\",\"day\":"
                           "\"2025-04-01\"}}"),
                        "done"));
        CHECK_STR(text_at(city_ask(&city, CLERK, "person.statement", "{\"person\":5}"), "months.0.voucher"), S("B7"));
        bill(&city, "2025-04-02", "2025-04");
        const JsonNode *statement = city_ask(&city, CLERK, "person.statement", "{\"person\":4}");
        CHECK_EQ(count_at(statement, "months"), 2); /* no month lost, none twice */
        CHECK_STR(text_at(statement, "months.0.payer"), S("X2"));
        CHECK_STR(text_at(statement, "months.1.payer"), S("self"));
        CHECK_STR(text_at(statement, "months.1.month"), S("2025-04"));
        /* Nothing was billed or is owed: what is held goes back at once. */
        CHECK(answer_is(receive(&city, "2025-04-03", "X1", 500, "C2"), "done"));
        Str at_once = at(&city, "2025-04-03", CLERK, "agency.terminate", "{\"contract\":\"X1\",\"month\":\"2025-04\"}");
        CHECK(str_find(at_once, S("\"held_fen\":0,\"refunded_fen\":500")) > 0);
        held(&city, 3, 1, 0);
        CHECK_EQ(answer_err(arena, receive(&city, "2025-05-03", "X1", 500, "C3")), ERR_WRONG_STATE);
        const JsonNode *account = city_ask(&city, AGENCY, "agency.account", "{\"contract\":\"X2\"}");
        CHECK_EQ(number_at(account, "received_fen"), 2 * (COST + FEE) + 7);
        CHECK_EQ(number_at(account, "remitted_fen"), COST);
        CHECK_EQ(number_at(account, "fees_fen"), FEE);
        CHECK_EQ(number_at(account, "refunded_fen"), COST + FEE + 7);
        CHECK_EQ(number_at(account, "held_fen"), 0);
        whole(&city, &first);
    }
}

/* C15: an agency that keeps the money. Day 1 is the day on which it took it. */
TEST(a_crooked_agency_is_seen_on_day_61)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK(answer_is(receive(&city, "2025-03-01", "X2", COST + FEE, "C1"), "done"));
        bill(&city, "2025-03-03", "2025-03");
        CHECK(answer_is(at(&city, "2025-04-29", JOB, "job.daily", "{\"day\":\"2025-04-29\"}"), "done"));
        const JsonNode *before = city_ask(&city, HOLDER_4, "agency.account", "{\"contract\":\"X2\",\"as_of\":\"2025-04-29\"}");
        const JsonNode *day_61 = city_ask(&city, HOLDER_4, "agency.account", "{\"contract\":\"X2\",\"as_of\":\"2025-04-30\"}");
        CHECK(!at_path(before, "alarm.code"));
        CHECK_STR(text_at(day_61, "alarm.code"), S("money-kept")); /* whether the job ran or not */
        CHECK_EQ(number_at(day_61, "alarm.held_fen"), COST + FEE);
        CHECK(answer_is(at(&city, "2025-04-30", JOB, "job.daily", "{\"day\":\"2025-04-30\"}"), "done"));
        CHECK(answer_is(at(&city, "2025-05-02", JOB, "job.daily", "{\"day\":\"2025-05-02\"}"), "done"));
        const JsonNode *notices = city_ask(&city, HOLDER_4, "notice.list", "{\"person\":4}");
        CHECK_EQ(told(notices, "agency-kept"), 1);
        /* The other one took nothing that the bureau knows of, and paid nothing: that is told as well. */
        const JsonNode *silent = city_ask(&city, CLERK, "notice.list", "{\"person\":5}");
        CHECK_EQ(told(silent, "agency-silent"), 1);
        const JsonNode *signals = city_ask(&city, REVIEWER, "agency.signals", "{\"institution\":\"A01\"}");
        CHECK_EQ(number_at(signals, "agencies.0.contracts"), 3);
        CHECK_STR(text_at(signals, "items.0.contract"), S("X2"));
        CHECK_STR(text_at(signals, "items.0.signal.code"), S("money-kept"));
        CHECK_STR(text_at(signals, "items.1.signal.code"), S("remitted-less"));
        CHECK_EQ(count_at(signals, "items"), 2);
        const JsonNode *page = city_ask(&city, REVIEWER, "agency.signals", "{\"limit\":1}");
        CHECK_EQ(count_at(page, "items"), 1);
        CHECK_STR(text_at(page, "next"), S("2.1"));
        page = city_ask(&city, REVIEWER, "agency.signals", "{\"limit\":1,\"after\":\"2.1\"}");
        CHECK_STR(text_at(page, "items.0.signal.code"), S("remitted-less"));
        CHECK_EQ(city_refused(&city, AGENCY, "agency.signals", "{}"), ERR_NOT_PERMITTED);
        /* It pays after all: what is left to see is that the other one gave nothing. */
        split(&city, remit(&city, "2025-05-03", "2025-03"), COST, FEE, 0);
        signals = city_ask(&city, REVIEWER, "agency.signals", "{\"institution\":\"A01\"}");
        CHECK_EQ(count_at(signals, "items"), 1);
        CHECK_STR(text_at(signals, "items.0.contract"), S("X3"));
        CHECK_STR(text_at(signals, "items.0.signal.code"), S("short"));
        whole(&city, &first);
    }
}
