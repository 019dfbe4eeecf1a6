/* number.c - credit codes, bank cards, and the numbers of the social security card itself. */
#include "base/require.h"
#include "ident/judge.h"
#include "ident/region.h"

static const char letters_31[] = "0123456789ABCDEFGHJKLMNPQRTUWXY"; /* GB 32100: no I, O, S, V, Z */

/* The value of a character in the alphabet of GB 32100, or -1. */
static int value_31(char c)
{
    const char *at = c ? strchr(letters_31, c) : NULL;
    return at ? (int)(at - letters_31) : -1;
}

/* GB 11714: letters count from A = 10. */
char ident_organisation_check(Str eight)
{
    static const int weight[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0;
    require(eight.n == 8);
    for (int i = 0; i < 8; i++) {
        require(is_digit(eight.p[i]) || is_letter(eight.p[i]));
        sum += weight[i] * (is_digit(eight.p[i]) ? eight.p[i] - '0' : eight.p[i] - 'A' + 10);
    }
    return "0X987654321"[sum % 11];
}

char ident_credit_check(Str seventeen)
{
    uint8_t value[18] = { 0 };
    require(seventeen.n == 17);
    for (int i = 0; i < 17; i++) {
        int v = value_31(seventeen.p[i]);
        require(v >= 0);
        value[i] = (uint8_t)v;
    }
    return letters_31[(31 - check_rest(&check_rule_31, value)) % 31];
}

static bool credit_fits(const uint8_t value[18], const IdentResult *r, Day today)
{
    (void)r;
    (void)today;
    for (int i = 2; i < 8; i++)
        if (value[i] > 9)
            return false;
    return true;
}

bool judge_credit_code(IdentResult *r)
{
    uint8_t value[18];
    r->form = FORM_CREDIT_CODE;
    if (r->length != 18)
        return mistake_plain(r, MISTAKE_LENGTH);
    for (size_t i = 0; i < 18; i++) {
        int v = value_31(r->text[i]);
        if (i >= 2 && i < 8 && !is_digit(r->text[i]))
            return digits_only(r, i, i + 1);
        if (v < 0)
            return mistake_at(r, MISTAKE_CHARACTER, i, 1);
        value[i] = (uint8_t)v;
    }
    r->region = region_code((Str){ r->text + 2, 6 });
    if (check_rest(&check_rule_31, value) != 0) {
        mistake_at(r, MISTAKE_CHECK, 17, 0);
        check_explain(&check_rule_31, value, credit_fits, r, (Day){ 0 });
        return false;
    }
    if (ident_organisation_check((Str){ r->text + 8, 8 }) != r->text[16])
        r->notes |= NOTE_INNER_CHECK; /* Many codes in use fail this one: it never refuses. */
    if (!strchr("123456789ANY", r->text[0]))
        r->notes |= NOTE_DEPARTMENT;
    return true;
}

/* Luhn's sum modulo 10 with `digits` ending in the check digit. */
static int luhn(const char *digits, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        int d = digits[n - 1 - i] - '0';
        sum += i % 2 == 0 ? d : d < 5 ? 2 * d : 2 * d - 9;
    }
    return sum % 10;
}

char ident_bank_check(Str digits)
{
    char number[IDENT_TEXT_MAX];
    require(digits.n < sizeof number);
    memcpy(number, digits.p, digits.n);
    for (size_t i = 0; i < digits.n; i++)
        require(is_digit(number[i]));
    number[digits.n] = '0';
    return (char)('0' + (10 - luhn(number, digits.n + 1)) % 10);
}

/* Any one digit explains a wrong sum; swaps have to be tried. */
static void luhn_explain(IdentResult *r)
{
    char digits[IDENT_TEXT_MAX];
    memcpy(digits, r->text, r->n);
    r->explained = true;
    r->singles = r->n;
    for (size_t i = 2; i + 1 < r->n; i++) { /* The first two are 62 and right. */
        char a = digits[i], b = digits[i + 1];
        digits[i] = b;
        digits[i + 1] = a;
        if (a != b && luhn(digits, r->n) == 0) {
            r->swaps++;
            r->swap_at = (uint8_t)(i + 1);
        }
        digits[i] = a;
        digits[i + 1] = b;
    }
}

bool judge_bank_card(IdentResult *r)
{
    r->form = FORM_BANK_CARD;
    if (r->length < 16 || r->length > 19)
        return mistake_plain(r, MISTAKE_LENGTH);
    if (!digits_only(r, 0, r->n))
        return false;
    if (r->text[0] != '6' || r->text[1] != '2')
        return mistake_at(r, MISTAKE_PREFIX, 0, 2);
    if (luhn(r->text, r->n) == 0)
        return true;
    mistake_at(r, MISTAKE_CHECK, (size_t)r->n - 1, 0);
    luhn_explain(r);
    return false;
}

bool judge_card_no(IdentResult *r)
{
    r->form = is_digit(r->text[0]) ? FORM_CARD_NO_DIGITS : FORM_CARD_NO;
    if (r->length != 9)
        return mistake_plain(r, MISTAKE_LENGTH);
    return letters_or_digits(r, 0, 1) && digits_only(r, 1, 9);
}

static bool hex_only(IdentResult *r, size_t from)
{
    for (size_t i = from; i < r->n; i++)
        if (!is_digit(r->text[i]) && !(r->text[i] >= 'A' && r->text[i] <= 'F'))
            return mistake_at(r, MISTAKE_CHARACTER, i, 1);
    return true;
}

/* The first three bytes are the region that issued the card, packed digits; the rest is the chip's own. */
bool judge_card_id_code(IdentResult *r)
{
    r->form = FORM_CARD_ID_CODE;
    if (r->length != 32)
        return mistake_plain(r, MISTAKE_LENGTH);
    if (!digits_only(r, 0, 6) || !hex_only(r, 6))
        return false;
    r->region = region_code((Str){ r->text, 6 });
    return region_province(r->region / 10000) ? true : mistake_at(r, MISTAKE_REGION, 0, 2);
}

bool judge_atr(IdentResult *r)
{
    r->form = FORM_ATR;
    if (r->length > 26 || r->length % 2)
        return mistake_plain(r, MISTAKE_LENGTH);
    return hex_only(r, 0);
}
