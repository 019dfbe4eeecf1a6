/* picture.c - see picture.h. */
#include "web/picture.h"
#include "web/chart.h"

/* The latest fit on a drawing: of a longer life the last CHART_ROWS_MAX years or quarters. */
static size_t first_shown(size_t count) { return count > CHART_ROWS_MAX ? count - CHART_ROWS_MAX : 0; }

/* ---- contributions ---- */

enum { PAID_PARTS = 3, MONTHS_YEAR = 12, SHARES = 7 };

/* The rows of an answer for one month of the year: a bill, and differences behind it. */
static void add_month(const JsonNode *node, int64_t *values)
{
    static const char *const keys[PAID_PARTS] = { "employer_fen", "employee_fen", "subsidy_fen" };
    size_t count = 0;
    const JsonNode *parts = node_list(node, "insurances", &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < PAID_PARTS && node_truth(&parts[i], "paid"); k++)
            values[k] += node_int(&parts[i], keys[k]);
}

static void months_chart(Ui *ui, const JsonNode *const *months, size_t count, int year)
{
    Arena *arena = ui->buf.arena;
    int64_t *values = arena_new(arena, int64_t, MONTHS_YEAR * PAID_PARTS);
    Str rows[MONTHS_YEAR], marks[MONTHS_YEAR];
    for (int i = 0; i < MONTHS_YEAR; i++) {
        rows[i] = said_month(arena, ui->lang, str_format(arena, "%04d-%02d", year, i + 1));
        marks[i] = str_format(arena, "%d", i + 1);
    }
    for (size_t i = 0; i < count; i++) {
        Month month;
        if (month_read(node_text(months[i], "month"), &month))
            add_month(months[i], &values[(month_of_year(month) - 1) * PAID_PARTS]);
    }
    const Str series[PAID_PARTS] = { word(ui->lang, W_PART_EMPLOYER), word(ui->lang, W_PART_EMPLOYEE),
                                     word(ui->lang, W_PART_SUBSIDY) };
    ui_chart(ui, &(Chart){ .kind = CHART_COLUMNS,
                           .unit = CHART_MONEY,
                           .title = word_format(arena, ui->lang, W_CHART_MONTHS_N, year),
                           .head = word(ui->lang, W_MONTH_OF),
                           .empty = word(ui->lang, W_CHART_NOTHING),
                           .series = series,
                           .width = PAID_PARTS,
                           .rows = rows,
                           .marks = marks,
                           .count = MONTHS_YEAR,
                           .values = values });
}

static bool paid_in_full(const JsonNode *month)
{
    size_t count = 0;
    const JsonNode *parts = node_list(month, "insurances", &count);
    for (size_t i = 0; i < count; i++)
        if (!node_truth(&parts[i], "paid"))
            return false;
    return count > 0;
}

static void shares_chart(Ui *ui, const JsonNode *const *months, size_t count, int year)
{
    static const struct {
        const char *key;
        Word text;
        bool own;
    } shares[SHARES] = { { "pension_personal", W_SHARE_PENSION_OWN, true },
                         { "medical_personal", W_SHARE_MEDICAL_OWN, true },
                         { "pension_pool", W_SHARE_PENSION, false },
                         { "medical_pool", W_SHARE_MEDICAL, false },
                         { "serious_illness", W_SHARE_SERIOUS_ILLNESS, false },
                         { "unemployment", W_SHARE_UNEMPLOYMENT, false },
                         { "injury", W_SHARE_INJURY, false } };
    Str rows[SHARES];
    int64_t values[SHARES * 2] = { 0 };
    for (size_t i = 0; i < SHARES; i++) {
        rows[i] = word(ui->lang, shares[i].text);
        for (size_t k = 0; k < count; k++)
            if (paid_in_full(months[k]))
                values[i * 2 + !shares[i].own] += node_int(json_member(months[k], "shares_fen"), shares[i].key);
    }
    const Str series[] = { word(ui->lang, W_CHART_OWN), word(ui->lang, W_CHART_POOL) };
    ui_chart(ui, &(Chart){ .kind = CHART_BARS,
                           .unit = CHART_MONEY,
                           .title = word_format(ui->buf.arena, ui->lang, W_CHART_SHARES_N, year),
                           .head = word(ui->lang, W_FUND),
                           .empty = word(ui->lang, W_CHART_NOTHING),
                           .series = series,
                           .width = 2,
                           .rows = rows,
                           .count = SHARES,
                           .values = values });
}

