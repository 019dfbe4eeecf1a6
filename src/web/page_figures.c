/* page_figures.c - how the office stands, in pictures: what waits, who brings it, why people are held, what is collected, and
 * what goes through the funds; the answer of office.figures. Law: Social Insurance Law 70. */
#include "base/money.h"
#include "web/chart.h"
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"

enum { TEN_THOUSAND = 10000 };
static const char *const fields[] = { "region", "as_of", NULL };

/* A list of the answer as rows: what each is called, and its numbers. `named`: the member that names it, NULL = the row itself. */
typedef struct {
    Str *rows;
    int64_t *values;
    size_t count;
} Figures;

static Figures figures_read(const Ui *ui, const JsonNode *list, size_t count, const char *named, const char *const *keys,
                            size_t width)
{
    Arena *arena = ui->buf.arena;
    count = count > CHART_ROWS_MAX ? CHART_ROWS_MAX : count;
    Figures out = { .rows = arena_new(arena, Str, count + 1),
                    .values = arena_new(arena, int64_t, (count + 1) * width),
                    .count = count };
    for (size_t i = 0; i < count; i++) {
        out.rows[i] = said_head(arena, node_said(named ? json_member(&list[i], named) : &list[i], NULL, ui->lang));
        for (size_t k = 0; k < width; k++)
            out.values[i * width + k] = node_int(&list[i], keys[k]);
    }
    return out;
}

static void put_queues(Ui *ui, const JsonNode *data)
{
    static const char *const keys[] = { "in_time", "late", "returned" };
    enum { WIDTH = sizeof keys / sizeof *keys };
    size_t count = 0;
    const JsonNode *list = node_list(data, "queues", &count);
    Figures figures = figures_read(ui, list, count, "procedure", keys, WIDTH);
    const Str series[WIDTH] = { word(ui->lang, W_QUEUE_IN_TIME), word(ui->lang, W_QUEUE_LATE), word(ui->lang, W_QUEUE_RETURNED) };
    ui_chart(ui, &(Chart){ .kind = CHART_BARS,
                           .unit = CHART_COUNT,
                           .title = word(ui->lang, W_QUEUES_TITLE),
                           .head = word(ui->lang, W_PROCEDURE),
                           .empty = word(ui->lang, W_QUEUES_NONE),
                           .series = series,
                           .width = WIDTH,
                           .rows = figures.rows,
                           .count = figures.count,
                           .values = figures.values });
}

static void put_named(Ui *ui, const JsonNode *data, const char *key, const char *named, const char *value, const Word *words,
                      Str title)
{
    size_t count = 0;
    const JsonNode *list = node_list(data, key, &count);
    Figures figures = figures_read(ui, list, count, named, &value, 1);
    const Str series[] = { word(ui->lang, words[1]) };
    ui_chart(ui, &(Chart){ .kind = CHART_BARS,
                           .unit = CHART_COUNT,
                           .title = title,
                           .head = word(ui->lang, words[0]),
                           .empty = word(ui->lang, words[2]),
                           .series = series,
                           .width = 1,
                           .rows = figures.rows,
                           .count = figures.count,
                           .values = figures.values });
}

static void put_people(Ui *ui, const JsonNode *data)
{
    static const Word channels[] = { W_CHANNEL, W_CHANNEL_ACTS, W_CHANNELS_NONE };
    static const Word holds[] = { W_FIGURES_HOLD_CAUSE, W_HOLD_PERSONS, W_HOLDS_NONE };
    Arena *arena = ui->buf.arena;
    int64_t persons = node_int(data, "persons"), seen = node_int(data, "persons_looked_at");
    put_named(ui, data, "channels", "role", "commands", channels,
              word_format(arena, ui->lang, W_CHANNELS_TITLE_N, (int)node_int(data, "commands_counted")));
    put_named(ui, data, "holds", "cause", "persons", holds, word(ui->lang, W_FIGURES_HOLDS_TITLE));
    if (seen < persons) {
        Str all = str_format(arena, "%lld", (long long)persons), some = str_format(arena, "%lld", (long long)seen);
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word_format(arena, ui->lang, W_HOLDS_SAMPLE_N, STR_ARG(all), STR_ARG(some)));
    }
}

/* ---- money ---- */

