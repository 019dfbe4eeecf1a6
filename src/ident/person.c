/* person.c - numbers of natural persons: citizens, residents from Hong Kong, Macao and Taiwan, foreigners. */
#include "ident/judge.h"
#include "ident/region.h"

enum { BIRTH_YEAR_MIN = 1890, FOREIGN_PREFIX = 9 };

static inline int two(const uint8_t *value) { return value[0] * 10 + value[1]; }

/* The mistake in a day of birth, or MISTAKE_NONE. */
static IdentMistake birth_mistake(int year, int month, int day, Day today)
{
    if (year < BIRTH_YEAR_MIN)
        return day_valid(year < 1800 ? 2000 : year, month, day) ? MISTAKE_DAY_EARLY : MISTAKE_DAY;
    if (!day_valid(year, month, day))
        return MISTAKE_DAY;
    return day_make(year, month, day).n > today.n ? MISTAKE_DAY_FUTURE : MISTAKE_NONE;
}

static IdentMistake birth_of(const uint8_t value[18], Day today)
{
    return birth_mistake(two(value + 6) * 100 + two(value + 8), two(value + 10), two(value + 12), today);
}

/* Prefixes of citizen numbers: 71 was never given out (domain 4.1); 83 only to residents from Taiwan. */
static bool citizen_prefix(int prefix) { return prefix != 71 && region_province(prefix); }

/* The prefixes of residence permits are 810000, 820000 and 830000 in full. */
static bool permit_prefix(const uint8_t value[18])
{
    int prefix = two(value);
    return prefix >= 81 && prefix <= 83 && !(value[2] | value[3] | value[4] | value[5]);
}

static bool foreign_prefix(const uint8_t value[18])
{
    int province = two(value + 1);
    return value[0] == FOREIGN_PREFIX && province < 71 && region_province(province);
}

static bool prefix_right(const uint8_t value[18], IdentForm form)
{
    if (form == FORM_RESIDENT)
        return citizen_prefix(two(value));
    return form == FORM_FOREIGN ? foreign_prefix(value) : permit_prefix(value);
}

static bool person_fits(const uint8_t value[18], const IdentResult *r, Day today)
{
    for (int i = 0; i < 17; i++)
        if (value[i] > 9)
            return false;
    return prefix_right(value, r->form) && birth_of(value, today) == MISTAKE_NONE;
}

static bool explained(IdentResult *r, const uint8_t value[18], Day today)
{
    check_explain(&check_rule_11_2, value, person_fits, r, today);
    return false;
}

static void parts_set(IdentResult *r, const uint8_t value[18])
{
    r->year = (int16_t)(two(value + 6) * 100 + two(value + 8));
    r->month = (uint8_t)two(value + 10);
    r->day = (uint8_t)two(value + 12);
    r->sex = value[16] % 2 ? SEX_MALE : SEX_FEMALE;
    /* A foreigner's card names only the province that accepted the application. */
    r->region = r->form == FORM_FOREIGN ? two(value + 1) * 10000
                                        : (two(value) * 100 + two(value + 2)) * 100 + two(value + 4);
}

static bool values_read(IdentResult *r, uint8_t value[18])
{
    unsigned bad = 0;
    for (int i = 0; i < 17; i++) {
        value[i] = (uint8_t)(r->text[i] - '0');
        bad |= value[i] > 9;
    }
    if (bad)
        return digits_only(r, 0, 17);
    char check = r->text[17];
    if (!is_digit(check) && check != 'X')
        return mistake_at(r, MISTAKE_CHARACTER, 17, 1);
    value[17] = (uint8_t)(check == 'X' ? 10 : check - '0');
    return true;
}

