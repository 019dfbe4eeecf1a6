/* enforce_test.c - late fees that are waived, orders to pay, and what follows when they are not obeyed. */
#include "counter.h"

enum { FEB = 694100, FEB_FEES = 3648 + 1809 + 80 + 16 };
#define BILL COUNTER_PAYER "/2025-02"
#define NOTICE "\"notice\":{\"no\":\"杭人社发〔2025〕3号\",\"day\":\"2025-03-01\"}"
#define WAIVE(city, day, more) counter_two(city, day, "fee.waive", "{\"bill\":\"" BILL "\"," NOTICE more "}")
#define ORDER(city, day, more) counter_two(city, day, "levy.order", "{\"bill\":\"" BILL "\"" more "}")

static const JsonNode *data(City *city, Str answer)
{
    CHECK(answer_is(answer, "done"));
    return json_member(json_tree(city->arena, answer), "data");
}

TEST(a_late_fee_is_waived_whole_or_in_part_and_the_contribution_never)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
        CHECK_EQ(
            answer_err(arena, counter_two(&city, "2025-03-05", "fee.waive", "{\"bill\":\"" BILL "\",\"notice\":{\"no\":\"x\"}}")),
            ERR_BAD_FIELD);
        CHECK_EQ(answer_err(arena, WAIVE(&city, "2025-03-05", ",\"share_percent\":0")), ERR_BAD_FIELD);
        CHECK_EQ(answer_err(arena, counter_two(&city, "2025-03-05", "fee.waive", "{\"bill\":\"2025-02\"," NOTICE "}")),
                 ERR_BAD_FIELD);
        CHECK_EQ(answer_err(arena,
                            counter_two(&city, "2025-03-05", "fee.waive", "{\"bill\":\"91330106MA2CFK4K7U/2025-02\"," NOTICE "}")),
                 ERR_UNKNOWN_UNIT);
        CHECK_EQ(answer_err(arena, counter_two(&city, "2025-03-05", "fee.waive", "{\"bill\":\"3/2025-02\"," NOTICE "}")),
                 ERR_NO_RULE);
        CHECK_EQ(
            answer_err(arena, counter_two(&city, "2025-03-05", "fee.waive", "{\"bill\":\"" COUNTER_PAYER "/2025-01\"," NOTICE "}")),
            ERR_WRONG_STATE);
        /* Half of 36.48, 18.09, 0.80 and 0.16: 18.24, 9.05, 0.40, 0.08. */
        const JsonNode *half = data(&city, WAIVE(&city, "2025-03-05", ",\"share_percent\":50"));
        CHECK_EQ(number_at(half, "waived_fen"), 1824 + 905 + 40 + 8);
        CHECK_EQ(number_at(half, "late_fee_fen"), 1824 + 904 + 40 + 8);
        CHECK_EQ(number_at(half, "open_fen"), FEB);
        CHECK_EQ(counter_balance(&city, LEDGER_WAIVER, OWNER_NONE, 0), 2777);
        CHECK_EQ(counter_balance(&city, LEDGER_LATE_FEE_INCOME, OWNER_NONE, 0), 2777);
        CHECK_EQ(counter_balance(&city, LEDGER_RECEIVABLE, OWNER_NONE, 0), FEB);
        const JsonNode *rest = data(&city, WAIVE(&city, "2025-03-05", ""));
        CHECK_EQ(number_at(rest, "waived_fen"), FEB_FEES - 2777);
        CHECK_EQ(answer_err(arena, WAIVE(&city, "2025-03-05", "")), ERR_WRONG_STATE);
        counter_whole(&city);
        /* The next day counts again: one day on what is open. */
        Str owed = counter_owed(&city, OWNER_UNIT, 1, 0, "2025-03-06");
        CHECK(str_find(owed, S("fee 0 of 228")) > 0);
        CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_PAYER, FEB + 9, "R1", "2025-03-05"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_CLEARING, OWNER_UNIT, 1), 9);
        CHECK_EQ(counter_balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), 0);
        CHECK_EQ(counter_balance(&city, LEDGER_LATE_FEE_BILLED, OWNER_NONE, 0), 0);
        counter_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

