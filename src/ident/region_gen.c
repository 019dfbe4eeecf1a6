/* region_gen.c - runs while the program is built: turns data/regions/regions.tsv into the C table that
 * region.c reads, so that the finished program needs no file to judge a number. Usage: region_gen IN OUT. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 10000, NAMES_MAX = 1 << 18, LINE_BYTES = 512 };

typedef struct { int code, old, until; unsigned zh, en; } Row;

static Row rows[ROWS_MAX];
static char names[NAMES_MAX];
static size_t row_count, names_size = 1; /* Place 0 is the empty name. */

static int fail(const char *why, const char *line)
{
    fprintf(stderr, "region_gen: %s: %s\n", why, line);
    exit(1);
}

static unsigned name_add(const char *name)
{
    size_t n = strlen(name) + 1;
    if (n == 1)
        return 0;
    if (names_size + n > NAMES_MAX)
        fail("too many names", name);
    memcpy(names + names_size, name, n);
    names_size += n;
    return (unsigned)(names_size - n);
}

static void row_add(char *line)
{
    char *field[5] = { line };
    for (int i = 1; i < 5; i++) {
        field[i] = strchr(field[i - 1], '\t');
        if (!field[i])
            fail("five fields expected", line);
        *field[i]++ = 0;
    }
    field[4][strcspn(field[4], "\r\n")] = 0;
    int code = atoi(field[0]), old = !strcmp(field[1], "old");
    if (row_count == ROWS_MAX || strlen(field[0]) != 6 || (!old && strcmp(field[1], "now") != 0) || !*field[3])
        fail("bad row", field[0]);
    if (row_count && rows[row_count - 1].code >= code)
        fail("not in order", field[0]);
    rows[row_count++] = (Row){ code, old, atoi(field[2]), name_add(field[3]), name_add(field[4]) };
}

static void names_write(FILE *out)
{
    fputs("static const char region_names[] =\n    \"", out);
    for (size_t i = 0, on_line = 0; i < names_size; i++, on_line++) {
        if (on_line == 24) {
            fputs("\"\n    \"", out);
            on_line = 0;
        }
        fprintf(out, "\\%03o", (unsigned char)names[i]);
    }
    fputs("\";\n", out);
}

int main(int count, char **words)
{
    FILE *in = count == 3 ? fopen(words[1], "rb") : NULL, *out = in ? fopen(words[2], "wb") : NULL;
    if (!out)
        fail("usage: region_gen IN OUT", count > 1 ? words[1] : "");
    char line[LINE_BYTES];
    while (fgets(line, sizeof line, in))
        if (line[0] != '#')
            row_add(line);
    fputs("/* Made from data/regions/regions.tsv while building; do not edit. */\n", out);
    fputs("static const RegionRow region_rows[] = {\n", out);
    for (size_t i = 0; i < row_count; i++)
        fprintf(out, "    { %d, %d, %d, %u, %u },\n", rows[i].code, rows[i].old, rows[i].until, rows[i].zh, rows[i].en);
    fputs("};\n", out);
    names_write(out);
    fclose(in);
    return fclose(out) != 0;
}
