/* called_up_test.c - what is called up again by whoever must act on it: runs that wait for their release, receipts by their
 * number, and what a proposed set of rules would change. */
#include "counter.h"

#define ADMIN "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}"
#define OTHER_UNIT "{\"role\":\"unit\",\"user\":\"u2\",\"org\":\"91110108MA01KX9Q5R\"}"
#define HOLDER_4 "{\"role\":\"holder\",\"user\":\"4\",\"org\":\"\"}"
#define HOLDER_1 "{\"role\":\"holder\",\"user\":\"1\",\"org\":\"\"}"

static const char *receipt(City *city, Str answer)
{
    return str_z(city->arena, str_format(city->arena, "{\"receipt\":\"" STR_FMT "\"}",
                                         STR_ARG(answer_member(city->arena, answer, "data.receipt"))));
}

static const char *run(City *city, Str number)
{
    return str_z(city->arena, str_format(city->arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(number)));
}

TEST(runs_wait_in_a_list_until_another_person_releases_them)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        CHECK_EQ(count_at(city_ask(&city, COUNTER_REVIEWER, "run.list", "{}"), "items"), 0);
        Str assessed = counter_say(&city, "2025-03-05", COUNTER_CLERK, "levy.assess",
                                   "{\"region\":\"330100\",\"month\":\"2025-02\"," COUNTER_CODE "}");
        CHECK(answer_is(assessed, "done"));
        CHECK(answer_is(counter_say(&city, "2025-03-05", COUNTER_CLERK, "levy.assess",
                                    "{\"region\":\"330100\",\"month\":\"2025-02\",\"dry\":true," COUNTER_CODE "}"),
                        "done"));
        Str again = counter_say(&city, "2025-03-06", COUNTER_CLERK, "levy.assess",
                                "{\"region\":\"330100\",\"month\":\"2025-02\"," COUNTER_CODE "}");
        const JsonNode *list = city_ask(&city, COUNTER_REVIEWER, "run.list", "{}");
        CHECK_EQ(count_at(list, "items"), 2); /* what was only tried is no run */
        CHECK_STR(text_at(list, "items.0.run"), answer_member(arena, assessed, "data.run"));
        CHECK_STR(text_at(list, "items.0.month"), S("2025-02"));
        CHECK_STR(text_at(list, "items.0.region"), S("330100"));
        CHECK_STR(text_at(list, "items.0.state"), S("waiting"));
        CHECK_STR(text_at(list, "items.0.by.user"), S("w1"));
        CHECK_EQ(number_at(list, "items.0.total_fen"), 694100);
        CHECK_EQ(number_at(list, "items.0.lines"), number_at(json_tree(arena, assessed), "data.lines"));
        CHECK_EQ(count_at(list, "items.0.outlier_list"), number_at(json_tree(arena, assessed), "data.outliers"));
        CHECK_STR(text_at(list, "next"), (Str){ 0 });
        const JsonNode *first = city_ask(&city, COUNTER_REVIEWER, "run.list", "{\"limit\":1}");
        CHECK_EQ(count_at(first, "items"), 1);
        const char *rest =
            str_z(arena, str_format(arena, "{\"limit\":1,\"after\":\"" STR_FMT "\"}", STR_ARG(text_at(first, "next"))));
        CHECK_STR(text_at(city_ask(&city, COUNTER_REVIEWER, "run.list", rest), "items.0.run"),
                  answer_member(arena, again, "data.run"));
        /* Released, it is gone from the list; the other one of the same payer and month says what has become of it. */
        Str number = answer_member(arena, assessed, "data.run"), late = answer_member(arena, again, "data.run");
        CHECK(json_member(json_member(list, "items")->items, "own")->truth == false);
        CHECK(answer_is(counter_say(&city, "2025-03-06", COUNTER_REVIEWER, "levy.release", run(&city, number)), "done"));
        list = city_ask(&city, COUNTER_REVIEWER, "run.list", "{}");
        CHECK_EQ(count_at(list, "items"), 1);
        CHECK_STR(text_at(list, "items.0.run"), late);
        CHECK_STR(text_at(list, "items.0.state"), S("overtaken"));
        CHECK_EQ(answer_err(arena, counter_say(&city, "2025-03-06", COUNTER_REVIEWER, "levy.release", run(&city, late))),
                 ERR_CONFLICT);
        const JsonNode *one = city_ask(&city, COUNTER_REVIEWER, "run.list", run(&city, number));
        CHECK_STR(text_at(one, "items.0.state"), S("released"));
        CHECK_STR(text_at(one, "items.0.released"), S("2025-03-06"));
        CHECK_EQ(city_refused(&city, COUNTER_REVIEWER, "run.list", "{\"run\":\"L1\"}"), ERR_UNKNOWN_ID);
        CHECK_EQ(city_refused(&city, COUNTER_REVIEWER, "run.list", "{\"run\":\"L999999\"}"), ERR_UNKNOWN_ID);
        CHECK_EQ(city_refused(&city, COUNTER_REVIEWER, "run.list", "{\"run\":\"x\"}"), ERR_UNKNOWN_ID);
        CHECK_EQ(city_refused(&city, COUNTER_UNIT, "run.list", "{}"), ERR_NOT_PERMITTED);
        counter_whole(&city);
        city_close(&city);
    }
}

