/* check_rule.c - check characters by weighted sums (ISO 7064 MOD 11-2 and the modulus 31 of GB 32100), and the
 * slips of the pen that would explain a wrong one. */
#include "base/require.h"
#include "ident/judge.h"

const CheckRule check_rule_11_2 = { 11, 1, { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1 },
    { 8, 5, 10, 9, 7, 3, 6, 1, 2, 4, 8, 5, 10, 9, 7, 3, 6, 1 } };
const CheckRule check_rule_31 = { 31, 0, { 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1 },
    { 1, 21, 7, 23, 18, 6, 2, 11, 14, 15, 5, 12, 4, 22, 28, 30, 10, 1 } };

int check_rest(const CheckRule *rule, const uint8_t value[18])
{
    int sum = rule->modulus - rule->target;
    for (int i = 0; i < 18; i++)
        sum += rule->weight[i] * value[i];
    return sum % rule->modulus;
}

/* In each place exactly one other value makes the sum right; the question is whether it may stand there. */
static void count_singles(const CheckRule *rule, uint8_t value[18], int rest, CheckFits *fits, IdentResult *r, Day today)
{
    for (int i = 0; i < 18; i++) {
        uint8_t was = value[i];
        value[i] = (uint8_t)((was + (rule->modulus - rest) * rule->inverse[i]) % rule->modulus);
        if (fits(value, r, today)) {
            r->singles++;
            r->single_at = (uint8_t)(i + 1);
        }
        value[i] = was;
    }
}

static void swap(uint8_t *a, uint8_t *b)
{
    uint8_t c = *a;
    *a = *b;
    *b = c;
}

void check_explain(const CheckRule *rule, const uint8_t value[18], CheckFits *fits, IdentResult *r, Day today)
{
    uint8_t tried[18];
    r->explained = true;
    memcpy(tried, value, sizeof tried);
    int rest = check_rest(rule, value);
    if (rest != 0) /* One changed character always spoils the sum, so it cannot explain a sum that is right. */
        count_singles(rule, tried, rest, fits, r, today);
    for (int i = 0; i + 1 < 18; i++) {
        int change = (rule->weight[i] - rule->weight[i + 1]) * (tried[i + 1] - tried[i]);
        if (tried[i] == tried[i + 1] || (rest + change) % rule->modulus != 0)
            continue;
        swap(&tried[i], &tried[i + 1]);
        if (fits(tried, r, today)) {
            r->swaps++;
            r->swap_at = (uint8_t)(i + 1);
        }
        swap(&tried[i], &tried[i + 1]);
    }
}

char ident_citizen_check(Str seventeen_digits)
{
    uint8_t value[18] = { 0 };
    require(seventeen_digits.n == 17);
    for (int i = 0; i < 17; i++) {
        require(is_digit(seventeen_digits.p[i]));
        value[i] = (uint8_t)(seventeen_digits.p[i] - '0');
    }
    return "0X987654321"[check_rest(&check_rule_11_2, value)];
}
