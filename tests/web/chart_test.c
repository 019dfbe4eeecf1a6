/* chart_test.c - pictures: what is in the figures is drawn and stands in the table, whatever the figures and the names are. */
#include "markup.h"
#include "support/test.h"
#include "web/chart.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static Str made(Arena *arena, Language lang, const Chart *chart)
{
    Ui ui = ui_make(arena, lang);
    ui_chart(&ui, chart);
    Str html = ui_done(&ui).s;
    markup_balance(html, "a chart");
    CHECK(str_find(html, S("style=")) < 0 && str_find(html, S("<script")) < 0);
    return html;
}

static size_t occurrences(Str text, const char *part)
{
    size_t count = 0;
    for (long at; (at = str_find(text, str(part))) >= 0; count++)
        text = str_from(text, (size_t)at + strlen(part));
    return count;
}

/* With SHEBAO_LOOK=FOLDER the drawing is written there, to be looked at and to become the golden file. */
static void look(const char *name, Str html)
{
    const char *folder = getenv("SHEBAO_LOOK");
    char path[512];
    if (!folder)
        return;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (file) {
        fwrite(html.p, 1, html.n, file);
        fclose(file);
    }
}

TEST(a_picture_is_drawn_as_somebody_has_looked_at_it)
{
    const Str series[] = { S("单位缴纳"), S("个人缴纳") }, rows[] = { S("2026年1月"), S("2026年2月"), S("2026年3月") };
    const Str marks[] = { S("1"), S("2"), S("3") };
    const int64_t values[] = { 144000, 72000, 144000, 0, -36000, 72050 };
    Chart chart = { .kind = CHART_COLUMNS,
                    .unit = CHART_MONEY,
                    .title = S("2026 年逐月缴费（元）"),
                    .head = S("费款月份"),
                    .empty = S("没有数据"),
                    .series = series,
                    .width = 2,
                    .rows = rows,
                    .marks = marks,
                    .count = 3,
                    .values = values };
    Str html = made(arena, LANG_ZH, &chart);
    look("chart_columns.html", html);
    CHECK_STR(html, test_file(arena, "tests/web/fixtures/chart_columns.html"));
}

/* Every number of an attribute lies between 0 and its most. */
static void within(Str svg, const char *attribute, int most)
{
    for (long at; (at = str_find(svg, str(attribute))) >= 0;) {
        svg = str_from(svg, (size_t)at + strlen(attribute));
        int64_t n = -1;
        CHECK(str_int(str_head(svg, (size_t)str_find(svg, S("\""))), &n));
        if (n < 0 || n > most)
            test_fail(__FILE__, __LINE__, "%s%lld leaves the drawing", attribute, (long long)n);
    }
}

static int64_t value_drawn(uint64_t *seed, int size)
{
    static const int64_t sizes[] = { 3, 900, 100000, 5000000000, 100000000000000000 };
    uint64_t roll = test_random(seed) % 8;
    int64_t value = (int64_t)(test_random(seed) % (uint64_t)sizes[size]);
    return roll == 0 ? 0 : roll == 1 ? -value : roll == 2 ? CHART_UNKNOWN : value;
}

TEST(every_figure_stands_in_the_table_and_is_drawn)
{
    uint64_t seed = 4;
    Str names[CHART_ROWS_MAX], series[CHART_SERIES_MAX];
    for (size_t i = 0; i < CHART_ROWS_MAX; i++)
        names[i] = str_format(arena, "row%zu!", i);
    for (size_t i = 0; i < CHART_SERIES_MAX; i++)
        series[i] = str_format(arena, "series%zu!", i);
    for (int turn = 0; turn < 400; turn++) {
        size_t mark = arena_mark(arena), count = 1 + test_random(&seed) % CHART_ROWS_MAX,
               width = 1 + test_random(&seed) % CHART_SERIES_MAX;
        int64_t values[CHART_ROWS_MAX * CHART_SERIES_MAX];
        ChartKind kind = (ChartKind)(test_random(&seed) % 3);
        size_t drawn = 0, known = 0;
        for (size_t i = 0; i < count * width; i++) {
            values[i] = value_drawn(&seed, turn % 5);
            bool is = values[i] != CHART_UNKNOWN;
            known += is;
            drawn += is && (kind == CHART_LINES || (kind == CHART_BARS ? values[i] > 0 : values[i] != 0));
        }
        Str html = made(arena, turn % 2 ? LANG_EN : LANG_ZH,
                        &(Chart){ .kind = kind,
                                  .unit = (ChartUnit)(test_random(&seed) % 3),
                                  .title = S("a title"),
                                  .head = S("a head"),
                                  .empty = S("nothing at all"),
                                  .series = series,
                                  .width = width,
                                  .rows = names,
                                  .count = count,
                                  .values = values });
        bool empty = str_find(html, S("nothing at all")) >= 0;
        CHECK_EQ(empty, !drawn && str_find(html, S("<svg")) < 0);
        if (empty) {
            arena_back(arena, mark);
            continue;
        }
        long table = str_find(html, S("<table"));
        Str svg = str_head(html, (size_t)table), below = str_from(html, (size_t)table);
        CHECK_EQ(occurrences(svg, "<title>"), drawn);
        CHECK_EQ(occurrences(below, "<tr"), count + 1);
        CHECK_EQ(occurrences(below, ">—<"), count * width - known);
        for (size_t i = 0; i < count; i++)
            CHECK(str_find(below, names[i]) >= 0);
        for (size_t i = 0; i < width; i++)
            CHECK(str_find(below, series[i]) >= 0);
        int tall = kind == CHART_BARS ? (int)count * 40 : 228;
        within(svg, " x=\"", 440);
        within(svg, " y=\"", tall);
        within(svg, " width=\"", 440);
        within(svg, " cy=\"", tall);
        arena_back(arena, mark);
    }
}

