/* cell.c - see cell.h. */
#include "sheet/cell.h"
#include "base/require.h"
#include "sheet/number.h"

enum { SERIAL_DIGITS = 5, YEAR_LEAST = 1900, YEAR_MOST = 2199 };
static const int64_t yuan_max = 1000000000000;

#define AS_ROW(number, NAME, code, zh, en) [number] = { code, zh, en },
static const struct {
    const char *code, *zh, *en;
} faults[FAULT_END] = { [FAULT_NONE] = { "ok", "", "" }, CELL_FAULTS(AS_ROW) };

const char *fault_code(CellFault fault) { return faults[fault].code; }
const char *fault_sentence(CellFault fault, bool en) { return en ? faults[fault].en : faults[fault].zh; }

/* One character of valid UTF-8 and its length; bytes that are none count as themselves. */
static uint32_t point_at(Str s, size_t at, size_t *n)
{
    const uint8_t *p = (const uint8_t *)s.p + at;
    size_t left = s.n - at;
    *n = p[0] < 0x80 ? 1 : p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : p[0] >= 0xC0 ? 2 : 1;
    if (*n > left)
        *n = 1;
    uint32_t point = *n == 1 ? p[0] : p[0] & (0x7Fu >> *n);
    for (size_t i = 1; i < *n; i++)
        point = point << 6 | (p[i] & 0x3F);
    return point;
}

static bool is_invisible(uint32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0xAD;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F;
}

/* Never longer than what goes in. */
static size_t narrow(Str text, char *to)
{
    size_t n = 0, length = 0;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t c = point_at(text, at, &length);
        if (is_invisible(c))
            continue;
        if (is_space(c)) {
            to[n++] = ' ';
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
            to[n++] = (char)(c - 0xFF01 + '!');
        } else {
            memmove(to + n, text.p + at, length);
            n += length;
        }
    }
    return n;
}

Str text_narrow(Arena *arena, Str text)
{
    char *to = arena_new(arena, char, text.n + 1);
    return (Str){ to, narrow(text, to) };
}

/* Cuts spaces and invisible marks off both ends. */
static Str trim(Str text)
{
    size_t from = 0, to = 0, n = 0;
    bool any = false;
    for (size_t at = 0; at < text.n; at += n) {
        uint32_t c = point_at(text, at, &n);
        if (is_space(c) || is_invisible(c))
            continue;
        from = any ? from : at;
        any = true;
        to = at + n;
    }
    return any ? (Str){ text.p + from, to - from } : (Str){ 0 };
}

bool cell_is_blank(const Cell *cell) { return cell->kind != CELL_FORMULA && !trim(cell->text).n; }

const Cell *row_cell(const Row *row, size_t column)
{
    static const Cell none = { 0 };
    return column && column <= row->count ? &row->cells[column - 1] : &none;
}

static CellFault judge(const Cell *cell)
{
    if (cell->cached == CELL_ERROR || cell->kind == CELL_ERROR)
        return FAULT_ERROR;
    if (cell->kind == CELL_FORMULA && cell->cached == CELL_EMPTY)
        return FAULT_NO_VALUE;
    return trim(cell->text).n ? FAULT_NONE : FAULT_EMPTY;
}

