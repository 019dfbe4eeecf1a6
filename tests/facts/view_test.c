/* view_test.c - what a decision answers. */
#include "facts/view.h"
#include "support/test.h"

TEST(emit_keeps_order_and_time)
{
    View view = { .now = { 1736481600 } };
    Decision decision = { .arena = arena };
    for (int i = 0; i < 100; i++)
        emit(&decision, &view, EVENT_CARD_USED, i)->card_used.card = i * 2;
    CHECK_EQ(decision.count, 100);
    for (int i = 0; i < 100; i++) {
        CHECK_EQ(decision.events[i].subject, i);
        CHECK_EQ(decision.events[i].card_used.card, i * 2);
        CHECK_EQ(decision.events[i].at.s, 1736481600);
    }
    CHECK_EQ(view_today(&view).n, 20098);
}

TEST(answers_are_optional)
{
    Decision silent = { .arena = arena };
    answer_text(&silent, "a", S("b"));
    answer_int(&silent, "a", 1);
    answer_bool(&silent, "a", true);
    answer_day(&silent, "a", (Day){ 20098 });
    Json json = json_make(arena);
    Decision decision = { .arena = arena, .data = &json };
    json_open(&json, '{');
    answer_text(&decision, "t", S("x"));
    answer_int(&decision, "n", -5);
    answer_bool(&decision, "b", true);
    answer_day(&decision, "d", (Day){ 20098 });
    answer_day(&decision, "none", (Day){ 0 });
    json_close(&json, '}');
    CHECK_STR(json_str(&json), S("{\"t\":\"x\",\"n\":-5,\"b\":true,\"d\":\"2025-01-10\",\"none\":null}"));
}