/* A waiver was calculated on what the payment left open: it goes with the payment, and is asked for anew. */
TEST(a_reversed_payment_takes_the_waiver_with_it)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
        Str before = counter_owed(&city, OWNER_UNIT, 1, 0, "2025-04-30");
        CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_PAYER, 500000, "R1", "2025-03-05"), "done"));
        CHECK(answer_is(WAIVE(&city, "2025-03-10", ""), "done"));
        Str done = counter_two(&city, "2025-03-12", "payment.reverse",
                               "{\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"R1\"},\"reason\":\"退票\"}");
        CHECK(answer_is(done, "done"));
        CHECK_STR(counter_owed(&city, OWNER_UNIT, 1, 0, "2025-04-30"), before);
        CHECK_EQ(counter_balance(&city, LEDGER_WAIVER, OWNER_NONE, 0), 0);
        CHECK_EQ(counter_balance(&city, LEDGER_LATE_FEE_INCOME, OWNER_NONE, 0), 0);
        counter_whole(&city);
        city_close(&city);
    }
}

static Str enforce(City *city, const char *day, Str order, const char *more)
{
    return counter_two(city, day, "levy.enforce", "{\"order\":\"" STR_FMT "\"%s}", STR_ARG(order), more);
}

static Str order_state(City *city)
{
    return text_at(city_ask(city, COUNTER_UNIT, "unit.arrears", "{" COUNTER_CODE "}"), "orders.0.state.code");
}

#define PAPER(no) ",\"notice\":{\"no\":\"" no "\",\"day\":\"2025-04-01\"}"

