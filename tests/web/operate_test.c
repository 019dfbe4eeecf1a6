/* operate_test.c - docs/operate/: every measurement that the dashboard draws or an alert listens to is one that /metrics
 * gives, and the dashboard is one that can be read. */
#include "town.h"

static bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/* Each "shebao_..." of a file stands at the beginning of a line of the metrics. Answers how many there were. */
static int check_names(Arena *arena, const Reply *metrics, const char *path)
{
    int count = 0;
    Str rest = test_file(arena, path);
    for (long at = str_find(rest, S("shebao_")); at >= 0; at = str_find(rest, S("shebao_"))) {
        rest = str_from(rest, (size_t)at);
        size_t n = 0;
        while (n < rest.n && is_name(rest.p[n]))
            n++;
        Str name = str_head(rest, n);
        bool plain = reply_says(metrics, str_z(arena, str_format(arena, "\n" STR_FMT " ", STR_ARG(name)))),
             labelled = reply_says(metrics, str_z(arena, str_format(arena, "\n" STR_FMT "{", STR_ARG(name))));
        if (!plain && !labelled)
            test_fail(__FILE__, __LINE__, "%s: there is no " STR_FMT, path, STR_ARG(name));
        rest = str_from(rest, n);
        count++;
    }
    return count;
}

TEST(every_measurement_that_is_drawn_or_listened_to_exists)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply metrics = town_get(&town, BY_NOBODY, "/metrics");
    CHECK(check_names(arena, &metrics, "docs/operate/dashboard.json") > 15);
    CHECK(check_names(arena, &metrics, "docs/operate/alerts.yml") > 8);
    town_close(&town);
}

TEST(the_dashboard_can_be_read)
{
    const JsonNode *board = json_tree(arena, test_file(arena, "docs/operate/dashboard.json"));
    const JsonNode *panels = json_member(board, "panels");
    CHECK_STR(text_at(board, "title"), S("shebao"));
    CHECK(panels && panels->count > 8);
    for (size_t i = 0; panels && i < panels->count; i++) {
        CHECK(text_at(&panels->items[i], "targets.0.expr").n > 0);
        CHECK(text_at(&panels->items[i], "title").n > 0);
    }
}
