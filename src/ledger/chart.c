/* chart.c - see chart.h. */
#include "ledger/chart.h"

#define OF(NAME) (1u << OWNER_##NAME)
#define AS_SCOPE_ENUM(NAME, ...) NAME,
typedef enum { LEDGER_SCOPES(AS_SCOPE_ENUM) SCOPE_END } LedgerScope;
#define AS_SCOPE(NAME, insurance_, side_, owners_) [NAME] = { insurance_, side_, owners_ },
static const struct {
    bool insurance, side;
    unsigned owners;
} scopes[SCOPE_END] = { LEDGER_SCOPES(AS_SCOPE) };

enum { LIST_MAX = 32 };
#define AS_ACCOUNT(no, NAME, code_, zh_, en_, class_, normal_, scope) \
    { .number = no, .code = code_, .zh = zh_, .en = en_, .class = class_, .normal = normal_, .owners = scope },
static AccountRow accounts[] = { LEDGER_ACCOUNTS(AS_ACCOUNT) }; /* owners holds the scope until main begins */
enum { ACCOUNT_COUNT = sizeof accounts / sizeof *accounts };
static const AccountRow *by_number[LEDGER_ACCOUNT_END];

__attribute__((constructor)) static void chart_prepare(void)
{
    for (size_t i = 0; i < ACCOUNT_COUNT; i++) {
        unsigned scope = accounts[i].owners;
        accounts[i].insurance = scopes[scope].insurance;
        accounts[i].side = scopes[scope].side;
        accounts[i].owners = scopes[scope].owners;
        by_number[accounts[i].number] = &accounts[i];
    }
}

const AccountRow *account_row(int account) { return account > 0 && account < LEDGER_ACCOUNT_END ? by_number[account] : NULL; }

const AccountRow *account_at(size_t index) { return index < ACCOUNT_COUNT ? &accounts[index] : NULL; }

#define AS_WORD(no, NAME, code_, zh_, en_) { no, code_, zh_, en_ },
#define WORDS(name, LIST) \
    const Choice *name(int number) \
    { \
        static const Choice items[] = { LIST(AS_WORD) }; \
        for (size_t i = 0; i < sizeof items / sizeof *items; i++) \
            if (items[i].number == number) \
                return &items[i]; \
        return NULL; \
    }
WORDS(class_word, LEDGER_CLASSES)
WORDS(owner_word, LEDGER_OWNERS)
WORDS(side_word, LEDGER_SIDES)
WORDS(text_word, LEDGER_TEXTS)
WORDS(sheet_kind_word, SHEET_KINDS)

static Err wrong(Why *why, const char *field, const AccountRow *row, const char *zh, const char *en)
{
    return refuse(why, ERR_BAD_FIELD, field, "记账科目“%s”：%s。%.0s%.0s", "%.0s%.0sAccount %s: %s.", row->zh, zh, row->code, en);
}

/* An owner is named exactly where the account is kept for each owner. */
static bool owner_fits(const AccountRow *row, const LedgerLine *line)
{
    if (line->owner_kind == OWNER_NONE)
        return row->owners == 0 && line->owner == 0;
    bool known = (int)line->owner_kind > 0 && line->owner_kind < OWNER_END && (row->owners >> line->owner_kind & 1u);
    return known && (line->owner_kind == OWNER_SHEETS ? line->owner == 0 : line->owner > 0);
}

static bool month_fits(const AccountRow *row, const LedgerLine *line)
{
    bool named = line->month.n != MONTH_NONE.n;
    if (named && (line->month.n < month_make(1900, 1).n || line->month.n > month_make(9999, 12).n))
        return false;
    return named || !row->insurance || !row->owners || line->owner_kind == OWNER_SHEETS;
}

Err line_check(const LedgerLine *line, Why *why)
{
    const AccountRow *row = account_row((int)line->account);
    if (!row)
        return refuse(why, ERR_BAD_FIELD, "account", "没有编号为 %d 的记账科目。", "There is no account number %d.",
                      (int)line->account);
    bool insured = (int)line->insurance > 0 && line->insurance < Insurance_END;
    bool sided = (int)line->side > 0 && line->side < SIDE_END;
    if (line->region < 1 || line->region > REGION_MAX)
        return wrong(why, "region", row, "须写明统筹地区", "the line must name its region");
    if (row->insurance ? !insured : line->insurance != Insurance_NONE)
        return wrong(why, "insurance", row, row->insurance ? "须写明险种" : "不分险种",
                     row->insurance ? "the line must name an insurance" : "it is not kept by insurance");
    if (row->side ? !sided : line->side != SIDE_NONE)
        return wrong(why, "side", row, row->side ? "须写明由谁负担" : "不分负担方",
                     row->side ? "the line must name who bears it" : "it is not kept by who bears it");
    if (!owner_fits(row, line))
        return wrong(why, "owner", row, "户主不符合科目要求", "the owner does not fit the account");
    if (!month_fits(row, line))
        return wrong(why, "month", row, "须写明费款所属期", "the line must name the fee period");
    if (line->way != DEBIT && line->way != CREDIT)
        return wrong(why, "way", row, "须写明借或贷", "the line must be debit or credit");
    if (line->amount.fen < 1 || line->amount.fen > ledger_fen_max)
        return refuse(why, ERR_BAD_AMOUNT, "amount", "分录金额须为 0.01 元至一万亿元。",
                      "The amount of a line must be from 0.01 to 10^12 yuan.");
    return OK;
}

static bool same_book(const LedgerLine *a, const LedgerLine *b)
{
    return a->region == b->region &&
           (account_row((int)a->account)->class == CLASS_CLIENT) == (account_row((int)b->account)->class == CLASS_CLIENT);
}

static bool is_first_of_book(const LedgerLine *lines, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (same_book(&lines[i], &lines[at]))
            return false;
    return true;
}

Err lines_balance(const LedgerLine *lines, size_t count, Why *why)
{
    for (size_t first = 0; first < count; first++) {
        Money sum = { 0 };
        if (!is_first_of_book(lines, first))
            continue;
        for (size_t i = first; i < count; i++) {
            bool fine = !same_book(&lines[i], &lines[first]) ||
                        (lines[i].way == DEBIT ? money_add(sum, lines[i].amount, &sum) : money_sub(sum, lines[i].amount, &sum));
            if (!fine)
                return refuse(why, ERR_BAD_AMOUNT, "amount", "分录合计超出可记录的范围。",
                              "The lines add up to more than can be recorded.");
        }
        if (sum.fen != 0)
            return refuse(why, ERR_BAD_AMOUNT, "amount", "分录借贷不平：地区 %d 借方比贷方多 %lld 分。",
                          "The entry does not balance: in region %d debit exceeds credit by %lld fen.", (int)lines[first].region,
                          (long long)sum.fen);
    }
    return OK;
}