/* Eighteen characters of that form: characters, prefix, day, check. */
static bool judge_18(IdentResult *r, IdentForm form, Day today)
{
    uint8_t value[18];
    r->form = form;
    if (!values_read(r, value))
        return false;
    parts_set(r, value);
    if (!prefix_right(value, form)) {
        bool foreign = form == FORM_FOREIGN, permit = form != FORM_RESIDENT && !foreign;
        mistake_at(r, permit ? MISTAKE_PREFIX : MISTAKE_REGION, foreign ? 1 : 0, permit ? 6 : 2);
        return explained(r, value, today);
    }
    IdentMistake mistake = birth_of(value, today);
    if (mistake == MISTAKE_NONE && check_rest(&check_rule_11_2, value) != 0)
        mistake = MISTAKE_CHECK;
    if (mistake != MISTAKE_NONE) {
        mistake_at(r, mistake, mistake == MISTAKE_CHECK ? 17 : 6, 0);
        return explained(r, value, today);
    }
    r->birth = day_make(r->year, r->month, r->day);
    if (form == FORM_RESIDENT && r->region < 810000 && !region_present(r->region))
        r->notes |= NOTE_OLD_REGION;
    return true;
}

/* Fifteen digits: no century and no check character; those born before 1900 have a number of 18 by now. */
static bool judge_15(IdentResult *r, Day today)
{
    r->form = FORM_RESIDENT_15;
    if (!digits_only(r, 0, 15))
        return false;
    char given[16] = { 0 };
    memcpy(given, r->text, 15);
    memmove(r->text + 8, r->text + 6, 9);
    memcpy(r->text + 6, "19", 2);
    r->text[17] = ident_citizen_check((Str){ r->text, 17 });
    r->text[18] = 0;
    r->n = 18;
    bool valid = judge_18(r, FORM_RESIDENT, today);
    r->form = FORM_RESIDENT_15;
    if (valid) {
        r->notes |= NOTE_UPGRADED;
        return true;
    }
    memcpy(r->text, given, sizeof given);
    r->n = 15;
    r->explained = false; /* The check character is our own: it explains nothing. */
    return false;
}

/* Whether the text would be right as a number of the other kind. */
static bool right_as(const IdentResult *r, bool (*judge)(IdentResult *r, Day today), Day today)
{
    IdentResult other = { .kind = r->kind, .length = r->length, .n = r->n };
    memcpy(other.text, r->text, sizeof other.text);
    return judge(&other, today);
}

static bool judge_resident(IdentResult *r, Day today)
{
    if (r->length == 15)
        return judge_15(r, today);
    return r->length == 18 ? judge_18(r, FORM_RESIDENT, today) : mistake_plain(r, MISTAKE_LENGTH);
}

static bool judge_foreign(IdentResult *r, Day today)
{
    return r->length == 18 ? judge_18(r, FORM_FOREIGN, today) : mistake_plain(r, MISTAKE_LENGTH);
}

bool judge_citizen(IdentResult *r, Day today)
{
    if (judge_resident(r, today))
        return true;
    if (r->length == 18 && r->text[0] == '9' && right_as(r, judge_foreign, today))
        return mistake_other(r, IDENT_PERMIT);
    return false;
}

/* Permits that begin with a letter: H or M and 8 digits (older ones 2 more for the issue), or three letters
 * of a country and 12 digits. */
static bool judge_lettered(IdentResult *r)
{
    bool country = r->length == 15 || (r->length > 1 && is_letter(r->text[1]));
    r->form = country ? FORM_FOREIGN_OLD : FORM_HOME_RETURN;
    if (country ? r->length != 15 : r->length != 9 && r->length != 11)
        return mistake_plain(r, MISTAKE_LENGTH);
    if (!country)
        return r->text[0] != 'H' && r->text[0] != 'M' ? mistake_at(r, MISTAKE_PREFIX, 0, 1) : digits_only(r, 1, r->n);
    for (size_t i = 1; i < 3; i++)
        if (!is_letter(r->text[i]))
            return mistake_at(r, MISTAKE_CHARACTER, i, 1);
    return digits_only(r, 3, 15);
}

