/* cases_test.c - the worklist: several cases decided at once, each for itself. */
#include "town.h"

static Reply list_of(Town *town, const char *path)
{
    Reply shown = town_get(town, BY_REVIEWER, path);
    CHECK_EQ(shown.status, 200);
    return shown;
}

/* The numbers of the boxes to tick. */
static size_t boxes_of(Reply *shown, Str *out, size_t most)
{
    size_t count = 0;
    Str rest = shown->body, mark = S("name=\"case\" type=\"checkbox\" value=\"");
    for (long at; count < most && (at = str_find(rest, mark)) >= 0; count++) {
        rest = str_from(rest, (size_t)at + mark.n);
        out[count] = str_head(rest, (size_t)str_find(rest, S("\"")));
    }
    return count;
}

static Str tick(Town *town, Str form, Str number)
{
    return str_format(town->arena, STR_FMT "&case=" STR_FMT, STR_ARG(form), STR_ARG(number));
}

TEST(cases_are_decided_together_each_for_itself)
{
    enum { MOST = 20 };
    Town town;
    Str waiting[MOST], left[MOST];
    if (!town_open(&town, arena))
        return;
    Reply shown = list_of(&town, "/cases?state=submitted");
    size_t count = boxes_of(&shown, waiting, MOST);
    CHECK(count >= 1);
    Str form = form_of(&town, &shown, "/cases");
    form = form_with(&town, form, "decision", "return");
    form = form_with(&town, form, "reason", "补充材料后再报");
    form = tick(&town, tick(&town, tick(&town, form, waiting[0]), waiting[0]), S("C999999-1")); /* ticked twice; none such */
    Reply done = town_post(&town, BY_REVIEWER, "/cases", form, NULL);
    CHECK_EQ(done.status, 200);
    CHECK(reply_says(&done, "1 件已办，共 2 件") && reply_says(&done, "没有"));
    Reply again = town_post(&town, BY_REVIEWER, "/cases", form, NULL); /* a double click decides once */
    CHECK(again.status == 200 && reply_says(&again, "1 件已办，共 2 件"));
    Reply after = list_of(&town, "/cases?state=submitted");
    CHECK_EQ(boxes_of(&after, left, MOST), count - 1);
    CHECK(reply_says(&after, "/cases") && town_get(&town, BY_REVIEWER, "/cases?state=returned").status == 200);
    town_close(&town);
}

TEST(nothing_is_decided_without_a_tick_and_a_decision)
{
    Town town;
    Str waiting[1];
    if (!town_open(&town, arena))
        return;
    Reply shown = list_of(&town, "/en/cases");
    CHECK_EQ(boxes_of(&shown, waiting, 1), 1);
    Str form = form_of(&town, &shown, "/en/cases");
    Reply none = town_post(&town, BY_REVIEWER, "/en/cases", form_with(&town, form, "decision", "approve"), NULL);
    CHECK(none.status == 422 && reply_says(&none, "Tick at least one case"));
    Reply undecided = town_post(&town, BY_REVIEWER, "/en/cases", tick(&town, form, waiting[0]), NULL);
    CHECK(undecided.status == 422 && reply_says(&undecided, "href=\"#decision\"") && reply_says(&undecided, " checked"));
    CHECK(town_post(&town, BY_CLERK, "/en/cases", tick(&town, form, waiting[0]), NULL).status == 403);
    Reply clerk = town_get(&town, BY_CLERK, "/cases");
    CHECK(clerk.status == 200 && !reply_says(&clerk, "type=\"checkbox\""));
    town_close(&town);
}
