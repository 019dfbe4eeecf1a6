/* csv.c - comma separated values, strictly as RFC 4180: what could be read in two ways is refused with its line. The
 * cells of a UTF-8 file point into the file. GB18030 is cut up as it stands, cell by cell converted: none of its
 * characters holds the byte of a separator, a quote or an end of line. */
#define _GNU_SOURCE
#include "base/require.h"
#include "sheet/inside.h"

enum { SNIFF_LINES = 10 };

/* The separator that stands most often outside quotes in the first line that has any; a comma if none has. */
static char sniff(Str text)
{
    static const char known[] = ",\t;";
    size_t counts[sizeof known - 1] = { 0 }, best = 0;
    bool quoted = false;
    for (size_t at = 0, lines = 0; at < text.n && lines < SNIFF_LINES; at++) {
        char c = text.p[at];
        if (c == '"')
            quoted = !quoted;
        for (size_t i = 0; !quoted && i < sizeof known - 1; i++)
            counts[i] += c == known[i];
        if (quoted || (c != '\n' && c != '\r'))
            continue;
        lines++;
        if (counts[0] + counts[1] + counts[2])
            break;
    }
    for (size_t i = 1; i < sizeof known - 1; i++)
        best = counts[i] > counts[best] ? i : best;
    return known[best];
}

/* Excel's own first line "sep=;" says the separator. */
static bool read_separator_line(Csv *csv)
{
    Str rest = csv->bytes;
    if (!str_starts(rest, S("sep=")) || rest.n < 6 || !strchr(",;\t", rest.p[4]) || (rest.p[5] != '\r' && rest.p[5] != '\n'))
        return false;
    csv->separator = rest.p[4];
    csv->at = str_starts(str_from(rest, 5), S("\r\n")) ? 7 : 6;
    csv->line = 2;
    return true;
}

static Err check_text(Csv *csv, bool marked, Why *why)
{
    size_t bad = text_bad_utf8(csv->bytes);
    if (bad == csv->bytes.n)
        return OK;
    if (!csv->bytes.p[bad])
        return refuse(why, ERR_BAD_FIELD, "file", "第 %lld 行有零字节，这不是文本文件，请另存为 CSV 或 .xlsx。",
                      "Line %lld holds a zero byte, so this is no text file; save it as CSV or .xlsx.",
                      (long long)text_line(csv->bytes, bad));
    size_t bad_gbk = 0;
    if (!marked) {
        csv->converter = iconv_open("UTF-8", "GB18030");
        require(csv->converter != (iconv_t)-1);
        bad_gbk = text_bad_gbk(csv->bytes, csv->converter);
        csv->gbk = bad_gbk == csv->bytes.n;
    }
    if (csv->gbk)
        return OK;
    bad = bad_gbk > bad ? bad_gbk : bad; /* The encoding that went further is the one that was meant. */
    return refuse(why, ERR_BAD_FIELD, "file", "第 %lld 行的文字既不是 UTF-8 也不是 GB18030，请重新保存为“CSV UTF-8”。",
                  "The text of line %lld is neither UTF-8 nor GB18030; save the file again as \"CSV UTF-8\".",
                  (long long)text_line(csv->bytes, bad));
}

Err csv_open(Sheet *sheet, Str bytes, Why *why)
{
    Csv *csv = &sheet->csv;
    bool marked = str_starts(bytes, S("\xEF\xBB\xBF"));
    bytes = str_from(bytes, marked ? 3 : str_starts(bytes, S("\x84\x31\x95\x33")) ? 4 : 0);
    *csv = (Csv){ .bytes = bytes, .line = 1 };
    TRY(check_text(csv, marked, why));
    if (!read_separator_line(csv))
        csv->separator = sniff(str_head(bytes, (size_t)sheet->limits.row_bytes));
    return OK;
}

void csv_close(Sheet *sheet)
{
    if (sheet->csv.converter)
        require(iconv_close(sheet->csv.converter) == 0);
    sheet->csv.converter = NULL;
}

static Err refuse_row(const Sheet *sheet, int64_t line, Why *why)
{
    return refuse(why, ERR_TOO_LARGE, "file", "第 %lld 行超过 %lld 字节；如果这一行本来不长，请检查引号是否成对。",
                  "Line %lld is longer than %lld bytes; if it should be short, look for a quote that is not closed.",
                  (long long)line, (long long)sheet->limits.row_bytes);
}

static Err refuse_quote(int64_t line, size_t column, Why *why)
{
    char letters[COLUMN_LETTERS];
    return refuse(why, ERR_BAD_FIELD, "file", "第 %lld 行第 %s 列的引号不成对，含引号的内容应整格加引号，格内引号写两遍。",
                  "Line %lld, column %s: the quotes do not pair; put the whole cell in quotes and double those inside.",
                  (long long)line, column_letters(column, letters));
}

