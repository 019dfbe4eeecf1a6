/* death_test.c - the server whose disk has failed: commands are told busy, /readyz fails at once, what was read before can
 * still be read. Whoever watches over the program starts it again. Guards F6. */
#include "db/disk_vfs.h"
#include "support/db_fixture.h"
#include "town.h"

TEST(a_server_that_cannot_store_says_so)
{
    Town town;
    Db *warm = fixture_open(arena, ENGINE_MEMORY); /* the engine must be set up before it is asked for its files */
    disk_install();
    if (town_open(&town, arena)) {
        const char *path = "/api/v1/commands/hold.place", *body = "{\"person\":4,\"cause\":\"dormant\"}";
        CHECK_EQ(town_get(&town, BY_NOBODY, "/readyz").status, 200);
        fault_arm(FAULT_SYNC, 1);
        Reply busy = town_api(&town, BY_CLERK, path, "death-1", body), ready = town_get(&town, BY_NOBODY, "/readyz");
        CHECK(fault_disarm());
        CHECK_EQ(busy.status, 503);
        CHECK_STR(json_text_of(json_member(reply_json(&town, &busy), "code")), S("busy"));
        CHECK_STR(reply_header(&busy, "Retry-After"), S("1"));
        CHECK_EQ(ready.status, 503);
        CHECK_STR(ready.body, S("{\"ready\":false}"));
        /* The disk writes again, but what it forgot nobody knows: no command is taken any more. */
        CHECK_EQ(town_api(&town, BY_CLERK, path, "death-2", body).status, 503);
        CHECK_EQ(town_get(&town, BY_NOBODY, "/readyz").status, 503);
        CHECK_EQ(town_get(&town, BY_NOBODY, "/healthz").status, 200);
        CHECK_EQ(town_get(&town, BY_NOBODY, "/guide").status, 200);
        town_close(&town);
    }
    disk_remove();
    db_close(warm);
}
