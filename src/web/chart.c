/* chart.c - see chart.h. Everything is measured in units of a drawing that is WIDE across; a browser scales it to the page. */
#include "web/chart.h"
#include "base/require.h"
#include "web/said.h"

enum {
    WIDE = 440,
    LEFT = 64, /* room for what the axis says */
    TOP = 12,
    TALL = 190, /* of columns and lines */
    BELOW = 26,
    LETTER = 7, /* how wide a letter is, and a Hanzi, about */
    HANZI = 13,
    ROW_TALL = 40, /* of a lying bar with its name */
    ROW_NAME = 14,
    ROW_BAR = 14,
    STEPS = 4,
    HUNDRED = 100
};

static const char *const colours[CHART_SERIES_MAX] = { "#0c4a83", "#a84e08", "#0b6b47", "#7a2e8e", "#4b5a68", "#a3154f" };
/* Lines differ in their dashes too, for who sees no colours and for grey paper. */
static const char *const dashes[CHART_SERIES_MAX] = { "none", "6 3", "2 3", "9 3 2 3", "12 4", "4 4" };

const char *chart_colour(size_t series) { return colours[series % CHART_SERIES_MAX]; }

int64_t chart_step(int64_t span, int parts)
{
    require(span > 0 && parts > 0);
    int64_t least = span / parts + (span % parts > 0);
    for (int64_t ten = 1;; ten *= 10) {
        static const int64_t steps[] = { 1, 2, 5 };
        for (size_t i = 0; i < 3; i++)
            if (ten * steps[i] >= least)
                return ten * steps[i];
        if (ten > INT64_MAX / HUNDRED)
            return least;
    }
}

int chart_place(int64_t value, int64_t low, int64_t high, int length)
{
    require(high > low);
    return (int)(((__int128)value - low) * length / ((__int128)high - low));
}

/* ---- words ---- */

static Str exact_said(const Ui *ui, const Chart *chart, int64_t value)
{
    Arena *arena = ui->buf.arena;
    if (value == CHART_UNKNOWN)
        return S("—");
    if (chart->unit == CHART_MONEY)
        return said_amount(arena, value);
    if (chart->unit == CHART_COUNT)
        return str_format(arena, "%lld", (long long)value);
    return str_format(arena, "%s%lld.%02lld%%", value < 0 ? "-" : "",
                      (long long)(value / HUNDRED < 0 ? -(value / HUNDRED) : value / HUNDRED),
                      (long long)(value % HUNDRED < 0 ? -(value % HUNDRED) : value % HUNDRED));
}

/* A mark of the axis: in yuan, and large numbers in the language's own large units; steps of the axis are round, so that
 * nothing is lost. */
static Str axis_said(const Ui *ui, const Chart *chart, int64_t value)
{
    static const struct {
        int64_t size;
        const char *zh, *en;
    } units[] = { { 1000000000000, "万亿", "tn" },
                  { 1000000000, "", "bn" },
                  { 100000000, "亿", "" },
                  { 1000000, "", "m" },
                  { 10000, "万", "" },
                  { 1000, "", "k" } };
    Arena *arena = ui->buf.arena;
    bool whole = chart->unit == CHART_COUNT;
    int64_t size = value < 0 ? -value : value, one = whole ? 1 : HUNDRED;
    const char *tail = chart->unit == CHART_PERCENT ? "%" : "";
    for (size_t i = 0; i < sizeof units / sizeof *units && chart->unit != CHART_PERCENT; i++) {
        const char *name = ui->lang == LANG_EN ? units[i].en : units[i].zh;
        if (*name && size / one >= units[i].size) {
            tail = name;
            one *= units[i].size;
            break;
        }
    }
    int64_t rest = size % one * HUNDRED / one;
    Str head = str_format(arena, "%s%lld", value < 0 ? "-" : "", (long long)(size / one));
    if (rest)
        head = rest % 10 ? str_format(arena, STR_FMT ".%02lld", STR_ARG(head), (long long)rest)
                         : str_format(arena, STR_FMT ".%lld", STR_ARG(head), (long long)rest / 10);
    return str_format(arena, STR_FMT "%s", STR_ARG(head), tail);
}

