/* judge.h - what the judges of this room share: the text being judged, and the explanation of numbers that do
 * not hold together. Inside ident only. */
#pragma once
#include "ident/ident.h"

/* Where a character outside the alphabet of all our numbers stood; no number contains it. */
#define FOREIGN_CHARACTER '\x01'

/* Marks the mistake and answers false, so that a judge can return it. `got_n` characters are quoted. */
bool mistake_at(IdentResult *r, IdentMistake mistake, size_t place, size_t got_n);
bool mistake_plain(IdentResult *r, IdentMistake mistake);
bool mistake_other(IdentResult *r, IdentKind other);

static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
/* Whether the characters from..until are digits, or letters or digits; else the first other one is the mistake. */
bool digits_only(IdentResult *r, size_t from, size_t until);
bool letters_or_digits(IdentResult *r, size_t from, size_t until);

/* The judges. r->text is normalised and r->length set; each sets form and parts and answers whether it is valid. */
bool judge_citizen(IdentResult *r, Day today);
bool judge_permit(IdentResult *r, Day today);
bool judge_ssn(IdentResult *r, Day today);
bool judge_passport(IdentResult *r);
bool judge_credit_code(IdentResult *r);
bool judge_bank_card(IdentResult *r);
bool judge_card_no(IdentResult *r);
bool judge_card_id_code(IdentResult *r);
bool judge_atr(IdentResult *r);
bool judge_mobile(IdentResult *r);
bool judge_phone(IdentResult *r);

/* Eighteen characters whose weighted sum leaves `target` when divided by `modulus`. */
typedef struct {
    int modulus, target;
    uint8_t weight[18];
    uint8_t inverse[18]; /* weight * inverse leaves 1 */
} CheckRule;
extern const CheckRule check_rule_11_2, check_rule_31;

/* The sum less the target modulo the modulus: 0 when the check character fits. */
int check_rest(const CheckRule *rule, const uint8_t value[18]);
/* Sets the fields singles and swaps of r: which small slips would explain that the values do not hold together.
 * `fits` says whether other values would be right in every respect but the check character. */
typedef bool CheckFits(const uint8_t value[18], const IdentResult *r, Day today);
void check_explain(const CheckRule *rule, const uint8_t value[18], CheckFits *fits, IdentResult *r, Day today);
