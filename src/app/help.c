/* help.c - see help.h. */
#include "app/help.h"
#include "app/call.h"
#include "app/examples_table.h"

Str call_example(Arena *arena, Field field)
{
    static const char *const examples[F_END] = {
#define AS_EXAMPLE(FIELD, text) [FIELD] = text,
        EXAMPLES(AS_EXAMPLE)
#undef AS_EXAMPLE
    };
    const FieldRow *row = field_row(field);
    const ChoiceSet *set = row->set ? choice_set(row->set) : NULL;
    if (examples[field])
        return str(examples[field]);
    switch (row->type) {
    case TYPE_DAY:
        return S("2025-08-31");
    case TYPE_MONTH:
        return S("2025-09");
    case TYPE_START:
        return S("2025-09-01");
    case TYPE_END:
        return S("2026-08-31");
    case TYPE_INT:
        return S("1");
    case TYPE_FEN:
        return S("12.50");
    case TYPE_BOOL:
        return S("true");
    case TYPE_REGION:
        return S("330100");
    case TYPE_CHOICES:
        return str_format(arena, "%s,%s", set->items[0].code, set->items[1].code);
    default:
        return set ? str(set->items[0].code) : S("...");
    }
}

/* How a row is called: "shebao query person.why" or "shebao card apply". */
static void call_line(Buf *out, const CatalogueRow *row, bool is_query)
{
    if (is_query)
        buf_format(out, "shebao query %s", row->name);
    else
        buf_format(out, "shebao " STR_FMT " " STR_FMT, STR_ARG(help_noun_of(row)), STR_ARG(help_verb_of(row)));
}

static void quoted(Buf *out, Str value)
{
    bool quote = str_find(value, S(" ")) >= 0;
    buf_format(out, quote ? " \"" STR_FMT "\"" : " " STR_FMT, STR_ARG(value));
}

Str help_example(Arena *arena, const CatalogueRow *row, bool is_query, bool all)
{
    Buf out = { .arena = arena };
    call_line(&out, row, is_query);
    for (int i = 0; i < row->count; i++) {
        Field field = row->fields[i];
        if (!row->required[i] && !all)
            continue;
        buf_format(&out, " --" STR_FMT, STR_ARG(call_option(arena, field)));
        quoted(&out, call_example(arena, field));
    }
    return buf_str(&out);
}

static void roles_line(Buf *out, const CatalogueRow *row, bool en)
{
    const ChoiceSet *roles = choice_set(SET_ROLE);
    if (row->roles == ~0u) {
        buf_add(out, en ? S("anybody") : S("任何人"));
        return;
    }
    bool any = false;
    for (int i = 0; i < roles->count; i++)
        if (role_in(row->roles, (Role)roles->items[i].number)) {
            buf_format(out, "%s%s", any ? ", " : "", roles->items[i].code);
            any = true;
        }
}

static void choices_line(Buf *out, const FieldRow *field, bool en)
{
    if (!field->set)
        return;
    const ChoiceSet *set = choice_set(field->set);
    buf_add(out, S("\n        "));
    for (int i = 0; i < set->count; i++)
        buf_format(out, "%s%s", i ? " | " : "", set->items[i].code);
    (void)en;
}

static const char *value_word(const FieldRow *field, bool en)
{
    if (field->type == TYPE_TEXT && field->kind == KIND_BLOB)
        return en ? "FILE" : "文件";
    switch (field->type) {
    case TYPE_DAY:
        return en ? "DAY" : "日期";
    case TYPE_MONTH:
        return en ? "MONTH" : "月份";
    case TYPE_START:
    case TYPE_END:
        return en ? "DAY|MONTH|TIME" : "日期|月份|时间";
    case TYPE_INT:
        return en ? "NUMBER" : "整数";
    case TYPE_FEN:
        return en ? "YUAN" : "元";
    case TYPE_BOOL:
        return "true|false";
    case TYPE_REGION:
        return en ? "SIX-DIGITS" : "六位代码";
    case TYPE_BYTES:
        return en ? "FILE" : "文件";
    case TYPE_PAIRS:
        return en ? "NAME=TEXT" : "名称=内容";
    case TYPE_LINES:
        return en ? "NUMBER=YUAN" : "号码=元";
    case TYPE_CHOICES:
    case TYPE_TEXTS:
        return "A,B";
    case TYPE_EVIDENCE:
        return "KIND[:no=...,valid_until=DAY,file=FILE]";
    default:
        return en ? "TEXT" : "文字";
    }
}