void picture_months(Ui *ui, const JsonNode *const *months, size_t count, int year)
{
    ui_put(ui, "<div class=\"sb-charts\">\n");
    months_chart(ui, months, count, year);
    shares_chart(ui, months, count, year);
    ui_put(ui, "</div>\n");
}

/* ---- accounts ---- */

void picture_account(Ui *ui, const JsonNode *years, size_t count, Str title)
{
    enum { WIDTH = 3 };
    Arena *arena = ui->buf.arena;
    size_t first = first_shown(count);
    Str *rows = arena_new(arena, Str, count + 1);
    int64_t *values = arena_new(arena, int64_t, (count + 1) * WIDTH);
    for (size_t i = first; i < count; i++) {
        int64_t *of = &values[(i - first) * WIDTH];
        rows[i - first] = str_format(arena, "%lld", (long long)node_int(&years[i], "year"));
        of[0] = node_int(&years[i], "opening_fen") + node_int(&years[i], "brought_forward_fen");
        of[1] = node_int(&years[i], "credits_fen");
        of[2] = node_int(&years[i], "interest_fen");
    }
    const Str series[WIDTH] = { word(ui->lang, W_CHART_ACCOUNT_BEFORE), word(ui->lang, W_CHART_ACCOUNT_BROUGHT),
                                word(ui->lang, W_CHART_ACCOUNT_INTEREST) };
    ui_chart(ui, &(Chart){ .kind = CHART_COLUMNS,
                           .unit = CHART_MONEY,
                           .title = word_format(arena, ui->lang, W_CHART_ACCOUNT_N, STR_ARG(title)),
                           .head = word(ui->lang, W_YEAR),
                           .empty = word(ui->lang, W_CHART_NOTHING),
                           .series = series,
                           .width = WIDTH,
                           .rows = rows,
                           .count = count - first,
                           .values = values });
}

/* ---- the pension ---- */

void picture_outlook(Ui *ui, const JsonNode *outlook)
{
    static const char *const keys[] = { "total_fen", "basic_fen", "account_fen" };
    enum { WIDTH = sizeof keys / sizeof *keys };
    Arena *arena = ui->buf.arena;
    size_t count = 0;
    const JsonNode *months = node_list(outlook, "months", &count);
    size_t first = first_shown(count);
    Str *rows = arena_new(arena, Str, count + 1), *marks = arena_new(arena, Str, count + 1);
    int64_t *values = arena_new(arena, int64_t, (count + 1) * WIDTH);
    for (size_t i = first; i < count; i++) {
        rows[i - first] = said_month(arena, ui->lang, node_text(&months[i], "month"));
        marks[i - first] = node_text(&months[i], "month");
        for (size_t k = 0; k < WIDTH; k++) {
            const JsonNode *fen = json_member(&months[i], keys[k]);
            values[(i - first) * WIDTH + k] = fen && fen->type == JSON_INT ? fen->number : CHART_UNKNOWN;
        }
    }
    const Str series[WIDTH] = { word(ui->lang, W_FORECAST_TOTAL), word(ui->lang, W_FORECAST_BASIC),
                                word(ui->lang, W_FORECAST_ACCOUNT) };
    ui_chart(ui, &(Chart){ .kind = CHART_LINES,
                           .unit = CHART_MONEY,
                           .title = word(ui->lang, W_OUTLOOK_CHART),
                           .head = word(ui->lang, W_FORECAST_UNTIL),
                           .empty = word(ui->lang, W_OUTLOOK_NONE),
                           .series = series,
                           .width = WIDTH,
                           .rows = rows,
                           .marks = marks,
                           .count = count - first,
                           .values = values });
}
