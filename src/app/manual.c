/* manual.c - see manual.h: the manual page. */
#include "app/manual.h"
#include "app/call.h"
#include "app/version.h"

typedef struct {
    Arena *arena;
    Buf out;
    bool en;
} Page;

/* Text as groff shall print it: no backslash, hyphen or leading full stop of ours is one of its own. */
static void put_text(Page *page, Str text)
{
    bool line_begins = !page->out.n || page->out.p[page->out.n - 1] == '\n';
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (line_begins && (c == '.' || c == '\''))
            buf_add(&page->out, S("\\&"));
        if (c == '\\')
            buf_add(&page->out, S("\\e"));
        else if (c == '-')
            buf_add(&page->out, S("\\-"));
        else
            buf_char(&page->out, c);
        line_begins = c == '\n';
    }
}

static void put_line(Page *page, const char *zh, const char *en)
{
    put_text(page, str(page->en ? en : zh));
    buf_char(&page->out, '\n');
}

static void section(Page *page, const char *zh, const char *en) { buf_format(&page->out, ".SH \"%s\"\n", page->en ? en : zh); }

/* One item of a list: its head in bold, what follows indented below it. */
static void item(Page *page, Str head)
{
    buf_add(&page->out, S(".TP\n.B "));
    put_text(page, head);
    buf_char(&page->out, '\n');
}

static void put_example(Page *page, const char *line)
{
    buf_add(&page->out, S(".PP\n.nf\n"));
    put_text(page, str(line));
    buf_add(&page->out, S("\n.fi\n"));
}

static void put_fields(Page *page, const CatalogueRow *row)
{
    for (int i = 0; i < row->count; i++) {
        const FieldRow *field = field_row(row->fields[i]);
        Str option = call_option(page->arena, row->fields[i]);
        buf_add(&page->out, S(".br\n"));
        put_text(page, str_format(page->arena, row->required[i] ? "--" STR_FMT "  %s" : "[--" STR_FMT "]  %s", STR_ARG(option),
                                  page->en ? field->en : field->zh));
        if (field->set) {
            const ChoiceSet *set = choice_set(field->set);
            Buf words = { .arena = page->arena };
            for (int k = 0; k < set->count; k++)
                buf_format(&words, "%s%s", k ? ", " : ": ", set->items[k].code);
            put_text(page, buf_str(&words));
        }
        buf_char(&page->out, '\n');
    }
}

static void put_row(Page *page, const CatalogueRow *row, bool is_query)
{
    item(page, help_example(page->arena, row, is_query, false));
    put_line(page, row->zh, row->en);
    buf_add(&page->out, S(".br\n"));
    put_text(page, str_format(page->arena, page->en ? "Law: %s\n" : "依据：%s\n", row->law));
    put_fields(page, row);
}

static void put_catalogue(Page *page)
{
    section(page, "业务", "COMMANDS");
    put_line(
        page, "每一项改变一件事；同一编号（--id）再办不会重复。例子中的人员和号码都是虚构的。",
        "Each changes one thing; the same id (--id) again does nothing twice. People and numbers in the examples are invented.");
    for (int i = 1; i < CMD_END; i++)
        if (command_row((CommandId)i)->roles)
            put_row(page, command_row((CommandId)i), false);
    section(page, "查询", "QUERIES");
    put_line(page, "只看不改；看别人的记录会留下一行。", "Each only looks; a look at somebody else's record leaves a line.");
    for (int i = 1; i < QUERY_END; i++)
        if (query_row((QueryId)i)->roles)
            put_row(page, query_row((QueryId)i), true);
}