static int letter_wide(unsigned char first) { return first < 0x80 ? LETTER : HANZI; }
static size_t letter_bytes(unsigned char first) { return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4; }

static int text_wide(Str text)
{
    int wide = 0;
    for (size_t i = 0; i < text.n; i += letter_bytes((unsigned char)text.p[i]))
        wide += letter_wide((unsigned char)text.p[i]);
    return wide;
}

/* As much of the text as fits, and a sign that it is not all; whole letters. */
static Str text_fit(Arena *arena, Str text, int room)
{
    if (text_wide(text) <= room)
        return text;
    size_t n = 0;
    for (int wide = HANZI; n < text.n; n += letter_bytes((unsigned char)text.p[n])) {
        wide += letter_wide((unsigned char)text.p[n]);
        if (wide > room)
            break;
    }
    return str_format(arena, STR_FMT "…", STR_ARG(str_head(text, n)));
}

/* ---- pieces ---- */

typedef struct {
    Ui *ui;
    const Chart *chart;
    int64_t low, high, step;
    int tall;
} Drawing;

static Str number(const Drawing *d, int n) { return str_format(d->ui->buf.arena, "%d", n); }

/* What a mouse shows over a piece. */
static void put_hint(const Drawing *d, size_t row, size_t series)
{
    const Chart *chart = d->chart;
    ui_put(d->ui, "<title>{} · {}: {}</title>", chart->rows[row], chart->series[series],
           exact_said(d->ui, chart, chart->values[row * chart->width + series]));
}

static void put_rect(const Drawing *d, int x, int y, int wide, int tall, size_t row, size_t series)
{
    ui_put(d->ui, "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"#ffffff\">", number(d, x), number(d, y),
           number(d, wide), number(d, tall), str(colours[series]));
    put_hint(d, row, series);
    ui_put(d->ui, "</rect>\n");
}

static void put_text(const Drawing *d, int x, int y, const char *anchor, Str text)
{
    ui_put(d->ui, "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", number(d, x), number(d, y), str(anchor), text);
}

static int upright(const Drawing *d, int64_t value) { return TOP + TALL - chart_place(value, d->low, d->high, TALL); }

static void put_axis(const Drawing *d)
{
    for (int64_t at = d->low;; at += d->step) {
        int y = upright(d, at);
        ui_put(d->ui, "<line x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\" stroke=\"{}\"/>\n", number(d, LEFT), number(d, WIDE),
               number(d, y), number(d, y), at ? S("#d5dce3") : S("#14202b"));
        put_text(d, LEFT - 6, y + 4, "end", axis_said(d->ui, d->chart, at));
        if (at > d->high - d->step)
            break;
    }
}

static int row_middle(const Drawing *d, size_t row)
{
    int room = WIDE - LEFT, count = (int)d->chart->count;
    return LEFT + (int)row * room / count + room / count / 2;
}

/* The names below: every one, or every second, third ... where they would run into each other. */
static void put_names(const Drawing *d)
{
    const Chart *chart = d->chart;
    const Str *names = chart->marks ? chart->marks : chart->rows;
    int widest = 1, room = (WIDE - LEFT) / (int)chart->count;
    for (size_t i = 0; i < chart->count; i++) {
        int wide = text_wide(names[i]);
        widest = wide > widest ? wide : widest;
    }
    widest = widest > WIDE / 3 ? WIDE / 3 : widest;
    size_t every = (size_t)((widest + LETTER) / (room ? room : 1)) + 1;
    for (size_t i = 0; i < chart->count; i += every) {
        int half = text_wide(text_fit(d->ui->buf.arena, names[i], WIDE / 3)) / 2, x = row_middle(d, i);
        x = x + half > WIDE ? WIDE - half : x;
        put_text(d, x, TOP + TALL + 18, "middle", text_fit(d->ui->buf.arena, names[i], WIDE / 3));
    }
}

/* ---- kinds ---- */