static char *text_room(Sheet *sheet, size_t n)
{
    require(n <= sheet->text_size - sheet->text_used);
    return sheet->text + sheet->text_used;
}

/* What stands between quotes, with each doubled quote made one. */
static Str undouble(Sheet *sheet, Str quoted)
{
    char *to = text_room(sheet, quoted.n);
    size_t n = 0;
    for (size_t i = 0; i < quoted.n; i++) {
        to[n++] = quoted.p[i];
        i += quoted.p[i] == '"';
    }
    sheet->text_used += n;
    return (Str){ to, n };
}

static Str to_utf8(Sheet *sheet, Str cell)
{
    size_t plain = 0;
    while (plain < cell.n && (unsigned char)cell.p[plain] < 0x80)
        plain++;
    if (plain == cell.n)
        return cell;
    size_t left = cell.n, room = cell.n * 2 + 4; /* rare characters of two bytes take four */
    char *from = (char *)(uintptr_t)cell.p, *begin = text_room(sheet, room), *to = begin;
    iconv(sheet->csv.converter, NULL, NULL, NULL, NULL);
    iconv(sheet->csv.converter, &from, &left, &to, &room);
    require(!left); /* the whole file was looked at when it was opened */
    sheet->text_used += (size_t)(to - begin);
    return (Str){ begin, (size_t)(to - begin) };
}

/* A cell in quotes from csv->at; leaves csv->at behind the closing quote. */
static Err read_quoted(Sheet *sheet, Str row, size_t column, Str *out, Why *why)
{
    Csv *csv = &sheet->csv;
    int64_t line = csv->line;
    size_t from = ++csv->at;
    bool doubled = false;
    for (;; csv->at += 2) {
        const char *quote = memchr(row.p + csv->at, '"', row.n - csv->at);
        if (!quote)
            return row.n < csv->bytes.n ? refuse_row(sheet, line, why) : refuse_quote(line, column, why);
        csv->at = (size_t)(quote - row.p);
        if (csv->at + 1 >= row.n || row.p[csv->at + 1] != '"')
            break;
        doubled = true;
    }
    Str inside = { row.p + from, csv->at - from };
    csv->line += text_line(inside, inside.n) - 1;
    csv->at++;
    char c = csv->at < row.n ? row.p[csv->at] : '\n';
    if (c != csv->separator && c != '\r' && c != '\n')
        return refuse_quote(csv->line, column, why);
    *out = doubled ? undouble(sheet, inside) : inside;
    return OK;
}

static Err read_plain(Sheet *sheet, Str row, size_t column, Str *out, Why *why)
{
    Csv *csv = &sheet->csv;
    size_t from = csv->at, at = from;
    char separator = csv->separator;
    while (at < row.n && row.p[at] != separator && row.p[at] != '\n' && row.p[at] != '\r' && row.p[at] != '"')
        at++;
    csv->at = at;
    if (at == row.n && row.n < csv->bytes.n)
        return refuse_row(sheet, csv->line, why);
    if (at < row.n && row.p[at] == '"')
        return refuse_quote(csv->line, column, why);
    *out = (Str){ row.p + from, at - from };
    return OK;
}

/* Steps over CR, LF or both. */
static void end_line(Csv *csv)
{
    csv->line++;
    csv->at += str_starts(str_from(csv->bytes, csv->at), S("\r\n")) ? 2 : 1;
}

Err csv_next(Sheet *sheet, int64_t *number, Why *why)
{
    Csv *csv = &sheet->csv;
    int64_t begin = csv->line;
    size_t from = csv->at;
    if (csv->at >= csv->bytes.n) {
        *number = 0;
        return OK;
    }
    /* One byte more than a row may have: the end of line of the longest one. */
    Str row = str_head(csv->bytes, csv->at + (size_t)sheet->limits.row_bytes + 1);
    for (size_t column = 1;; column++) {
        Str text = { 0 };
        bool quoted = csv->at < row.n && row.p[csv->at] == '"';
        TRY(quoted ? read_quoted(sheet, row, column, &text, why) : read_plain(sheet, row, column, &text, why));
        if (text.n) {
            text = csv->gbk ? to_utf8(sheet, text) : text;
            TRY(row_put(sheet, column, (Cell){ .kind = CELL_TEXT, .cached = CELL_TEXT, .text = text }, begin, why));
        }
        if (csv->at - from > (size_t)sheet->limits.row_bytes)
            return refuse_row(sheet, begin, why);
        if (csv->at >= csv->bytes.n)
            break;
        if (row.p[csv->at] != csv->separator) {
            end_line(csv);
            break;
        }
        csv->at++;
    }
    *number = begin;
    return OK;
}