/* Collected of billed in hundredths of a percent; nothing billed: unknown. */
static int64_t rate_of(int64_t collected, int64_t billed)
{
    Money part = { 0 };
    return billed > 0 && collected >= 0 && money_part((Money){ collected }, TEN_THOUSAND, billed, &part) ? part.fen : CHART_UNKNOWN;
}

static void put_collection(Ui *ui, const JsonNode *months, size_t count)
{
    Arena *arena = ui->buf.arena;
    Str *rows = arena_new(arena, Str, count + 1), *marks = arena_new(arena, Str, count + 1);
    int64_t *rates = arena_new(arena, int64_t, count + 1), *sums = arena_new(arena, int64_t, (count + 1) * 2);
    for (size_t i = 0; i < count; i++) {
        marks[i] = node_text(&months[i], "month");
        rows[i] = said_month(arena, ui->lang, marks[i]);
        rates[i] = rate_of(node_int(&months[i], "collected_in_all_fen"), node_int(&months[i], "billed_in_all_fen"));
        sums[i * 2] = node_int(&months[i], "billed_fen");
        sums[i * 2 + 1] = node_int(&months[i], "collected_fen");
    }
    const Str rate[] = { word(ui->lang, W_COLLECTION_RATE) };
    const Str both[] = { word(ui->lang, W_BILLED), word(ui->lang, W_COLLECTED) };
    Chart chart = { .kind = CHART_LINES,
                    .unit = CHART_PERCENT,
                    .title = word(ui->lang, W_COLLECTION_TITLE),
                    .head = word(ui->lang, W_MONTH_OF),
                    .empty = word(ui->lang, W_COLLECTION_NONE),
                    .series = rate,
                    .width = 1,
                    .rows = rows,
                    .marks = marks,
                    .count = count,
                    .values = rates };
    ui_chart(ui, &chart);
    chart.unit = CHART_MONEY;
    chart.title = word(ui->lang, W_BILLED_TITLE);
    chart.series = both;
    chart.width = 2;
    chart.values = sums;
    ui_chart(ui, &chart);
}

/* Twelve months of each fund in one sum; the table of the books has its balance. */
static void put_flows(Ui *ui, const JsonNode *months, size_t count)
{
    static const char *const keys[] = { "in_fen", "out_fen" };
    size_t funds = 0;
    const JsonNode *list = count ? node_list(&months[0], "funds", &funds) : NULL;
    Figures figures = figures_read(ui, list, funds, NULL, keys, 2);
    for (size_t i = 1; i < count; i++) {
        list = node_list(&months[i], "funds", &funds);
        for (size_t k = 0; k < funds && k < figures.count; k++) {
            figures.values[k * 2] += node_int(&list[k], keys[0]);
            figures.values[k * 2 + 1] += node_int(&list[k], keys[1]);
        }
    }
    const Str series[] = { word(ui->lang, W_FLOW_IN), word(ui->lang, W_FLOW_OUT) };
    ui_chart(ui, &(Chart){ .kind = CHART_BARS,
                           .unit = CHART_MONEY,
                           .title = word(ui->lang, W_FLOWS_TITLE),
                           .head = word(ui->lang, W_FUND),
                           .empty = word(ui->lang, W_FLOWS_NONE),
                           .series = series,
                           .width = 2,
                           .rows = figures.rows,
                           .count = figures.count,
                           .values = figures.values });
}

void show_figures(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    const JsonNode *data = NULL;
    Str region = rules_region(visit);
    Err err = rules_ask(visit, "office.figures", region, &data, &errors);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = err != OK ? err_http(err) : 200;
    page.back = S("/desk");
    form_page_begin(&page, W_FIGURES_TITLE, W_FIGURES_TEXT, &errors, fields);
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\" novalidate>\n", ui_path(ui, S("/desk/figures")));
    entry_field(ui, visit, F_REGION, &errors);
    entry_field(ui, visit, F_AS_OF, &errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_SHOW));
    if (data) {
        size_t count = 0;
        const JsonNode *months = node_list(data, "months", &count);
        ui_put(ui, "<div class=\"sb-charts\">\n");
        put_queues(ui, data);
        put_people(ui, data);
        put_collection(ui, months, count);
        put_flows(ui, months, count);
        ui_put(ui, "</div>\n");
    }
    form_page_end(visit, &page);
}