static void field_line(Buf *out, Arena *arena, const CatalogueRow *row, int i, bool en)
{
    const FieldRow *field = field_row(row->fields[i]);
    const char *must = row->required[i] ? (en ? "" : "") : en ? "  (optional)" : "（可不填）";
    buf_format(out, "  --" STR_FMT " %s\n        %s%s", STR_ARG(call_option(arena, row->fields[i])), value_word(field, en),
               en ? field->en : field->zh, must);
    choices_line(out, field, en);
    buf_char(out, '\n');
}

static const char *const general_zh =
    "\n公用选项：\n"
    "  --db 文件夹或 postgres://...   业务数据库（默认 $SHEBAO_DB，否则 ./bureau）\n"
    "  --as 角色:人员@机构            办理人（默认 clerk:cli）      --purpose 查阅目的\n"
    "  --id 编号                      重试时用同一编号，不会重复办理   --at 时间  --json  --lang zh|en\n"
    "  --dry-run                      只看会怎样，不办理\n"
    "退出码：0 已办 1 按规定不予办理 2 用法 3 没有查到 4 冲突 5 无权限 6 文件有不合格的行 75 请稍后再试\n";
static const char *const general_en =
    "\nFor every command:\n"
    "  --db FOLDER|postgres://...     the bureau ($SHEBAO_DB, otherwise ./bureau)\n"
    "  --as ROLE:USER@ORG             who acts (clerk:cli unless told)   --purpose WHY you look\n"
    "  --id ID                        the same id again does nothing twice   --at TIME  --json  --lang zh|en\n"
    "  --dry-run                      say what would happen, and do nothing\n"
    "Exit codes: 0 done 1 refused by a rule 2 usage 3 not found 4 conflict 5 not permitted 6 rows are wrong 75 try again\n";

Str help_general(bool en) { return str(en ? general_en : general_zh); }

static const struct {
    CommandId command;
    const char *words;
} calls[] = {
#define AS_CALL(COMMAND, text) { COMMAND, text },
    EXAMPLE_CALLS(AS_CALL)
#undef AS_CALL
};

const char *help_call(size_t i, CommandId *command)
{
    if (i >= sizeof calls / sizeof *calls)
        return NULL;
    *command = calls[i].command;
    return calls[i].words;
}

Str help_row(Arena *arena, const CatalogueRow *row, bool is_query, bool en)
{
    Buf out = { .arena = arena };
    Str shortest = help_example(arena, row, is_query, false), longest = help_example(arena, row, is_query, true);
    size_t before = out.n;
    for (size_t i = 0; !is_query && i < sizeof calls / sizeof *calls; i++)
        if ((int)calls[i].command == row->number)
            buf_format(&out, "  shebao " STR_FMT " " STR_FMT " %s\n", STR_ARG(help_noun_of(row)), STR_ARG(help_verb_of(row)),
                       calls[i].words);
    if (out.n == before)
        buf_format(&out, "  " STR_FMT "\n", STR_ARG(shortest));
    if (out.n == before + shortest.n + 3 && !str_eq(shortest, longest))
        buf_format(&out, "  " STR_FMT "\n", STR_ARG(longest));
    buf_format(&out, en ? "\n%s: %s\n" : "\n%s：%s\n", row->name, en ? row->en : row->zh);
    buf_format(&out, en ? "Law: %s\nWho: " : "依据：%s\n角色：", row->law);
    roles_line(&out, row, en);
    buf_add(&out, S("\n\n"));
    for (int i = 0; i < row->count; i++)
        field_line(&out, arena, row, i, en);
    buf_add(&out, help_general(en));
    if (is_query &&
        (row == query_row(QUERY_PERSON_STATEMENT) || row == query_row(QUERY_UNIT_BILL) || row == query_row(QUERY_UNIT_ARREARS)))
        buf_add(&out, str(en ? "As a file: --format csv|xlsx --out FILE  [--table months|accounts]\n"
                             : "写成文件：--format csv|xlsx --out 文件  [--table months|accounts]\n"));
    return buf_str(&out);
}

