/* human_money.c - see human.h: a statement as tables for a terminal, where a Chinese letter is as wide as two others. */
#include "app/human.h"
#include "base/money.h"

enum { COLUMNS_MAX = 12 };

typedef struct {
    Str cells[COLUMNS_MAX];
} Line;

/* Columns; those of `right` (bits) are numbers. */
typedef struct {
    Arena *arena;
    const Line *lines; /* the first holds the titles */
    size_t count, width;
    unsigned right;
} Table;

static size_t letters(Str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += (unsigned char)text.p[i] < 0x80 ? 1 : (unsigned char)text.p[i] >= 0xE0 ? 2 : 0;
    return n;
}

static void pad(Buf *out, size_t count)
{
    while (count-- > 0)
        buf_char(out, ' ');
}

static void put_table(Buf *out, const Table *table)
{
    size_t widest[COLUMNS_MAX] = { 0 };
    for (size_t i = 0; i < table->count; i++)
        for (size_t k = 0; k < table->width; k++) {
            size_t n = letters(table->lines[i].cells[k]);
            widest[k] = n > widest[k] ? n : widest[k];
        }
    for (size_t i = 0; i < table->count; i++) {
        for (size_t k = 0; k < table->width; k++) {
            Str text = table->lines[i].cells[k];
            size_t space = widest[k] - letters(text);
            bool right = table->right >> k & 1, last = k + 1 == table->width;
            pad(out, (k ? 2 : 0) + (right ? space : 0));
            buf_add(out, text);
            pad(out, right || last ? 0 : space);
        }
        buf_char(out, '\n');
    }
}

static const JsonNode *list_of(const JsonNode *object, const char *key, size_t *count)
{
    const JsonNode *node = json_member(object, key);
    *count = node && node->type == JSON_LIST ? node->count : 0;
    return node ? node->items : NULL;
}

static int64_t int_of(const JsonNode *object, const char *key)
{
    const JsonNode *node = json_member(object, key);
    return node && node->type == JSON_INT ? node->number : 0;
}

static Str yuan(Arena *arena, int64_t fen) { return money_text(arena, (Money){ fen }); }

/* The day of a column, or a dash. */
static Str or_dash(Str text) { return text.n ? text : S("-"); }

static bool truth(const JsonNode *object, const char *key)
{
    const JsonNode *node = json_member(object, key);
    return node && node->type == JSON_BOOL && node->truth;
}

static Line month_line(Arena *arena, const JsonNode *month, bool en)
{
    size_t count = 0, paid = 0;
    int64_t base = 0, employer = 0, employee = 0, subsidy = 0;
    const JsonNode *parts = list_of(month, "insurances", &count);
    for (size_t i = 0; i < count; i++) {
        base = int_of(&parts[i], "base_fen") > base ? int_of(&parts[i], "base_fen") : base;
        employer += int_of(&parts[i], "employer_fen");
        employee += int_of(&parts[i], "employee_fen");
        subsidy += int_of(&parts[i], "subsidy_fen");
        paid += truth(&parts[i], "paid");
    }
    Str state = paid == count ? (en ? S("paid") : S("已缴")) : paid ? (en ? S("partly") : S("部分")) : en ? S("open") : S("未缴");
    return (Line){ { json_text_of(json_member(month, "month")), json_text_of(json_member(month, en ? "en" : "zh")),
                     or_dash(json_text_of(json_member(month, "payer"))), yuan(arena, base), yuan(arena, employer),
                     yuan(arena, employee), yuan(arena, subsidy), state, or_dash(json_text_of(json_member(month, "credited_on"))),
                     or_dash(json_text_of(json_member(month, "voucher"))) } };
}

static void put_months(Buf *out, const JsonNode *data, bool en)
{
    static const Line zh_head = { { { "月份", 6 },
                                    { "类型", 6 },
                                    { "缴费主体", 12 },
                                    { "基数", 6 },
                                    { "单位缴纳", 12 },
                                    { "个人缴纳", 12 },
                                    { "补贴", 6 },
                                    { "状态", 6 },
                                    { "入账日", 9 },
                                    { "凭证", 6 } } };
    static const Line en_head = { { { "Month", 5 },
                                    { "Kind", 4 },
                                    { "Payer", 5 },
                                    { "Base", 4 },
                                    { "Employer", 8 },
                                    { "Own", 3 },
                                    { "Subsidy", 7 },
                                    { "State", 5 },
                                    { "Credited", 8 },
                                    { "Voucher", 7 } } };
    enum { WIDTH = 10, NUMBERS = 1u << 3 | 1u << 4 | 1u << 5 | 1u << 6 };
    size_t count = 0;
    const JsonNode *months = list_of(data, "months", &count);
    Line *lines = arena_new(out->arena, Line, count + 1);
    lines[0] = en ? en_head : zh_head;
    for (size_t i = 0; i < count; i++)
        lines[i + 1] = month_line(out->arena, &months[i], en);
    if (count)
        put_table(out, &(Table){ out->arena, lines, count + 1, WIDTH, NUMBERS });
    else
        buf_add(out, en ? S("no month is on record\n") : S("没有缴费记录\n"));
}

static void put_account(Buf *out, const JsonNode *data, const char *key, const char *title, bool en)
{
    static const Line zh_head = {
        { { "年度", 6 }, { "年初余额", 12 }, { "历史结转", 12 }, { "本年记入", 12 }, { "利息", 6 }, { "年末余额", 12 } }
    };
    static const Line en_head = {
        { { "Year", 4 }, { "Opening", 7 }, { "Brought", 7 }, { "Credits", 7 }, { "Interest", 8 }, { "Closing", 7 } }
    };
    enum { WIDTH = 6, NUMBERS = 0x3E };
    static const char *const members[] = { "opening_fen", "brought_forward_fen", "credits_fen", "interest_fen", "closing_fen" };
    size_t count = 0;
    const JsonNode *years = list_of(data, key, &count);
    Line *lines = arena_new(out->arena, Line, count + 1);
    if (!count)
        return;
    lines[0] = en ? en_head : zh_head;
    for (size_t i = 0; i < count; i++) {
        lines[i + 1].cells[0] = str_format(out->arena, "%lld", (long long)int_of(&years[i], "year"));
        for (size_t k = 0; k < sizeof members / sizeof *members; k++)
            lines[i + 1].cells[k + 1] = yuan(out->arena, int_of(&years[i], members[k]));
    }
    buf_format(out, "\n%s\n", title);
    put_table(out, &(Table){ out->arena, lines, count + 1, WIDTH, NUMBERS });
}

void human_statement(Buf *out, const JsonNode *data, bool en)
{
    put_months(out, data, en);
    put_account(out, data, "pension_account", en ? "Personal pension account" : "养老保险个人账户", en);
    put_account(out, data, "medical_account", en ? "Personal medical account" : "医疗保险个人账户", en);
    buf_format(out,
               en ? "\nBalances as of " STR_FMT ": pension " STR_FMT ", medical " STR_FMT "\n"
                  : "\n截至 " STR_FMT " 的余额：养老 " STR_FMT "，医疗 " STR_FMT "\n",
               STR_ARG(json_text_of(json_member(data, "as_of"))), STR_ARG(yuan(out->arena, int_of(data, "pension_balance_fen"))),
               STR_ARG(yuan(out->arena, int_of(data, "medical_balance_fen"))));
}
