/* outbox_test.c - the server gives its outgoing messages to a command and notices to another while it answers, and ends although
 * one hangs. */
#include "town.h"
#include <time.h>
#include <unistd.h>

enum { WAIT_MS = 20000, SLICE_MS = 50 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* How many messages there are, and how many of them have arrived. */
static void count(Town *town, size_t *all, size_t *arrived)
{
    Reply reply = town_api(town, BY_AUDITOR, "/api/v1/queries/outbox.list", NULL, "{\"limit\":1000}");
    const JsonNode *items = json_member(json_member(reply_json(town, &reply), "data"), "items");
    *all = items ? items->count : 0;
    *arrived = 0;
    for (size_t i = 0; i < *all; i++)
        *arrived += json_text_of(json_member(&items->items[i], "delivered_at")).n > 0;
}

static bool all_arrive(Town *town, size_t least)
{
    for (int64_t until = now_ms() + WAIT_MS; now_ms() < until; usleep(SLICE_MS * 1000)) {
        size_t all = 0, arrived = 0, mark = arena_mark(town->arena);
        count(town, &all, &arrived);
        arena_back(town->arena, mark);
        if (all >= least && all == arrived)
            return true;
    }
    return false;
}

TEST(the_server_sends_what_waits_and_what_comes)
{
    Town town;
    const char *file = str_z(arena, str_format(arena, "%s/sent", test_scratch_dir()));
    if (!town_open_sending(&town, arena, str_z(arena, str_format(arena, "echo $SHEBAO_MESSAGE_ID >>%s", file)), NULL))
        return;
    size_t all = 0, arrived = 0;
    CHECK(all_arrive(&town, 1));
    count(&town, &all, &arrived);
    Reply lost = town_api(&town, BY_CLERK, "/api/v1/commands/death.report", "death-of-seven",
                          "{\"person\":7,\"day\":\"2025-01-01\",\"evidence\":[{\"kind\":\"death-certificate\"}]}");
    if (lost.status != 200)
        test_fail(__FILE__, __LINE__, STR_FMT, STR_ARG(lost.body));
    CHECK(all_arrive(&town, all + 1));
    town_close(&town);
    FILE *opened = fopen(file, "r");
    char line[100];
    size_t lines = 0;
    while (opened && fgets(line, sizeof line, opened))
        lines++;
    if (opened)
        fclose(opened);
    CHECK_EQ(lines, all + 1); /* each once */
}

TEST(the_server_ends_although_a_program_hangs)
{
    Town town;
    if (!town_open_sending(&town, arena, "sleep 1000", "sleep 1000"))
        return;
    usleep(500000); /* it hangs by now */
    size_t all = 0, arrived = 0;
    count(&town, &all, &arrived); /* and the server answers */
    CHECK(all > 0);
    CHECK_EQ(arrived, 0);
    int64_t begin = now_ms();
    town_close(&town);
    CHECK(now_ms() - begin < 10000);
}

static bool letter_is(Town *town, const char *state)
{
    for (int64_t until = now_ms() + WAIT_MS; now_ms() < until; usleep(SLICE_MS * 1000)) {
        size_t mark = arena_mark(town->arena);
        Reply reply = town_api(town, BY_ADMIN, "/api/v1/queries/letter.list", NULL, "{}");
        bool fits = str_is(text_at(reply_json(town, &reply), "data.items.0.state"), state);
        arena_back(town->arena, mark);
        if (fits)
            return true;
    }
    return false;
}

/* What goes to partners waits for ever, and notices leave all the same. */
TEST(the_server_sends_notices_to_people)
{
    Town town;
    const char *file = str_z(arena, str_format(arena, "%s/letter", test_scratch_dir()));
    if (!town_open_sending(&town, arena, "sleep 1000", str_z(arena, str_format(arena, "cat >>%s", file))))
        return;
    Reply chosen = town_api(&town, BY_CLERK, "/api/v1/commands/notice.choose", "by-email",
                            "{\"person\":4,\"channel\":\"email\",\"email\":\"a@example.com\"}");
    CHECK_EQ(chosen.status, 200);
    CHECK(letter_is(&town, "sent"));
    Reply metrics = town_send(&town, S("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    CHECK(reply_says(&metrics, "shebao_notices_sent_total 1\n"));
    town_close(&town);
    char line[1000];
    size_t lines = 0;
    FILE *opened = fopen(file, "r");
    while (opened && fgets(line, sizeof line, opened)) {
        CHECK(strstr(line, "\"to\":\"a@example.com\""));
        lines++;
    }
    if (opened)
        fclose(opened);
    CHECK_EQ(lines, 1);
}
