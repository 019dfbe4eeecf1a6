/* chart.h - pictures of figures: SVG drawn here, in whole numbers, without script and without style attributes (the content
 * security policy takes neither), with the table behind it for everybody who would rather read. What is drawn is hidden from
 * screen readers but for its name: the table says the same. All text is escaped by html.h. */
#pragma once
#include "web/ui.h"

enum { CHART_SERIES_MAX = 6, CHART_ROWS_MAX = 60 };
typedef enum { CHART_MONEY, CHART_COUNT, CHART_PERCENT } ChartUnit; /* fen; pieces; hundredths of a percent */

/* COLUMNS: upright, the series stacked, for time. BARS: lying, the series stacked, each with its name above it, for things with
 * names. LINES: one a series, for time; a value that is not known leaves a gap. */
typedef enum { CHART_COLUMNS, CHART_BARS, CHART_LINES } ChartKind;

/* `values` holds `count` rows of `width` values each. What lies below zero is drawn below the line. */
typedef struct {
    ChartKind kind;
    ChartUnit unit;
    Str title;         /* what it shows, in one line */
    Str head;          /* of the first column of the table */
    Str empty;         /* the sentence where there is nothing to draw */
    const Str *series; /* at most CHART_SERIES_MAX */
    size_t width;
    const Str *rows;  /* at most CHART_ROWS_MAX */
    const Str *marks; /* shorter names for the axis; NULL: the rows */
    size_t count;
    const int64_t *values;
} Chart;
/* Instead of a value: it is not known. */
#define CHART_UNKNOWN INT64_MIN

/* A figure with its title, what the colours mean, the drawing and the table; where every value is nothing or unknown, the
 * sentence `empty` alone. */
void ui_chart(Ui *ui, const Chart *chart);

/* The colours of the series in order, "#rrggbb": each has at least 4.5 to 1 against white (tests/web/chart_test.c). */
const char *chart_colour(size_t series);
/* The smallest of 1, 2, 5, 10, 20, 50 ... such that `parts` of them reach over `span`; span > 0. */
int64_t chart_step(int64_t span, int parts);
/* How far `value` lies on a way of `length` between low and high, rounded down; high > low. */
int chart_place(int64_t value, int64_t low, int64_t high, int length);