static void put_columns(const Drawing *d)
{
    const Chart *chart = d->chart;
    int wide = (WIDE - LEFT) / (int)chart->count * 3 / 4;
    wide = wide > 48 ? 48 : wide < 2 ? 2 : wide;
    for (size_t i = 0; i < chart->count; i++) {
        int64_t above = 0, below = 0;
        for (size_t k = 0; k < chart->width; k++) {
            int64_t value = chart->values[i * chart->width + k];
            if (value == CHART_UNKNOWN || !value)
                continue;
            int64_t *from = value > 0 ? &above : &below;
            int one = upright(d, *from), other = upright(d, *from + value);
            *from += value;
            put_rect(d, row_middle(d, i) - wide / 2, one < other ? one : other, wide, one < other ? other - one : one - other, i,
                     k);
        }
    }
}

static void put_lines(const Drawing *d)
{
    const Chart *chart = d->chart;
    for (size_t k = 0; k < chart->width; k++) {
        bool open = false;
        ui_put(d->ui, "<path fill=\"none\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\" d=\"", str(colours[k]),
               str(dashes[k]));
        for (size_t i = 0; i < chart->count; i++) {
            int64_t value = chart->values[i * chart->width + k];
            if (value != CHART_UNKNOWN)
                ui_put(d->ui, "{}{} {}", open ? S("L") : S("M"), number(d, row_middle(d, i)), number(d, upright(d, value)));
            open = value != CHART_UNKNOWN;
        }
        ui_put(d->ui, "\"/>\n");
        for (size_t i = 0; i < chart->count; i++) {
            int64_t value = chart->values[i * chart->width + k];
            if (value == CHART_UNKNOWN)
                continue;
            ui_put(d->ui, "<circle cx=\"{}\" cy=\"{}\" r=\"3\" fill=\"{}\">", number(d, row_middle(d, i)),
                   number(d, upright(d, value)), str(colours[k]));
            put_hint(d, i, k);
            ui_put(d->ui, "</circle>\n");
        }
    }
}

/* A lying bar: its name and what it comes to above it. What is below zero has no length: the figure says it. */
static void put_bars(const Drawing *d)
{
    const Chart *chart = d->chart;
    for (size_t i = 0; i < chart->count; i++) {
        int y = (int)i * ROW_TALL + ROW_NAME;
        int64_t sum = 0, at = 0;
        for (size_t k = 0; k < chart->width; k++)
            sum += chart->values[i * chart->width + k] == CHART_UNKNOWN ? 0 : chart->values[i * chart->width + k];
        Str said = exact_said(d->ui, chart, sum);
        put_text(d, 0, y, "start", text_fit(d->ui->buf.arena, chart->rows[i], WIDE - text_wide(said) - LETTER * 2));
        put_text(d, WIDE, y, "end", said);
        for (size_t k = 0; k < chart->width; k++) {
            int64_t value = chart->values[i * chart->width + k];
            if (value == CHART_UNKNOWN || value <= 0)
                continue;
            int from = chart_place(at, 0, d->high, WIDE), until = chart_place(at + value, 0, d->high, WIDE);
            put_rect(d, from, y + 6, until > from ? until - from : 1, ROW_BAR, i, k);
            at += value;
        }
    }
}

/* ---- the whole ---- */

/* The least and the most that is drawn: of stacks their heights. false: nothing is. Values are far from the ends of what a
 * number holds (a bureau's money is below 10^15 yuan), but a sum of them is held there all the same. */
static bool extent(const Chart *chart, int64_t *low, int64_t *high)
{
    const int64_t most = INT64_MAX / 4;
    bool some = false;
    *low = *high = 0;
    for (size_t i = 0; i < chart->count; i++) {
        int64_t above = 0, below = 0;
        for (size_t k = 0; k < chart->width; k++) {
            int64_t value = chart->values[i * chart->width + k];
            bool known = value != CHART_UNKNOWN;
            some |= known && value;
            if (!known)
                continue;
            require(value < most / CHART_SERIES_MAX && value > -most / CHART_SERIES_MAX);
            if (chart->kind == CHART_LINES) {
                above = value > above ? value : above;
                below = value < below ? value : below;
            } else {
                above += value > 0 ? value : 0;
                below += value < 0 ? value : 0;
            }
        }
        *high = above > *high ? above : *high;
        *low = below < *low ? below : *low;
    }
    return some;
}

