/* human_why.c - see human.h: why something does not work, and the ways out, as somebody at a desk would say it. */
#include "app/human.h"
#include "base/money.h"

static int64_t number_of_member(const JsonNode *object, const char *key)
{
    const JsonNode *node = json_member(object, key);
    return node && node->type == JSON_INT ? node->number : 0;
}

static Str word_of(ChoiceSetId set, Str code, bool en)
{
    int number = choice_from(set, code);
    if (!number)
        return code;
    return str(en ? choice_of(set, number)->en : choice_of(set, number)->zh);
}

void human_cause(Buf *out, const JsonNode *cause, bool en)
{
    Str since = json_text_of(json_member(cause, "since")), by = json_text_of(json_member(cause, "by"));
    Str note = human_text(cause, "note", en), law = json_text_of(json_member(cause, "law"));
    buf_format(out, "  - " STR_FMT, STR_ARG(human_text(cause, "why", en)));
    if (since.n)
        buf_format(out, en ? ", since " STR_FMT : "，自 " STR_FMT, STR_ARG(str_head(since, 10)));
    if (by.n)
        buf_format(out, en ? ", by " STR_FMT : "，登记：" STR_FMT, STR_ARG(by));
    buf_format(out, en ? "  [" STR_FMT "]\n" : "  〔" STR_FMT "〕\n", STR_ARG(law));
    if (note.n)
        buf_format(out, "    " STR_FMT "\n", STR_ARG(note));
}

static void papers_line(Buf *out, const JsonNode *papers, bool en, const char *label)
{
    if (!papers || !papers->count)
        return;
    buf_add(out, str(label));
    for (size_t i = 0; i < papers->count; i++)
        buf_format(out, "%s" STR_FMT,
                   !i   ? ""
                   : en ? ", "
                        : "、",
                   STR_ARG(word_of(SET_EVIDENCE, json_text_of(&papers->items[i]), en)));
    buf_char(out, '\n');
}

/* What only whoever takes the step can say, each with its reason. */
static void ask_lines(Buf *out, const JsonNode *asks, bool en)
{
    for (size_t i = 0; asks && i < asks->count; i++)
        buf_format(out, en ? "     say " STR_FMT ": " STR_FMT "\n" : "     须说明 " STR_FMT "：" STR_FMT "\n",
                   STR_ARG(json_text_of(json_member(&asks->items[i], "field"))), STR_ARG(human_text(&asks->items[i], "why", en)));
}

static void place_line(Buf *out, const JsonNode *where, bool en)
{
    if (!where)
        return;
    buf_format(out, en ? "     where: " STR_FMT : "     地点：" STR_FMT, STR_ARG(human_text(where, "name", en)));
    static const char *const members[] = { "address", "hours", "phone" };
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        Str text = json_text_of(json_member(where, members[i]));
        if (text.n)
            buf_format(out, en ? ", " STR_FMT : "，" STR_FMT, STR_ARG(text));
    }
    buf_char(out, '\n');
}

/* What is paid to the fen, for which months, until when it is accepted, and what shows it. */
static void pays_lines(Buf *out, const JsonNode *step, bool en)
{
    const JsonNode *pays = json_member(step, "pays");
    if (!pays)
        return;
    Str from = json_text_of(json_member(pays, "from")), to = json_text_of(json_member(pays, "to"));
    Str until = json_text_of(json_member(pays, "accepted_until"));
    buf_format(out,
               en ? "     pay: " STR_FMT " yuan for " STR_FMT " to " STR_FMT ", accepted until " STR_FMT "\n"
                  : "     缴费：" STR_FMT " 元，" STR_FMT " 至 " STR_FMT "，" STR_FMT " 前接受补缴\n",
               STR_ARG(money_text(out->arena, (Money){ number_of_member(pays, "amount_fen") })), STR_ARG(from), STR_ARG(to),
               STR_ARG(until));
    papers_line(out, json_member(step, "vouchers"), en, en ? "     voucher: " : "     凭证：");
}

void human_step(Buf *out, const JsonNode *step, size_t number, bool en)
{
    Str role = word_of(SET_ROLE, json_text_of(json_member(step, "role")), en), law = json_text_of(json_member(step, "law"));
    Str wait = json_text_of(json_member(step, "not_before"));
    int64_t cost = number_of_member(step, "cost_fen"), days = number_of_member(step, "days");
    buf_format(out, en ? "  %zu. " STR_FMT " (" STR_FMT ")" : "  %zu. " STR_FMT "（" STR_FMT "）", number,
               STR_ARG(human_text(step, "what", en)), STR_ARG(role));
    if (wait.n)
        buf_format(out, en ? ", wait until " STR_FMT : "，等到 " STR_FMT, STR_ARG(str_head(wait, 16)));
    if (days)
        buf_format(out, en ? ", %lld days" : "，约 %lld 天", (long long)days);
    if (cost)
        buf_format(out, en ? ", " STR_FMT " yuan" : "，" STR_FMT " 元", STR_ARG(money_text(out->arena, (Money){ cost })));
    buf_format(out, en ? "  [" STR_FMT "]\n" : "  〔" STR_FMT "〕\n", STR_ARG(law));
    place_line(out, json_member(step, "where"), en);
    pays_lines(out, step, en);
    papers_line(out, json_member(step, "evidence"), en, en ? "     bring: " : "     携带：");
    ask_lines(out, json_member(step, "ask"), en);
}

static const char *name_of_way(Str name, bool en)
{
    if (str_is(name, "cheapest"))
        return en ? "The cheapest way" : "最省钱的办法";
    if (str_is(name, "fastest"))
        return en ? "The fastest way" : "最快的办法";
    return en ? "A way without going anywhere" : "不用跑腿的办法";
}

void human_way(Buf *out, const JsonNode *way, bool en)
{
    const JsonNode *steps = json_member(way, "steps");
    Str cost = money_text(out->arena, (Money){ number_of_member(way, "cost_fen") });
    buf_format(out, en ? "%s: " STR_FMT " yuan, %lld days\n" : "%s：" STR_FMT " 元，%lld 天\n",
               name_of_way(json_text_of(json_member(way, "name")), en), STR_ARG(cost), (long long)number_of_member(way, "days"));
    for (size_t i = 0; steps && i < steps->count; i++)
        human_step(out, &steps->items[i], i + 1, en);
}

void human_why(Buf *out, const JsonNode *data, bool en)
{
    const JsonNode *causes = json_member(data, "causes"), *ways = json_member(data, "ways"), *usable = json_member(data, "usable");
    Str function = word_of(SET_EFFECT, json_text_of(json_member(data, "function")), en);
    if (usable && usable->truth) {
        buf_format(out, en ? STR_FMT ": works.\n" : STR_FMT "：可以使用。\n", STR_ARG(function));
        return;
    }
    buf_format(out,
               en ? STR_FMT ": does not work, or only under a condition, because\n" : STR_FMT "：不能使用或有条件使用，原因：\n",
               STR_ARG(function));
    for (size_t i = 0; causes && i < causes->count; i++)
        human_cause(out, &causes->items[i], en);
    for (size_t i = 0; ways && i < ways->count; i++) {
        buf_char(out, '\n');
        human_way(out, &ways->items[i], en);
    }
    Str why = human_text(data, "why", en);
    if (why.n)
        buf_format(out, STR_FMT "\n", STR_ARG(why));
}