TEST(a_receipt_is_called_up_by_its_payer_and_the_bureau_alone)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        int64_t alone = counter_alone(&city, "500000");
        CHECK_EQ(alone, 4);
        counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
        counter_bill(&city, "2025-03-05", "2025-02", ",\"ssn\":\"" COUNTER_ALONE "\"");
        Str paid = counter_pay(&city, "2025-03-05", COUNTER_PAYER, 300000, "R1", "2025-03-05");
        const char *asked = receipt(&city, paid);
        const JsonNode *shown = city_ask(&city, COUNTER_UNIT, "receipt.show", asked);
        CHECK_STR(text_at(shown, "payer"), S(COUNTER_PAYER));
        CHECK_EQ(number_at(shown, "amount_fen"), 300000);
        CHECK_STR(text_at(shown, "voucher.kind.code"), S("bank-remittance"));
        CHECK_STR(text_at(shown, "voucher.no"), S("R1"));
        CHECK_STR(text_at(shown, "voucher.day"), S("2025-03-05"));
        CHECK_STR(text_at(shown, "by.user"), S("w1"));
        CHECK(json_member(shown, "reversed")->truth == false);
        /* It says what was said then, to the fen. */
        Json now = json_make(arena), then = json_make(arena);
        json_node(&now, json_member(shown, "allocated"));
        json_node(&then, json_member(json_member(json_tree(arena, paid), "data"), "allocated"));
        CHECK(count_at(shown, "allocated") > 0);
        CHECK_STR(json_str(&now), json_str(&then));
        CHECK_EQ(city_refused(&city, OTHER_UNIT, "receipt.show", asked), ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, HOLDER_1, "receipt.show", asked), ERR_NOT_PERMITTED);
        /* Of a person: oneself, and the bureau, whose look leaves a line. */
        const char *own = receipt(&city, counter_pay(&city, "2025-03-06", COUNTER_ALONE, 100000, "R2", "2025-03-06"));
        CHECK_EQ(number_at(city_ask(&city, HOLDER_4, "receipt.show", own), "person"), alone);
        CHECK_EQ(city_refused(&city, HOLDER_1, "receipt.show", own), ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, COUNTER_UNIT, "receipt.show", own), ERR_NOT_PERMITTED);
        CHECK_EQ(count_at(city_ask(&city, COUNTER_CLERK, "access.list", "{\"person\":4}"), "items"), 0);
        CHECK_EQ(number_at(city_ask(&city, COUNTER_CLERK, "receipt.show", own), "amount_fen"), 100000);
        CHECK_STR(text_at(city_ask(&city, COUNTER_CLERK, "access.list", "{\"person\":4}"), "items.1.query"), S("receipt.show"));
        /* Taken back, it says so. */
        CHECK(answer_is(counter_two(&city, "2025-03-07", "payment.reverse",
                                    "{\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"R1\"},\"reason\":\"x\"}"),
                        "done"));
        shown = city_ask(&city, COUNTER_UNIT, "receipt.show", asked);
        CHECK(json_member(shown, "reversed")->truth);
        CHECK(text_at(shown, "reversed_by").n > 1);
        CHECK_EQ(city_refused(&city, COUNTER_CLERK, "receipt.show", "{\"receipt\":\"P1\"}"), ERR_UNKNOWN_ID);
        CHECK_EQ(city_refused(&city, COUNTER_CLERK, "receipt.show", "{\"receipt\":\"P99999999\"}"), ERR_UNKNOWN_ID);
        CHECK_EQ(city_refused(&city, COUNTER_CLERK, "receipt.show", "{\"receipt\":\"R1\"}"), ERR_UNKNOWN_ID);
        counter_whole(&city);
        city_close(&city);
    }
}