TEST(hostile_names_are_text_and_long_ones_are_cut_in_the_drawing_alone)
{
    Str evil = S("\"><script>alert(1)</script>&'\xe2\x80\xae"), name = evil;
    for (int i = 0; i < 4; i++)
        name = str_format(arena, STR_FMT "𠮷" STR_FMT, STR_ARG(name), STR_ARG(evil));
    const Str series[] = { name, evil }, rows[] = { name, evil };
    const int64_t values[] = { 1, 2, 3, 4 };
    for (int kind = CHART_COLUMNS; kind <= CHART_LINES; kind++) {
        Str html = made(arena, LANG_EN,
                        &(Chart){ .kind = (ChartKind)kind,
                                  .unit = CHART_COUNT,
                                  .title = name,
                                  .head = evil,
                                  .empty = evil,
                                  .series = series,
                                  .width = 2,
                                  .rows = rows,
                                  .count = 2,
                                  .values = values });
        CHECK(str_utf8(html) && occurrences(html, "&lt;script&gt;") > 10);
        CHECK(str_find(html, S("…")) > 0);
    }
}

TEST(nothing_to_draw_is_said_in_words)
{
    const Str series[] = { S("a") }, rows[] = { S("b"), S("c") };
    const int64_t zeros[] = { 0, CHART_UNKNOWN };
    Chart chart = { .kind = CHART_LINES,
                    .title = S("t"),
                    .head = S("h"),
                    .empty = S("Nothing <yet>."),
                    .series = series,
                    .width = 1,
                    .rows = rows,
                    .count = 2,
                    .values = zeros };
    Str html = made(arena, LANG_EN, &chart);
    CHECK(str_find(html, S("Nothing &lt;yet&gt;.")) > 0 && str_find(html, S("<svg")) < 0);
    chart.count = 0;
    CHECK_STR(made(arena, LANG_EN, &chart), html);
}

TEST(the_marks_of_an_axis_are_round_and_reach_over_all)
{
    uint64_t seed = 9;
    CHECK_EQ(chart_step(1, 4), 1);
    CHECK_EQ(chart_step(9, 4), 5);
    CHECK_EQ(chart_step(400, 4), 100);
    CHECK_EQ(chart_step(401, 4), 200);
    for (int i = 0; i < 1000; i++) {
        int64_t span = 1 + (int64_t)(test_random(&seed) >> (3 + i % 60)), step = chart_step(span, 4);
        CHECK(step > 0 && (__int128)step * 4 >= span && (__int128)step * 4 < (__int128)span * 5 + 40);
    }
    CHECK_EQ(chart_place(0, -10, 10, 200), 100);
    CHECK_EQ(chart_place(INT64_MAX, 0, INT64_MAX, 190), 190);
    CHECK_EQ(chart_place(INT64_MIN, INT64_MIN, INT64_MAX, 190), 0);
}

static int hex(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/* How bright a colour is, of 10 000; squares instead of the curve of screens, which makes dark colours brighter than they are:
 * what passes here passes by the true measure. */
static int brightness(const char *colour)
{
    static const int weights[] = { 2126, 7152, 722 };
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        int part = hex(colour[1 + i * 2]) * 16 + hex(colour[2 + i * 2]);
        sum += weights[i] * part * part / (255 * 255);
    }
    return sum;
}

TEST(colours_stand_out_from_the_page_and_from_each_other)
{
    for (size_t i = 0; i < CHART_SERIES_MAX; i++) {
        const char *colour = chart_colour(i);
        CHECK((10000 + 500) * 10 >= (brightness(colour) + 500) * 45); /* 4.5 to 1 on white */
        for (size_t k = 0; k < i; k++) {
            int apart = 0;
            for (int n = 1; n < 7; n += 2)
                apart += abs(hex(colour[n]) - hex(chart_colour(k)[n])) * 16;
            CHECK(apart >= 80);
        }
    }
}
