/* paper_test.c - papers on the pages: a certificate issued by button and checked by somebody who is nobody to us; the
 * plan, the slip, and who may not have them. */
#include "markup.h"
#include "town.h"

#define ONE "330106199003078817"

static Str code_of(Town *town, const Reply *reply)
{
    long at = str_find(reply->head, S("/v/"));
    Str rest = at < 0 ? (Str){ 0 } : str_from(reply->head, (size_t)at + 3);
    return str_copy(town->arena, str_cut(&rest, '\r'));
}

static Reply get(Town *town, TownRole by, const char *format, Str code)
{
    Buf path = { .arena = town->arena };
    Str rest = str(format), head = str_cut(&rest, '*');
    buf_add(&path, head);
    buf_add(&path, code);
    buf_add(&path, rest);
    return town_get(town, by, str_z(town->arena, buf_str(&path)));
}

TEST(a_certificate_is_issued_by_a_button_and_checked_by_anybody)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_CLERK, "/person/1/contributions");
    Str form = form_of(&town, &page, "/certificate");
    Reply issued = town_post(&town, BY_CLERK, "/certificate", form, NULL);
    CHECK_EQ(issued.status, 303);
    Str code = code_of(&town, &issued);
    CHECK_EQ(code.n, 24);
    CHECK_STR(code_of(&town, &(Reply){ .head = town_post(&town, BY_CLERK, "/certificate", form, NULL).head }),
              code); /* sent twice */
    Reply seen = get(&town, BY_NOBODY, "/v/*", code), own = get(&town, BY_CLERK, "/v/*", code);
    CHECK_EQ(seen.status, 200);
    CHECK(reply_says(&seen, "本机构出具过这份证明") && reply_says(&seen, code.p));
    CHECK(!reply_says(&seen, "/file\"") && reply_says(&own, "/file\""));
    Reply english = get(&town, BY_NOBODY, "/en/v/*", code);
    CHECK(reply_says(&english, "This bureau issued this certificate"));
    Reply file = get(&town, BY_CLERK, "/v/*/file", code), refused = get(&town, BY_NOBODY, "/v/*/file", code);
    CHECK_EQ(file.status, 200);
    CHECK(str_starts(file.body, S("%PDF-1.")) && str_find(file.body, S("%shebao-seal ")) > 0);
    CHECK_EQ(refused.status, 403);
    town_close(&town);
}

TEST(an_unknown_code_gets_one_answer_and_not_too_often)
{
    Town town;
    int busy = 0;
    if (!town_open(&town, arena))
        return;
    Reply first = town_get(&town, BY_NOBODY, "/v/7KQ2-M0XA-BCDE-FGHJ-KMNP"), second = town_get(&town, BY_NOBODY, "/v/x");
    CHECK_EQ(first.status, second.status);
    CHECK(reply_says(&first, "没有出具过此验证码的证明") && reply_says(&second, "没有出具过此验证码的证明"));
    for (int i = 0; i < 10 * TRIES_A_MINUTE; i++)
        busy += reply_says(&(Reply){ .body = town_get(&town, BY_NOBODY, "/v/x").body }, "尝试过于频繁");
    CHECK(busy > 0);
    Reply form = town_get(&town, BY_NOBODY, "/v");
    Reply asked =
        town_post(&town, BY_NOBODY, "/v", form_with(&town, form_of(&town, &form, "/v"), "code", "7kq2 m0xa\r\n<b>"), NULL);
    CHECK_EQ(asked.status, 303);
    CHECK_STR(code_of(&town, &asked), S("7kq2m0xab"));
    town_close(&town);
}

TEST(papers_are_for_who_may_see_what_they_are_made_of)
{
    static const struct {
        TownRole by;
        const char *path;
        int status;
    } tries[] = {
        { BY_CLERK, "/paper/plan?person=1&function=medical", 200 },
        { BY_HOLDER, "/paper/plan?person=8", 403 },
        { BY_NOBODY, "/paper/plan?person=1", 403 },
        { BY_CLERK, "/paper/contributions?person=1", 404 },
        { BY_CLERK, "/paper/nothing", 404 },
        { BY_CLERK, "/paper/refusal?case=C99-1", 404 },
        { BY_CLERK, "/paper/plan?person=6", 200 },
    };
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        Reply reply = town_get(&town, tries[i].by, tries[i].path);
        CHECK_EQ(reply.status, tries[i].status);
        CHECK_EQ(str_starts(reply.body, S("%PDF-1.")), tries[i].status == 200);
    }
    Reply why = town_get(&town, BY_CLERK, "/person/1/why");
    CHECK(reply_says(&why, "/paper/plan?person=1"));
    town_close(&town);
}