/* Taiwan travel permit: 8 digits; older ones 10, perhaps with a letter behind, which cards show in brackets. */
static bool judge_taiwan_travel(IdentResult *r)
{
    if (r->n == 13 && r->text[10] == '(' && r->text[12] == ')') {
        r->text[10] = r->text[11];
        r->text[11] = 0;
        r->n = 11;
        r->length = 11;
    }
    r->form = r->length == 8 ? FORM_TAIWAN_TRAVEL : FORM_TAIWAN_TRAVEL_OLD;
    if (r->length != 8 && r->length != 10 && !(r->length == 11 && is_letter(r->text[10])))
        return mistake_plain(r, MISTAKE_LENGTH);
    return digits_only(r, 0, r->length == 11 ? 10 : r->length);
}

bool judge_permit(IdentResult *r, Day today)
{
    if (is_letter(r->text[0]))
        return judge_lettered(r);
    if (r->length != 18) {
        if (r->length == 15 && right_as(r, judge_resident, today))
            return mistake_other(r, IDENT_CITIZEN);
        return judge_taiwan_travel(r);
    }
    if (r->text[0] == '9')
        return judge_foreign(r, today);
    if (r->text[0] != '8' && right_as(r, judge_resident, today))
        return mistake_other(r, IDENT_CITIZEN);
    IdentForm form = r->text[1] == '2' ? FORM_MACAO : r->text[1] == '3' ? FORM_TAIWAN : FORM_HONG_KONG;
    return judge_18(r, form, today);
}

/* Law: MOHRSS order 16 of 2011, annex: country, a reserved digit 0, the number of the document. */
static bool judge_foreign_ssn(IdentResult *r)
{
    r->form = FORM_FOREIGN_SSN;
    if (r->length != 18)
        return mistake_plain(r, MISTAKE_LENGTH);
    for (size_t i = 1; i < 3; i++)
        if (!is_letter(r->text[i]))
            return mistake_at(r, MISTAKE_CHARACTER, i, 1);
    if (r->text[3] != '0')
        return mistake_at(r, MISTAKE_CHARACTER, 3, 1);
    if (!letters_or_digits(r, 4, 18))
        return false;
    r->notes |= NOTE_PADDING;
    return true;
}

bool judge_ssn(IdentResult *r, Day today)
{
    if (is_letter(r->text[0]))
        return judge_foreign_ssn(r);
    if (r->text[0] == '8' && r->length == 18) /* residents of Hong Kong, Macao and Taiwan: their residence permit */
        return judge_permit(r, today);
    return r->text[0] == '9' ? judge_foreign(r, today) : judge_resident(r, today);
}

bool ident_ssn_make(Str country, Str document_no, char out[19])
{
    IdentResult r = { .length = 18, .n = 18 };
    if (country.n != 3 || !is_letter(country.p[0]) || document_no.n < 1 || document_no.n > 14)
        return false;
    memcpy(r.text, country.p, 3);
    memset(r.text + 3, '0', 15);
    memcpy(r.text + 18 - document_no.n, document_no.p, document_no.n);
    if (!judge_foreign_ssn(&r))
        return false;
    memcpy(out, r.text, 19);
    return true;
}

bool judge_passport(IdentResult *r)
{
    r->form = FORM_PASSPORT;
    if (r->length < 5 || r->length > 17)
        return mistake_plain(r, MISTAKE_LENGTH);
    if (!letters_or_digits(r, 0, r->n))
        return false;
    /* Since 2017 ordinary Chinese passports after E99999999 have a letter in second place too. */
    bool chinese = r->n == 9 && strchr("EGP", r->text[0]) && (is_digit(r->text[1]) || r->text[0] == 'E');
    for (size_t i = 2; i < r->n && chinese; i++)
        chinese = is_digit(r->text[i]);
    if (chinese)
        r->form = FORM_PASSPORT_CHINA;
    return true;
}
