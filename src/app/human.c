/* human.c - see human.h. */
#include "app/human.h"
#include "base/money.h"
#include <stdio.h>

Str human_text(const JsonNode *object, const char *key, bool en)
{
    char english[64];
    snprintf(english, sizeof english, "%s_en", key);
    Str text = json_text_of(json_member(object, english));
    return en && text.n ? text : json_text_of(json_member(object, key));
}

static void spaces(Buf *out, int count)
{
    while (count-- > 0)
        buf_char(out, ' ');
}

static bool is_plain(const JsonNode *node) { return node->type != JSON_LIST && node->type != JSON_MEMBERS; }

static bool plain_list(const JsonNode *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (!is_plain(&node->items[i]))
            return false;
    return node->type == JSON_LIST;
}

static void plain(Buf *out, const JsonNode *node, bool en)
{
    switch (node->type) {
    case JSON_TEXT:
        buf_add(out, node->text);
        break;
    case JSON_BOOL:
        buf_add(out, node->truth ? (en ? S("yes") : S("是")) : en ? S("no") : S("否"));
        break;
    case JSON_INT:
        if (str_ends(node->key, S("_fen")))
            buf_add(out, money_text(out->arena, (Money){ node->number }));
        else
            buf_format(out, "%lld", (long long)node->number);
        break;
    default:
        buf_char(out, '-');
    }
}

/* Shown in the other language already, or not at all. */
static bool is_hidden(const JsonNode *object, const JsonNode *member, bool en)
{
    Str key = member->key;
    if (object->type != JSON_MEMBERS)
        return false;
    if (str_is(key, "zh") || str_is(key, "en"))
        return json_member(object, "zh") && json_member(object, "en") && str_is(key, "en") != en;
    if (str_ends(key, S("_en")))
        return !en;
    char english[64];
    snprintf(english, sizeof english, STR_FMT "_en", STR_ARG(key));
    return en && key.n < sizeof english - 4 && json_member(object, english);
}

static Str label_of(Str key)
{
    if (str_ends(key, S("_en")))
        return str_head(key, key.n - 3);
    return str_ends(key, S("_fen")) ? str_head(key, key.n - 4) : key;
}

/* A text of several lines, each behind its indent. */
static void block(Buf *out, Str text, int indent)
{
    buf_char(out, '\n');
    for (Str rest = text; rest.p;) {
        Str line = str_cut(&rest, '\n');
        if (line.n)
            spaces(out, indent + 2);
        buf_format(out, STR_FMT "%s", STR_ARG(line), rest.p ? "\n" : "");
    }
}

/* Where words were found: pieces of one sentence, those that match between brackets. */
static bool is_snippet(const JsonNode *node)
{
    return node->type == JSON_LIST && node->count && json_member(&node->items[0], "match") &&
           json_member(&node->items[0], "text");
}

static void snippet(Buf *out, const JsonNode *node)
{
    buf_char(out, ' ');
    for (size_t i = 0; i < node->count; i++) {
        bool match = json_member(&node->items[i], "match")->truth;
        buf_format(out, match ? "[" STR_FMT "]" : STR_FMT, STR_ARG(json_text_of(json_member(&node->items[i], "text"))));
    }
}

static void member_line(Buf *out, const JsonNode *node, int indent, bool en)
{
    spaces(out, indent);
    buf_format(out, STR_FMT ":", STR_ARG(label_of(node->key)));
    if (node->type == JSON_TEXT && str_find(node->text, S("\n")) >= 0) {
        block(out, node->text, indent);
    } else if (is_plain(node)) {
        buf_char(out, ' ');
        plain(out, node, en);
    } else if (is_snippet(node)) {
        snippet(out, node);
    } else if (!node->count) {
        buf_add(out, S(" -"));
    } else if (plain_list(node)) {
        for (size_t i = 0; i < node->count; i++) {
            buf_add(out, i ? S(", ") : S(" "));
            plain(out, &node->items[i], en);
        }
    } else {
        buf_char(out, '\n');
        human_data(out, node, indent + 2, en);
        return;
    }
    buf_char(out, '\n');
}

/* An element of a list: its first line behind "- ". */
static void element(Buf *out, const JsonNode *node, int indent, bool en)
{
    if (is_plain(node)) {
        spaces(out, indent);
        buf_add(out, S("- "));
        plain(out, node, en);
        buf_char(out, '\n');
        return;
    }
    size_t start = out->n;
    human_data(out, node, indent + 2, en);
    if (out->n > start + (size_t)indent)
        out->p[start + (size_t)indent] = '-';
}

void human_data(Buf *out, const JsonNode *data, int indent, bool en)
{
    for (size_t i = 0; i < data->count; i++) {
        const JsonNode *node = &data->items[i];
        if (data->type == JSON_LIST)
            element(out, node, indent, en);
        else if (!is_hidden(data, node, en))
            member_line(out, node, indent, en);
    }
}

void human_done(Buf *out, const JsonNode *answer, const CatalogueRow *row, bool en)
{
    bool already = str_is(json_text_of(json_member(answer, "result")), "already");
    const JsonNode *data = json_member(answer, "data");
    buf_format(out, en ? "%s: %s\n" : "%s：%s\n",
               already ? (en ? "it was so already, nothing changed" : "原本如此，没有变化")
               : en    ? "done"
                       : "已办理",
               en ? row->en : row->zh);
    if (data)
        human_data(out, data, 2, en);
}
