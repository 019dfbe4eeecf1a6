/* ident.c - see ident.h: puts a value into its narrow, upper-case form and hands it to the judge of its kind. */
#include "ident/ident.h"
#include "base/require.h"
#include "ident/judge.h"

bool mistake_plain(IdentResult *r, IdentMistake mistake)
{
    r->mistake = mistake;
    return false;
}

bool mistake_at(IdentResult *r, IdentMistake mistake, size_t place, size_t got_n)
{
    r->mistake = mistake;
    r->at = place + 1;
    require(got_n < sizeof r->got);
    bool foreign = got_n == 1 && r->text[place] == FOREIGN_CHARACTER; /* r->got holds it since it was read */
    if (!foreign) {
        memset(r->got, 0, sizeof r->got);
        memcpy(r->got, r->text + place, got_n);
        for (size_t i = 0; i < got_n; i++)
            if (r->got[i] == FOREIGN_CHARACTER)
                r->got[i] = '?';
    }
    return false;
}

bool mistake_other(IdentResult *r, IdentKind other)
{
    r->mistake = MISTAKE_OTHER_KIND;
    r->other = other;
    r->at = 0;
    r->explained = false;
    return false;
}

bool digits_only(IdentResult *r, size_t from, size_t until)
{
    for (size_t i = from; i < until; i++)
        if (!is_digit(r->text[i]))
            return mistake_at(r, is_letter(r->text[i]) ? MISTAKE_LETTER : MISTAKE_CHARACTER, i, 1);
    return true;
}

bool letters_or_digits(IdentResult *r, size_t from, size_t until)
{
    for (size_t i = from; i < until; i++)
        if (!is_digit(r->text[i]) && !is_letter(r->text[i]))
            return mistake_at(r, MISTAKE_CHARACTER, i, 1);
    return true;
}

/* One code point at the head of s in *bytes bytes; -1 for what is no UTF-8. */
static int32_t code_point(const unsigned char *s, size_t n, size_t *bytes)
{
    *bytes = s[0] < 0x80 ? 1 : s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
    if (*bytes == 1)
        return s[0];
    if (*bytes > n || !str_utf8((Str){ (const char *)s, *bytes }))
        return -1;
    int32_t c = s[0] & (0xFF >> (*bytes + 1));
    for (size_t i = 1; i < *bytes; i++)
        c = c << 6 | (s[i] & 0x3F);
    return c;
}

/* The plain character that people mean by another one, or the same: full-width forms, the Roman ten, dashes,
 * wide and unbreakable spaces, the Chinese word for "extension". */
static int32_t narrow(int32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFEE0;
    if (c == 0x3000 || c == 0xA0 || c == 0xFEFF)
        return ' ';
    if (c == 0x2169 || c == 0x2179)
        return 'X';
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        return '-';
    return c == 0x8F6C ? '#' : c;
}

/* Appends one character of the value; what stands beyond the longest number is only counted. */
static void text_add(IdentResult *r, int32_t c, Str original)
{
    if (r->length++ >= IDENT_TEXT_MAX)
        return;
    if (c > 0x7E) {
        if (!r->got[0])
            memcpy(r->got, original.p, original.n);
        c = FOREIGN_CHARACTER;
    }
    r->text[r->n++] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
}

static bool blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Fills text, n and length: trimmed, narrow, upper case. */
static bool normalise(IdentResult *r, Str value)
{
    size_t blanks = 0; /* seen since the last character: dropped at the end, kept inside */
    for (size_t i = 0, bytes = 1; i < value.n; i += bytes) {
        int32_t c = code_point((const unsigned char *)value.p + i, value.n - i, &bytes);
        if (c >= 0x80)
            c = narrow(c);
        if (blank(c)) {
            blanks += r->length > 0;
            continue;
        }
        if (c < 0x20 || c == 0x7F)
            return mistake_plain(r, MISTAKE_NOT_TEXT);
        for (; blanks; blanks--)
            text_add(r, ' ', S(" "));
        text_add(r, c, (Str){ value.p + i, bytes });
    }
    return r->length ? true : mistake_plain(r, MISTAKE_EMPTY);
}

/* Takes the characters of `drop` out. */
static void squeeze(IdentResult *r, const char *drop)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (!strchr(drop, r->text[i]))
            r->text[n++] = r->text[i];
    r->length -= r->n - n;
    r->n = (uint8_t)n;
    memset(r->text + n, 0, sizeof r->text - n);
}