static Drawing drawing_make(Ui *ui, const Chart *chart, int64_t low, int64_t high)
{
    Drawing d = { .ui = ui, .chart = chart, .low = low, .high = high };
    /* Marks of money stand at whole yuan: smaller ones are no marks. */
    int64_t least = chart->unit == CHART_COUNT ? 1 : HUNDRED;
    d.step = chart_step(high - low, STEPS);
    d.step = d.step < least ? least : d.step;
    d.low = low < 0 ? -((-low + d.step - 1) / d.step) * d.step : 0;
    d.high = (high + d.step - 1) / d.step * d.step;
    d.high = d.high > d.low ? d.high : d.low + d.step;
    d.tall = TOP + TALL + BELOW;
    if (chart->kind == CHART_BARS) {
        d.high = high > 0 ? high : 1; /* the longest bar is as wide as the drawing */
        d.tall = (int)chart->count * ROW_TALL;
    }
    return d;
}

static void put_legend(Ui *ui, const Chart *chart)
{
    if (chart->width < 2)
        return;
    ui_put(ui, "<ul class=\"sb-chart__legend\" aria-hidden=\"true\">\n");
    for (size_t k = 0; k < chart->width; k++) {
        ui_put(ui, "<li><svg viewBox=\"0 0 24 14\" width=\"24\" height=\"14\">");
        if (chart->kind == CHART_LINES)
            ui_put(ui, "<line x1=\"0\" x2=\"24\" y1=\"7\" y2=\"7\" stroke=\"{}\" stroke-width=\"3\" stroke-dasharray=\"{}\"/>",
                   str(colours[k]), str(dashes[k]));
        else
            ui_put(ui, "<rect width=\"24\" height=\"14\" fill=\"{}\"/>", str(colours[k]));
        ui_put(ui, "</svg> {}</li>\n", chart->series[k]);
    }
    ui_put(ui, "</ul>\n");
}

static void put_drawing(const Drawing *d)
{
    Ui *ui = d->ui;
    ui_put(ui, "<svg class=\"sb-chart__drawing\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {}\">\n",
           word_format(ui->buf.arena, ui->lang, W_CHART_NAME_N, STR_ARG(d->chart->title)), number(d, WIDE), number(d, d->tall));
    if (d->chart->kind == CHART_BARS) {
        put_bars(d);
    } else {
        put_axis(d);
        put_names(d);
        if (d->chart->kind == CHART_LINES)
            put_lines(d);
        else
            put_columns(d);
    }
    ui_put(ui, "</svg>\n");
}

static Html table_made(Ui *ui, const Chart *chart)
{
    size_t width = chart->width + 1;
    Ui inside = ui_inside(ui);
    UiCell *head = arena_new(ui->buf.arena, UiCell, width), *cells = arena_new(ui->buf.arena, UiCell, width * chart->count);
    for (size_t k = 0; k < width; k++)
        head[k] = (UiCell){ .text = k ? chart->series[k - 1] : chart->head, .numeric = k > 0 };
    for (size_t i = 0; i < chart->count; i++) {
        cells[i * width].text = chart->rows[i];
        for (size_t k = 1; k < width; k++)
            cells[i * width + k] =
                (UiCell){ .text = exact_said(ui, chart, chart->values[i * chart->width + k - 1]), .numeric = true };
    }
    ui_table(&inside, &(UiTable){ .caption = chart->title,
                                  .caption_classes = "govuk-visually-hidden",
                                  .head = head,
                                  .head_width = width,
                                  .cells = cells,
                                  .width = width,
                                  .count = chart->count,
                                  .first_is_header = true });
    return ui_done(&inside);
}

void ui_chart(Ui *ui, const Chart *chart)
{
    int64_t low = 0, high = 0;
    require(chart->width > 0 && chart->width <= CHART_SERIES_MAX && chart->count <= CHART_ROWS_MAX);
    ui_put(ui, "<figure class=\"sb-chart\">\n<figcaption class=\"sb-chart__title\">{}</figcaption>\n", chart->title);
    if (!extent(chart, &low, &high)) {
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n</figure>\n", chart->empty);
        return;
    }
    Drawing d = drawing_make(ui, chart, low, high);
    put_legend(ui, chart);
    put_drawing(&d);
    ui_details(
        ui, &(UiDetails){ .summary = word(ui->lang, W_CHART_TABLE), .html = table_made(ui, chart), .classes = "sb-chart__table" });
    ui_put(ui, "</figure>\n");
}