static void put_exits(Page *page)
{
    static const struct {
        const char *code, *zh, *en;
    } exits[] = {
        { "0", "已办；逐行处理的，每一行都有了回答", "done; of lines: every line was answered" },
        { "1", "按规定不予办理", "refused by a rule" },
        { "2", "用法不对", "usage" },
        { "3", "没有查到", "not found" },
        { "4", "与已有记录冲突", "conflict" },
        { "5", "没有权限", "not permitted" },
        { "6", "文件中有不合格的行，报告已写出", "rows of the file are wrong; the report is written" },
        { "7", "完整性核对不通过", "integrity failure" },
        { "70", "程序缺陷", "a defect of the program" },
        { "75", "请稍后再试", "try again" },
    };
    section(page, "退出码", "EXIT STATUS");
    for (size_t i = 0; i < sizeof exits / sizeof *exits; i++) {
        item(page, str(exits[i].code));
        put_line(page, exits[i].zh, exits[i].en);
    }
}

static void put_surroundings(Page *page)
{
    section(page, "环境变量", "ENVIRONMENT");
    item(page, S("SHEBAO_DB"));
    put_line(page, "业务数据库：文件夹或 postgres://…；没有时为 ./bureau。",
             "The bureau: a folder or postgres://...; ./bureau when it is not set.");
    item(page, S("LANG, LC_MESSAGES, LC_ALL"));
    put_line(page, "以 zh 开头时用中文。", "Chinese when it begins with zh, otherwise English.");
    item(page, S("SHEBAO_MESSAGE_ID"));
    put_line(page, "送出报文的命令从这里得到报文编号。",
             "Set for the command that takes outgoing messages: the id of the message.");
    section(page, "文件", "FILES");
    item(page, S("/etc/shebao/shebao.conf"));
    put_line(page, "系统服务的设置。", "What the service reads before it starts.");
    item(page, S("/var/lib/shebao"));
    put_line(page, "系统服务的业务数据库。", "The bureau of the service.");
    section(page, "参见", "SEE ALSO");
    put_line(page, "运行说明在 /usr/share/doc/shebao；接口说明由 shebao openapi 给出。",
             "How it is run stands in /usr/share/doc/shebao; shebao openapi describes the API.");
}

Str manual_page(Arena *arena, const Subcommand *subcommands, size_t count, bool en)
{
    Page page = { .arena = arena, .out = { .arena = arena }, .en = en };
    buf_format(&page.out, ".TH SHEBAO 1 \"\" \"shebao %s\" \"%s\"\n", SHEBAO_VERSION, en ? "User Commands" : "用户命令");
    section(&page, "名称", "NAME");
    put_line(&page, "shebao - 一个程序里的社会保险经办机构", "shebao - a social security bureau in one program");
    section(&page, "概要", "SYNOPSIS");
    buf_add(&page.out, S(".B shebao\n"));
    put_line(&page, "名词 动词 --项目 值 ...", "NOUN VERB --field value ...");
    buf_add(&page.out, S(".br\n.B shebao query\n"));
    put_line(&page, "名词.动词 --项目 值 ...", "NOUN.VERB --field value ...");
    buf_add(&page.out, S(".br\n.B shebao\n"));
    put_line(&page, "子命令 ...", "SUBCOMMAND ...");
    section(&page, "例子", "EXAMPLES");
    put_example(&page, "shebao demo\nshebao check 11010519491231002X\nshebao calc workday --from 2025-09-26 --add 15\n"
                       "shebao serve --db ./bureau\nshebao query person.why --ssn 110105199003078211");
    section(&page, "子命令", "SUBCOMMANDS");
    for (size_t i = 0; i < count; i++) {
        item(&page, str_format(arena, "shebao %s", subcommands[i].name));
        put_line(&page, subcommands[i].zh, subcommands[i].en);
    }
    put_catalogue(&page);
    section(&page, "公用选项", "OPTIONS OF EVERY COMMAND AND QUERY");
    buf_add(&page.out, S(".nf\n"));
    put_text(&page, help_general(en));
    buf_add(&page.out, S(".fi\n"));
    put_exits(&page);
    put_surroundings(&page);
    return buf_str(&page.out);
}