/* Every command and query that a person may call; calls `each` in the order of the tables. */
typedef void EachRow(void *context, const CatalogueRow *row, bool is_query);
static void each_row(EachRow *each, void *context)
{
    for (int i = 1; i < CMD_END; i++)
        if (command_row((CommandId)i)->roles)
            each(context, command_row((CommandId)i), false);
    for (int i = 1; i < QUERY_END; i++)
        if (query_row((QueryId)i)->roles)
            each(context, query_row((QueryId)i), true);
}

typedef struct {
    Arena *arena;
    Buf *out;
    Str noun;
    bool en, queries, any;
} Listing;

static void noun_example(void *context, const CatalogueRow *row, bool is_query)
{
    Listing *list = context;
    if (str_eq(help_noun_of(row), list->noun)) {
        buf_format(list->out, "  " STR_FMT "\n", STR_ARG(help_example(list->arena, row, is_query, false)));
        list->any = true;
    }
}

static void noun_word(void *context, const CatalogueRow *row, bool is_query)
{
    Listing *list = context;
    if (str_eq(help_noun_of(row), list->noun))
        buf_format(list->out, "  %-22s %s%s\n", row->name, list->en ? row->en : row->zh,
                   !is_query  ? ""
                   : list->en ? " (query)"
                              : "（查询）");
}

Str help_noun(Arena *arena, Str noun, bool en)
{
    Buf out = { .arena = arena };
    Listing list = { .arena = arena, .out = &out, .noun = noun, .en = en };
    each_row(noun_example, &list);
    if (!list.any)
        return (Str){ 0 };
    buf_char(&out, '\n');
    each_row(noun_word, &list);
    return buf_str(&out);
}

static void overview_row(void *context, const CatalogueRow *row, bool is_query)
{
    Listing *list = context;
    if (is_query != list->queries)
        return;
    Str noun = help_noun_of(row), verb = help_verb_of(row);
    if (str_eq(noun, list->noun)) {
        buf_format(list->out, ", " STR_FMT, STR_ARG(verb));
        return;
    }
    buf_format(list->out, "\n  %-*.*s " STR_FMT, 14, STR_ARG(noun), STR_ARG(verb));
    list->noun = noun;
}

Str help_overview(Arena *arena, const Subcommand *subcommands, size_t count, bool en)
{
    Buf out = { .arena = arena };
    buf_add(&out,
            S("  shebao demo\n  shebao story\n  shebao check 11010519491231002X\n  shebao calc workday --from 2025-09-26 --add 15\n"
              "  shebao replay stories.jsonl\n"));
    Buf *p = &out;
    buf_format(p, "  " STR_FMT "\n\n", STR_ARG(help_example(arena, query_row(QUERY_PERSON_WHY), true, false)));
    for (size_t i = 0; i < count; i++)
        buf_format(p, "  %-9s %s\n", subcommands[i].name, en ? subcommands[i].en : subcommands[i].zh);
    Listing list = { .arena = arena, .out = p, .en = en };
    buf_add(p, en ? S("\nCommands: shebao NOUN VERB --field value ...") : S("\n业务：shebao 名词 动词 --项目 值 …"));
    each_row(overview_row, &list);
    buf_add(p, en ? S("\n\nQueries: shebao query NOUN.VERB --field value ...") : S("\n\n查询：shebao query 名词.动词 --项目 值 …"));
    list.queries = true;
    list.noun = (Str){ 0 };
    each_row(overview_row, &list);
    buf_add(p, en ? S("\n\nshebao help NOUN VERB shows one of them, with examples.\n")
                  : S("\n\nshebao help 名词 动词  查看其中一项，先给例子。\n"));
    return buf_str(p);
}