/* The narrow letters of a short cell, trimmed. */
static CellFault read_short(const Cell *cell, char place[CELL_SCALAR_MAX], Str *out)
{
    CellFault fault = judge(cell);
    if (fault != FAULT_NONE)
        return fault;
    Str text = trim(cell->text);
    if (cell->cached == CELL_BOOL)
        return FAULT_KIND;
    if (text.n > CELL_SCALAR_MAX)
        return FAULT_LONG;
    *out = str_trim((Str){ place, narrow(text, place) });
    return FAULT_NONE;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static Str cut_digits(Str *rest)
{
    size_t n = 0;
    while (n < rest->n && is_digit(rest->p[n]))
        n++;
    Str digits = { rest->p, n };
    *rest = (Str){ rest->p + n, rest->n - n };
    return digits;
}

static Str cut_money_marks(Str text)
{
    static const char *const heads[] = { "¥", "￥", "人民币", "RMB", "CNY" }, *const tails[] = { "元", "元整", "圆" };
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        if (str_starts(text, str(heads[i])))
            text = str_trim(str_from(text, strlen(heads[i])));
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
        if (str_ends(text, str(tails[i])))
            return str_trim(str_head(text, text.n - strlen(tails[i])));
    return text;
}

/* The whole yuan, in one piece or in threes with one kind of separator. */
static CellFault read_yuan(Str *rest, int64_t *yuan)
{
    char mark = 0;
    for (int group = 0;; group++) {
        Str digits = cut_digits(rest);
        if (group ? digits.n != 3 : !digits.n)
            return group ? FAULT_GROUPING : FAULT_NOT_AMOUNT;
        for (size_t i = 0; i < digits.n; i++) {
            if (*yuan > yuan_max)
                return FAULT_TOO_LARGE;
            *yuan = *yuan * 10 + (digits.p[i] - '0');
        }
        char c = rest->n ? rest->p[0] : 0;
        if (c != ',' && c != ' ' && c != '\'')
            return FAULT_NONE;
        if ((mark && c != mark) || (!group && digits.n > 3))
            return FAULT_GROUPING;
        mark = c;
        *rest = str_from(*rest, 1);
    }
}

static CellFault read_money(Str text, Money *out)
{
    static const char minus[] = "\xE2\x88\x92"; /* the sign that typesetters use */
    text = cut_money_marks(text);
    if (text.n &&
        (text.p[0] == '-' || text.p[0] == '+' || text.p[0] == '(' || text.p[text.n - 1] == '-' || str_starts(text, str(minus))))
        return FAULT_SIGN;
    int64_t yuan = 0;
    Str rest = text, fen = { 0 };
    CellFault fault = read_yuan(&rest, &yuan);
    if (fault != FAULT_NONE)
        return fault;
    if (rest.n && rest.p[0] == '.') {
        rest = str_from(rest, 1);
        fen = cut_digits(&rest);
    }
    if (rest.n && (rest.p[0] == 'e' || rest.p[0] == 'E'))
        return FAULT_EXPONENT;
    if (rest.n || (!fen.n && text.p[text.n - 1] == '.'))
        return FAULT_NOT_AMOUNT;
    if (fen.n > 2)
        return FAULT_DECIMALS;
    int64_t of_yuan = fen.n ? (fen.p[0] - '0') * 10 + (fen.n > 1 ? fen.p[1] - '0' : 0) : 0;
    if (yuan > yuan_max || (yuan == yuan_max && of_yuan))
        return FAULT_TOO_LARGE;
    *out = (Money){ yuan * 100 + of_yuan };
    return FAULT_NONE;
}

CellFault cell_money(const Cell *cell, Money *out)
{
    char place[CELL_SCALAR_MAX];
    Str text;
    CellFault fault = read_short(cell, place, &text);
    if (fault != FAULT_NONE)
        return fault;
    return cell->cached == CELL_DATE ? FAULT_KIND : read_money(text, out);
}

/* Hours, minutes and perhaps seconds, behind a day. */
static bool is_time(Str s)
{
    static const int below[] = { 24, 60, 60 };
    int parts = 0;
    for (; parts < 3 && s.n; parts++) {
        Str digits = cut_digits(&s);
        if (!digits.n || digits.n > 2 || (digits.n == 2 ? (digits.p[0] - '0') * 10 + digits.p[1] - '0' : 0) >= below[parts])
            return false;
        if (s.n && (s.p[0] != ':' || s.n < 2))
            return false;
        s = str_from(s, 1);
    }
    return parts >= 2 && !s.n;
}

typedef struct {
    int year, month, day; /* 0 = not there */
} Parts;

static bool cut_number(Str *rest, size_t least, size_t most, int *out)
{
    Str digits = cut_digits(rest);
    *out = 0;
    for (size_t i = 0; i < digits.n && digits.n <= most; i++)
        *out = *out * 10 + (digits.p[i] - '0');
    return digits.n >= least && digits.n <= most;
}

static bool cut_mark(Str *rest, const char *mark)
{
    bool there = str_starts(*rest, str(mark));
    if (there)
        *rest = str_trim(str_from(*rest, strlen(mark)));
    return there;
}

/* 20250831 and 202508 */
static bool read_solid(Str text, Parts *out)
{
    Str year = str_head(text, 4), month = str_head(str_from(text, 4), 2), day = str_from(text, 6);
    *out = (Parts){ 0 };
    return cut_number(&year, 4, 4, &out->year) && cut_number(&month, 2, 2, &out->month) &&
           (!day.n || cut_number(&day, 2, 2, &out->day)) && !day.n;
}

static bool read_marked(Str text, Parts *out)
{
    static const char *const marks[][3] = { { "-", "-", "" }, { "/", "/", "" }, { ".", ".", "" }, { "年", "月", "日" } };
    *out = (Parts){ 0 };
    if (!cut_number(&text, 4, 4, &out->year))
        return false;
    text = str_trim(text);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        Str rest = text;
        bool hanzi = marks[i][2][0] != 0;
        if (!cut_mark(&rest, marks[i][0]) || !cut_number(&rest, 1, 2, &out->month))
            continue;
        if (marks[i][0][0] == '.' && !rest.n && rest.p[-2] == '.')
            return false; /* 2025.1 may have been 2025.10 before a spreadsheet took it for a number */
        rest = str_trim(rest);
        bool second = cut_mark(&rest, marks[i][1]);
        if (hanzi && !second)
            return false;
        if (hanzi && cut_mark(&rest, "份"))
            return !rest.n;
        if (hanzi ? !rest.n : !second)
            return !rest.n;
        if (!cut_number(&rest, 1, 2, &out->day))
            return false;
        if (hanzi) {
            rest = str_trim(rest);
            if (!cut_mark(&rest, marks[i][2]))
                return false;
        }
        bool parted = hanzi || (rest.n && (rest.p[0] == ' ' || rest.p[0] == 'T'));
        return !rest.n || (parted && is_time(str_trim(rest.p[0] == 'T' ? str_from(rest, 1) : rest)));
    }
    return false;
}

