/* proxy_test.c - a child acts for a parent by a registered relation: through the pages, until the relation is revoked; and what an
 * article of the guide answers from whose record. Person 1 is the child, person 4 the parent, whose card was never enabled. */
#include "town.h"

#define PARENT "330106199509230126"
#define RELATED \
    "{\"person\":4,\"other_person\":1,\"kind\":\"proxy\",\"from\":\"2026-01-01\",\"until\":\"2035-12-31\",\"evidence\":[" \
    "{\"kind\":\"id-card\"},{\"kind\":\"power-of-attorney\"},{\"kind\":\"household-register\"}]}"

static Reply act_for(Town *town, const char *ssn)
{
    Reply page = town_get(town, BY_ONLINE, "/security");
    return town_post(town, BY_ONLINE, "/security/act",
                     form_with(town, form_of(town, &page, "/security/act"), ssn ? "ssn" : "self", ssn ? ssn : "1"), NULL);
}

TEST(a_child_acts_for_a_parent_until_the_relation_ends)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply before = town_get(&town, BY_ONLINE, "/person/4"), refused = act_for(&town, PARENT);
    CHECK_EQ(before.status, 403);
    CHECK_EQ(refused.status, 422);
    Reply made = town_api(&town, BY_CLERK, "/api/v1/commands/relation.register", "proxy-1", RELATED);
    CHECK_EQ(made.status, 200);
    Reply begun = act_for(&town, PARENT);
    CHECK_EQ(begun.status, 303);
    CHECK_STR(reply_header(&begun, "Location"), S("/me"));
    static const char *const pages[] = { "/me", "/en/me", "/me/timeline", "/me/notices", "/me/contributions", "/person/4/why" };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        Reply page = town_get(&town, BY_ONLINE, pages[i]);
        if (page.status != 200)
            test_fail(__FILE__, __LINE__, "%s has status %d", pages[i], page.status);
    }
    Reply me = town_get(&town, BY_ONLINE, "/me"), own = town_get(&town, BY_ONLINE, "/person/1");
    CHECK(reply_says(&me, "330106********0126") && !reply_says(&me, "330106********8817"));
    CHECK_EQ(own.status, 403); /* acting for somebody is acting for nobody else */
    /* What the child does stands in the parent's record, under the name of the relation. */
    Reply inbox = town_get(&town, BY_ONLINE, "/me/notices");
    Str form = form_with(&town, form_of(&town, &inbox, "/me/notices"), "notice", "N4-1");
    Reply read = town_post(&town, BY_ONLINE, "/me/notices", form, NULL);
    CHECK_EQ(read.status, 303);
    Reply timeline = town_get(&town, BY_HOLDER, "/en/me/timeline?kind=online");
    CHECK(reply_says(&timeline, "Notice read") && reply_says(&timeline, "Proxy"));
    /* The relation ends, and with it everything. */
    Reply relation = town_api(&town, BY_CLERK, "/api/v1/commands/relation.revoke", "proxy-2", "{\"relation\":\"R4-1\"}");
    CHECK_EQ(relation.status, 200);
    Reply after = town_get(&town, BY_ONLINE, "/me");
    CHECK_EQ(after.status, 403);
    CHECK(!reply_says(&after, "330106********0126"));
    Reply back = act_for(&town, NULL);
    CHECK_EQ(back.status, 303);
    Reply self = town_get(&town, BY_ONLINE, "/me");
    CHECK(reply_says(&self, "330106********8817"));
    town_close(&town);
}

TEST(an_article_answers_whether_it_applies_from_the_record_that_is_open)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply nobody = town_get(&town, BY_NOBODY, "/guide/activate"), clerk = town_get(&town, BY_CLERK, "/guide/activate");
    CHECK(!reply_says(&nobody, "适用于您吗") && reply_says(&nobody, "看看您自己的情况"));
    CHECK(!reply_says(&clerk, "适用于您吗"));
    /* Person 4's card was never enabled; person 1's is sealed for long disuse. */
    Reply yes = town_get(&town, BY_HOLDER, "/guide/activate"), english = town_get(&town, BY_HOLDER, "/en/guide/activate");
    CHECK(reply_says(&yes, "适用于您吗？") && reply_says(&yes, "适用。记录里有：") && reply_says(&yes, "看原因和办法"));
    CHECK(reply_says(&english, "Does this apply to you?") && reply_says(&english, "Yes. On record:"));
    Reply no = town_get(&town, BY_ONLINE, "/guide/activate"), sealed = town_get(&town, BY_ONLINE, "/guide/sealed-card");
    CHECK(reply_says(&no, "不适用"));
    CHECK(reply_says(&sealed, "适用。记录里有："));
    Reply general = town_get(&town, BY_ONLINE, "/guide/papers"); /* about nobody's record */
    CHECK(reply_says(&general, "看看您自己的情况"));
    /* For whom one acts. */
    Reply made = town_api(&town, BY_CLERK, "/api/v1/commands/relation.register", "proxy-3", RELATED);
    CHECK_EQ(made.status, 200);
    Reply begun = act_for(&town, PARENT);
    CHECK_EQ(begun.status, 303);
    Reply other = town_get(&town, BY_ONLINE, "/guide/activate");
    CHECK(reply_says(&other, "适用于您所代办的人吗？") && reply_says(&other, "适用。记录里有："));
    town_close(&town);
}