TEST(an_employer_that_does_not_pay_is_ordered_to_and_enforced_against_step_by_step)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        CHECK_EQ(answer_err(arena, ORDER(&city, "2025-02-14", "")), ERR_WRONG_STATE); /* nothing billed */
        counter_bill(&city, "2025-02-14", "2025-02", "," COUNTER_CODE);
        CHECK_EQ(answer_err(arena, ORDER(&city, "2025-02-17", "")), ERR_WRONG_STATE); /* the last day to pay in time */
        CHECK_EQ(answer_err(arena, ORDER(&city, "2025-03-05", ",\"deadline\":\"2025-03-05\"")), ERR_BAD_FIELD);
        const JsonNode *ordered = data(&city, ORDER(&city, "2025-03-05", ""));
        Str order = text_at(ordered, "order");
        CHECK_STR(text_at(ordered, "deadline"), S("2025-03-20"));
        CHECK_EQ(number_at(ordered, "open_fen"), FEB);
        CHECK_EQ(number_at(ordered, "late_fee_fen"), FEB_FEES);
        CHECK_EQ(answer_err(arena, ORDER(&city, "2025-03-06", "")), ERR_ALREADY_OPEN);
        CHECK_STR(order_state(&city), S("ordered"));
        CHECK_EQ(answer_err(arena, enforce(&city, "2025-03-20", order, "")), ERR_TOO_EARLY);
        CHECK_EQ(answer_err(arena, enforce(&city, "2025-04-01", S("E1"), "")), ERR_UNKNOWN_ID);
        CHECK_EQ(answer_err(arena, enforce(&city, "2025-04-01", order, ",\"step\":\"court\"" PAPER("y"))), ERR_WRONG_STATE);
        CHECK_EQ(answer_err(arena, enforce(&city, "2025-04-01", order, ",\"step\":\"paid\"" PAPER("y"))), ERR_WRONG_STATE);
        CHECK(answer_is(enforce(&city, "2025-04-01", order, ""), "done")); /* only the inquiry may follow */
        CHECK_STR(order_state(&city), S("bank-inquiry"));
        CHECK_EQ(answer_err(arena, enforce(&city, "2025-04-01", order, "")), ERR_BAD_FIELD);
        CHECK_EQ(answer_err(arena, enforce(&city, "2025-04-01", order, ",\"step\":\"transfer\"")), ERR_MISSING_EVIDENCE);
        CHECK_EQ(answer_err(arena, enforce(&city, "2025-04-01", order, ",\"step\":\"guarantee\"" PAPER("g"))), ERR_BAD_FIELD);
        CHECK(answer_is(enforce(&city, "2025-04-01", order, ",\"step\":\"guarantee\",\"deadline\":\"2025-06-30\"" PAPER("担保-1")),
                        "done"));
        const JsonNode *arrears = city_ask(&city, COUNTER_UNIT, "unit.arrears", "{" COUNTER_CODE "}");
        CHECK_STR(text_at(arrears, "orders.0.state.code"), S("guarantee"));
        CHECK_STR(text_at(arrears, "orders.0.deadline"), S("2025-06-30"));
        CHECK_STR(text_at(arrears, "orders.0.notice"), S("担保-1"));
        CHECK_STR(text_at(arrears, "orders.0.bill"), S(BILL));
        CHECK_EQ(answer_err(arena, enforce(&city, "2025-06-30", order, ",\"step\":\"court\"" PAPER("y"))), ERR_TOO_EARLY);
        CHECK(answer_is(enforce(&city, "2025-07-01", order, ",\"step\":\"court\"" PAPER("法执-7")), "done"));
        CHECK_EQ(answer_err(arena, enforce(&city, "2025-07-01", order, ",\"step\":\"transfer\"" PAPER("y"))), ERR_WRONG_STATE);
        /* Paid in full, nothing follows; reversed, it is where it was. */
        CHECK(answer_is(counter_pay(&city, "2025-07-02", COUNTER_PAYER, 2 * FEB, "R1", "2025-07-02"), "done"));
        CHECK_STR(order_state(&city), S("paid"));
        CHECK_EQ(answer_err(arena, enforce(&city, "2025-07-03", order, ",\"step\":\"court\"" PAPER("y"))), ERR_WRONG_STATE);
        CHECK(answer_is(counter_two(&city, "2025-07-03", "payment.reverse",
                                    "{\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"R1\"},\"reason\":\"退票\"}"),
                        "done"));
        CHECK_STR(order_state(&city), S("court"));
        counter_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

/* Orders and waivers are an employer's: two people, never the unit itself. */
TEST(only_the_bureau_orders_waives_and_enforces)
{
    City city;
    if (!counter_open(&city, arena, ENGINE_MEMORY))
        return;
    counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
    CHECK_EQ(answer_err(arena, counter_say(&city, "2025-03-05", COUNTER_UNIT, "fee.waive", "{\"bill\":\"" BILL "\"," NOTICE "}")),
             ERR_NOT_PERMITTED);
    CHECK_EQ(answer_err(arena, counter_say(&city, "2025-03-05", COUNTER_REVIEWER, "levy.order", "{\"bill\":\"" BILL "\"}")),
             ERR_NOT_PERMITTED);
    Str asked = counter_say(&city, "2025-03-05", COUNTER_CLERK, "fee.waive", "{\"bill\":\"" BILL "\"," NOTICE "}");
    CHECK_STR(answer_member(arena, asked, "data.case"), S("CU1-1"));
    CHECK_EQ(answer_err(arena, counter_say(&city, "2025-03-05", COUNTER_UNIT, "case.withdraw", "{\"case\":\"CU1-1\"}")),
             ERR_NOT_PERMITTED);
    CHECK(answer_is(counter_say(&city, "2025-03-05", COUNTER_CLERK, "case.withdraw", "{\"case\":\"CU1-1\"}"), "done"));
    CHECK_EQ(counter_balance(&city, LEDGER_WAIVER, OWNER_NONE, 0), 0);
    counter_whole(&city);
    city_close(&city);
}