/* The days that spreadsheets count: five digits are 1927 to 2173. */
static bool read_serial(const Cell *cell, Str text, Parts *out)
{
    int64_t serial = 0;
    Day day;
    if (cell->cached != CELL_NUMBER || text.n != SERIAL_DIGITS || !str_int(text, &serial) ||
        !number_day(serial, cell->epoch_1904, &day))
        return false;
    day_split(day, &out->year, &out->month, &out->day);
    return true;
}

static CellFault read_parts(const Cell *cell, CellFault otherwise, Parts *out)
{
    char place[CELL_SCALAR_MAX];
    Str text;
    CellFault fault = read_short(cell, place, &text);
    if (fault != FAULT_NONE)
        return fault;
    return read_marked(text, out) || read_solid(text, out) || read_serial(cell, text, out) ? FAULT_NONE : otherwise;
}

static bool is_year(int year) { return year >= YEAR_LEAST && year <= YEAR_MOST; }

CellFault cell_day(const Cell *cell, Day *out)
{
    Parts parts;
    CellFault fault = read_parts(cell, FAULT_NOT_DAY, &parts);
    if (fault != FAULT_NONE)
        return fault;
    if (!parts.day && !parts.month)
        return FAULT_NO_SUCH_DAY;
    if (!parts.day)
        return FAULT_NOT_DAY;
    if (!is_year(parts.year) || !day_valid(parts.year, parts.month, parts.day))
        return FAULT_NO_SUCH_DAY;
    *out = day_make(parts.year, parts.month, parts.day);
    return FAULT_NONE;
}

CellFault cell_month(const Cell *cell, Month *out)
{
    Parts parts;
    CellFault fault = read_parts(cell, FAULT_NOT_MONTH, &parts);
    if (fault != FAULT_NONE)
        return fault;
    if (!is_year(parts.year) || parts.month < 1 || parts.month > 12)
        return FAULT_NO_SUCH_MONTH;
    if (parts.day && !day_valid(parts.year, parts.month, parts.day))
        return FAULT_NO_SUCH_DAY;
    *out = month_make(parts.year, parts.month);
    return FAULT_NONE;
}

/* 1.10105E+17, or more digits before the point than a spreadsheet keeps. */
static bool is_lost(const Cell *cell, Str text)
{
    Str rest = text, digits = cut_digits(&rest), tail = rest;
    if (cell->cached == CELL_NUMBER && digits.n > NUMBER_DIGITS)
        return true;
    if (digits.n != 1)
        return false;
    if (tail.n && tail.p[0] == '.') {
        tail = str_from(tail, 1);
        cut_digits(&tail);
    }
    if (tail.n < 3 || (tail.p[0] | 32) != 'e' || tail.p[1] != '+')
        return false;
    tail = str_from(tail, 2);
    return cut_digits(&tail).n > 0 && !tail.n;
}

static CellFault check_letters(Str text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n; at += n) {
        uint32_t c = point_at(text, at, &n);
        if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_invisible(c))
            return FAULT_CONTROL;
    }
    return FAULT_NONE;
}

CellFault cell_code(const Cell *cell, Arena *arena, Str *out)
{
    CellFault fault = judge(cell);
    Str text = trim(cell->text);
    if (fault != FAULT_NONE)
        return fault;
    if (cell->cached == CELL_BOOL || cell->cached == CELL_DATE)
        return FAULT_KIND;
    if (text.n > (size_t)CELL_CODE_MAX * 8) /* wide letters and spaces taken off, this would still be too long */
        return FAULT_LONG;
    char *to = arena_new(arena, char, text.n + 1);
    size_t n = narrow(text, to), kept = 0;
    for (size_t i = to[0] == '\'' && n > 1; i < n; i++)
        if (to[i] != ' ')
            to[kept++] = to[i];
    Str code = { to, kept };
    if (is_lost(cell, code))
        return FAULT_DIGITS_LOST;
    if (code.n > CELL_CODE_MAX)
        return FAULT_LONG;
    fault = kept ? check_letters(code) : FAULT_EMPTY;
    if (fault == FAULT_NONE)
        *out = code;
    return fault;
}

CellFault cell_text(const Cell *cell, Arena *arena, size_t most, Str *out)
{
    CellFault fault = judge(cell);
    Str text = trim(cell->text);
    if (fault != FAULT_NONE)
        return fault;
    if (is_lost(cell, text))
        return FAULT_DIGITS_LOST;
    if (text.n > most)
        return FAULT_LONG;
    Str words = str_copy(arena, text);
    char *to = (char *)(uintptr_t)words.p;
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool crlf = text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n';
        if (!crlf)
            to[n++] = text.p[i] == '\n' || text.p[i] == '\r' || text.p[i] == '\t' ? ' ' : text.p[i];
    }
    words.n = n;
    fault = check_letters(words);
    if (fault == FAULT_NONE)
        *out = words;
    return fault;
}