static bool judge(IdentResult *r, Day today)
{
    switch (r->kind) {
    case IDENT_CITIZEN: return judge_citizen(r, today);
    case IDENT_PERMIT: return judge_permit(r, today);
    case IDENT_SSN: return judge_ssn(r, today);
    case IDENT_PASSPORT: return judge_passport(r);
    case IDENT_CREDIT_CODE: return judge_credit_code(r);
    case IDENT_BANK_CARD: return judge_bank_card(r);
    case IDENT_CARD_NO: return judge_card_no(r);
    case IDENT_CARD_ID_CODE: return judge_card_id_code(r);
    case IDENT_ATR: return judge_atr(r);
    case IDENT_MOBILE: return judge_mobile(r);
    case IDENT_PHONE: return judge_phone(r);
    case IDENT_FREE:
    case IDENT_KIND_END: break;
    }
    require(r->kind > IDENT_FREE && r->kind < IDENT_KIND_END);
    return false;
}

IdentResult ident_check(IdentKind kind, Str value, Day today)
{
    IdentResult r = { .kind = kind, .birth = DAY_NONE };
    if (!normalise(&r, value))
        return r;
    if (kind == IDENT_BANK_CARD) /* printed in groups of four */
        squeeze(&r, " ");
    else if (kind == IDENT_MOBILE)
        squeeze(&r, " -");
    else if (kind == IDENT_PHONE)
        squeeze(&r, " ()");
    const char *space = memchr(r.text, ' ', r.n);
    if (space)
        mistake_at(&r, MISTAKE_SPACE, (size_t)(space - r.text), 0);
    else
        r.valid = judge(&r, today);
    if (r.mistake != MISTAKE_NONE)
        r.notes = 0;
    return r;
}

/* The kinds in the order in which a value without a name is tried: the strict before the lax. */
static const IdentKind guesses[] = { IDENT_CITIZEN, IDENT_CREDIT_CODE, IDENT_BANK_CARD, IDENT_MOBILE, IDENT_CARD_ID_CODE,
                                     IDENT_PHONE,   IDENT_PERMIT,      IDENT_CARD_NO,   IDENT_SSN };

static bool day_likely(Str text)
{
    Day day;
    return day_read_digits((Str){ text.p + 6, 8 }, &day);
}

/* A number that is wrong in every kind: what its length and its beginning make of it. */
static IdentKind guess_by_shape(Str text)
{
    size_t letters = 0, digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        letters += is_letter(text.p[i]);
        digits += is_digit(text.p[i]);
    }
    char first = text.n ? text.p[0] : 0;
    if (text.n == 32)
        return IDENT_CARD_ID_CODE;
    if (first == '+' || (first == '0' && text.n < 15) || text.n < 8)
        return IDENT_PHONE;
    if (text.n == 11 || (text.n == 13 && first == '8'))
        return IDENT_MOBILE;
    if (text.n == 9)
        return IDENT_CARD_NO;
    if (letters == 0 && first == '6' && text.n >= 16 && text.p[1] == '2' && !(text.n == 18 && day_likely(text)))
        return IDENT_BANK_CARD;
    if (is_letter(first) && first != 'Y' && first != 'N')
        return letters > 3 && text.n < 15 ? IDENT_PASSPORT : IDENT_PERMIT;
    bool person = letters <= 1 || (text.n == 18 && day_likely(text));
    if (text.n >= 16 && (!person || (first == '9' && !(text.n == 18 && day_likely(text)))))
        return IDENT_CREDIT_CODE;
    if (text.n > 18 && letters == 0)
        return IDENT_BANK_CARD;
    if (first == '9' || (text.n == 18 && first == '8'))
        return IDENT_PERMIT;
    return digits > 10 || text.n > 17 ? IDENT_CITIZEN : IDENT_PASSPORT;
}

IdentKind ident_guess(Str value, Day today)
{
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++)
        if (ident_check(guesses[i], value, today).valid)
            return guesses[i];
    IdentResult passport = ident_check(IDENT_PASSPORT, value, today);
    if (passport.valid && passport.n < 15 && is_letter(passport.text[0]) && is_digit(passport.text[passport.n - 1]))
        return IDENT_PASSPORT;
    return guess_by_shape(ident_text(&passport));
}