/* Hangzhou's file with a floor of pensions from a day on. */
static const char *with_floor(Arena *arena, const char *from)
{
    size_t count = 0;
    Str text = { 0 };
    const PolicyFile *files = policy_builtin_files(&count);
    for (size_t i = 0; i < count; i++)
        text = str_is(files[i].name, "330100.yaml") ? files[i].text : text;
    long at = str_find(text, S("    pension_cap_fen:\n"));
    CHECK(at > 0);
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "region", S("330100"));
    json_put(&json, "text",
             str_format(arena, STR_FMT "      - {from: %s, value: 512300, reference: 甲号文, status: final}\n" STR_FMT,
                        STR_ARG(str_head(text, (size_t)at)), from, STR_ARG(str_from(text, (size_t)at))));
    json_close(&json, '}');
    return str_z(arena, json_str(&json));
}

TEST(the_effect_of_a_proposed_set_is_shown_again_as_it_was_answered)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        Str proposed = counter_say(&city, "2025-04-09", ADMIN, "policy.propose", with_floor(arena, "2099-01-01"));
        CHECK(answer_is(proposed, "done"));
        const JsonNode *effect = city_ask(&city, COUNTER_REVIEWER, "policy.effect", "{\"set\":\"P2\"}");
        CHECK_STR(text_at(effect, "set"), S("P2"));
        CHECK_STR(text_at(effect, "proposed_by"), S("root"));
        Json now = json_make(arena), then = json_make(arena);
        json_node(&now, json_member(effect, "effect"));
        json_node(&then, json_member(json_member(json_tree(arena, proposed), "data"), "effect"));
        CHECK_STR(json_str(&now), json_str(&then));
        CHECK_EQ(number_at(effect, "effect.touched.persons"), 2);
        /* Anew: who came meanwhile counts. */
        counter_alone(&city, "500000");
        effect = city_ask(&city, COUNTER_REVIEWER, "policy.effect", "{\"set\":\"P2\"}");
        CHECK_EQ(number_at(effect, "effect.touched.persons"), 3);
        /* A second proposal; once one of them is used, the other can no longer be. */
        CHECK(answer_is(counter_say(&city, "2025-04-09", ADMIN, "policy.propose", with_floor(arena, "2098-01-01")), "done"));
        CHECK(answer_is(counter_say(&city, "2025-04-10", COUNTER_REVIEWER, "policy.approve", "{\"set\":\"P2\"}"), "done"));
        CHECK_EQ(city_refused(&city, COUNTER_REVIEWER, "policy.effect", "{\"set\":\"P2\"}"), ERR_WRONG_STATE);
        CHECK_EQ(city_refused(&city, COUNTER_REVIEWER, "policy.effect", "{\"set\":\"P3\"}"), ERR_CONFLICT);
        CHECK_EQ(city_refused(&city, COUNTER_REVIEWER, "policy.effect", "{\"set\":\"P1\"}"), ERR_CONFLICT);
        CHECK_EQ(city_refused(&city, COUNTER_REVIEWER, "policy.effect", "{\"set\":\"P9\"}"), ERR_UNKNOWN_ID);
        CHECK_EQ(city_refused(&city, COUNTER_UNIT, "policy.effect", "{\"set\":\"P3\"}"), ERR_NOT_PERMITTED);
        counter_whole(&city);
        city_close(&city);
    }
}
