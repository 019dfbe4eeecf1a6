/* phone.c - telephone numbers inside the country: mobile, fixed lines with area code, hot lines. */
#include "ident/judge.h"

enum { MOBILE_DIGITS = 11, EXTENSION_MAX = 6 };

/* Takes n characters off the front. */
static void drop(IdentResult *r, size_t n)
{
    r->n = (uint8_t)(r->n - n);
    r->length -= n;
    memmove(r->text, r->text + n, (size_t)r->n + 1);
}

/* Takes the country's prefix off: +86, 0086, or 86 in front of a whole mobile number. Whether it was there. */
static bool drop_country(IdentResult *r)
{
    Str text = ident_text(r);
    size_t n = str_starts(text, S("+86")) ? 3 : str_starts(text, S("0086")) ? 4 : 0;
    if (!n && r->length == MOBILE_DIGITS + 2 && str_starts(text, S("861")))
        n = 2;
    drop(r, n);
    return n > 0;
}

static bool mobile_start(const IdentResult *r) { return r->text[0] == '1' && r->text[1] >= '3' && r->text[1] <= '9'; }

/* The digits of an area code behind its 0: 10 and 2x have two, 3xx to 9xx three; 0 = there is no such area. */
static size_t area_digits(const char *behind_zero)
{
    if (behind_zero[0] == '1')
        return behind_zero[1] == '0' ? 2 : 0;
    if (behind_zero[0] == '2')
        return 2;
    return behind_zero[0] >= '3' && behind_zero[0] <= '9' ? 3 : 0;
}

static bool hot_line(Str digits)
{
    static const char *const whole[] = { "12333", "12366", "12393", "12345", "110", "119", "120", "122" };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (str_is(digits, whole[i]))
            return true;
    if (digits.n == 10)
        return str_starts(digits, S("400")) || str_starts(digits, S("800"));
    bool five = digits.n == 5 && (str_starts(digits, S("95")) || str_starts(digits, S("12")) || str_starts(digits, S("100")));
    return five || ((digits.n == 5 || digits.n == 6) && str_starts(digits, S("96")));
}

static bool all_digits(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!is_digit(text.p[i]))
            return false;
    return true;
}

typedef struct { char area[5], local[10], extension[EXTENSION_MAX + 2]; size_t area_n, local_n, extension_n; } Line;

/* Cuts a text that begins with 0 into its parts; false if it has another shape. */
static bool line_cut(Str text, Line *line)
{
    size_t i = 0;
    line->area_n = text.n > 2 ? area_digits(text.p + 1) + 1 : 0;
    if (line->area_n < 3 || text.n < line->area_n || !all_digits(str_head(text, line->area_n)))
        return false;
    memcpy(line->area, text.p, line->area_n);
    bool extension = false;
    for (i = line->area_n; i < text.n; i++) {
        char c = text.p[i];
        bool mark = c == '-' || c == '#' || c == 'X' || c == ',';
        if (mark && (c != '-' || line->local_n >= 7) && !extension)
            extension = true;
        else if (mark ? c != '-' || extension : !is_digit(c))
            return false;
        else if (mark)
            continue;
        else if (extension ? line->extension_n == EXTENSION_MAX : line->local_n == 8)
            return false;
        else if (extension)
            line->extension[line->extension_n++] = c;
        else
            line->local[line->local_n++] = c;
    }
    return extension ? line->extension_n > 0 : true;
}

static void line_write(IdentResult *r, const Line *line)
{
    Str parts[3] = { { line->area, line->area_n }, { line->local, line->local_n }, { line->extension, line->extension_n } };
    size_t n = 0;
    for (int i = 0; i < 3; i++) {
        if (i && parts[i].n)
            r->text[n++] = '-';
        memcpy(r->text + n, parts[i].p, parts[i].n);
        n += parts[i].n;
    }
    r->text[n] = 0;
    r->n = (uint8_t)n;
    r->length = n;
}

/* A number that begins with its area code. */
static bool judge_fixed(IdentResult *r)
{
    Line line = { 0 };
    r->form = FORM_FIXED_LINE;
    if (r->length > IDENT_TEXT_MAX)
        return mistake_plain(r, MISTAKE_LENGTH);
    for (size_t i = 0; i < r->n; i++)
        if (!is_digit(r->text[i]) && !strchr("-#X,", r->text[i]))
            return mistake_at(r, is_letter(r->text[i]) ? MISTAKE_LETTER : MISTAKE_CHARACTER, i, 1);
    if (r->n > 2 && !area_digits(r->text + 1))
        return mistake_at(r, MISTAKE_PREFIX, 0, 3);
    if (!line_cut(ident_text(r), &line))
        return mistake_plain(r, MISTAKE_LENGTH);
    bool hot = line.local_n == 5 && !line.extension_n && hot_line((Str){ line.local, 5 });
    if (line.local_n != 7 && line.local_n != 8 && !hot)
        return mistake_plain(r, MISTAKE_LENGTH);
    if (hot)
        r->form = FORM_HOT_LINE;
    line_write(r, &line);
    return true;
}

static void without_hyphens(IdentResult *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->text[i] != '-')
            r->text[n++] = r->text[i];
    r->length -= r->n - n;
    r->n = (uint8_t)n;
    memset(r->text + n, 0, sizeof r->text - n);
}

bool judge_mobile(IdentResult *r)
{
    IdentResult as_phone = *r;
    drop_country(r);
    r->form = FORM_MOBILE;
    bool fixed = r->text[0] == '0';
    if (fixed && judge_phone(&as_phone))
        return mistake_other(r, IDENT_PHONE);
    if (r->text[0] == '+')
        return mistake_at(r, MISTAKE_PREFIX, 0, 2);
    if (r->length != MOBILE_DIGITS)
        return mistake_plain(r, MISTAKE_LENGTH);
    if (!digits_only(r, 0, r->n))
        return false;
    return mobile_start(r) ? true : mistake_at(r, MISTAKE_PREFIX, 0, 2);
}

bool judge_phone(IdentResult *r)
{
    IdentResult plain = *r;
    without_hyphens(&plain);
    drop_country(&plain);
    bool country = drop_country(r);
    if (plain.length == MOBILE_DIGITS && mobile_start(&plain)) {
        *r = plain;
        return judge_mobile(r);
    }
    if (hot_line(ident_text(&plain)) && all_digits(ident_text(&plain))) {
        *r = plain;
        r->form = FORM_HOT_LINE;
        return true;
    }
    while (country && r->text[0] == '-')
        drop(r, 1);
    if (r->text[0] == '0')
        return judge_fixed(r);
    if (country && r->n && r->n < IDENT_TEXT_MAX && r->length == r->n) { /* Abroad the 0 of the area is left out. */
        memmove(r->text + 1, r->text, (size_t)r->n + 1);
        r->text[0] = '0';
        r->n++;
        r->length++;
        return judge_fixed(r);
    }
    r->form = FORM_FIXED_LINE;
    if (!digits_only(&plain, 0, plain.n)) {
        *r = plain;
        return false;
    }
    return mistake_plain(r, plain.length == 7 || plain.length == 8 ? MISTAKE_AREA : MISTAKE_LENGTH);
}
