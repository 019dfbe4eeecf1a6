/* main.c - `shebao NAME ...`: finds what the first words name, a subcommand or a noun and verb of the catalogue, and
 * hands over the rest. */
#include "app/calc.h"
#include "app/check.h"
#include "app/city.h"
#include "app/cli.h"
#include "app/help.h"
#include "app/manual.h"
#include "app/office.h"
#include "app/param.h"
#include "app/printing.h"
#include "app/replay_file.h"
#include "app/serving.h"
#include "app/story.h"
#include "app/talk.h"
#include "app/version.h"
#include <signal.h>

enum { LIFE_BYTES = 16 << 20 };

static int man_main(int count, char **words);
static int completion_main(int count, char **words);

static const Subcommand subcommands[] = {
    { "demo", demo_main, "造一座虚构的城市并开始服务", "make an invented city and serve it", NULL },
    { "story", story_main, "在终端里讲开户和解封两个故事", "the two stories, told in the terminal", NULL },
    { "init", init_main, "新建业务数据库", "make a new bureau", NULL },
    { "serve", serve_main, "网页和接口服务", "web pages and API", NULL },
    { "query", cli_query, "查询：shebao query person.why --ssn ...", "ask: shebao query person.why --ssn ...", NULL },
    { "replay", replay_main, "按文件逐行办理", "commands of a file, line by line", NULL },
    { "verify", verify_main, "核对日志链和全部记录", "check the chain and every record", NULL },
    { "witness", witness_main, "日志链首的见证行", "the head of the chain, for somebody else to keep", NULL },
    { "outbox", outbox_main, "送出待发报文：shebao outbox send --with 命令", "send what waits: shebao outbox send --with COMMAND",
      NULL },
    { "export", export_main, "导出总账（ledger、hledger 格式）或供分析的脱敏副本（sqlite、csv、xlsx）",
      "the ledger for ledger and hledger, or a copy for analysts with masked persons (sqlite, csv, xlsx)", NULL },
    { "print", print_main, "打印证明、回单、办法单等（PDF）", "papers as PDF: statements, proofs, plans, receipts", NULL },
    { "cert", cert_main, "出具和核验证明：shebao cert verify 验证码或文件", "certificates: shebao cert verify CODE|FILE", NULL },
    { "token", token_main, "接口令牌", "bearer tokens of the API", NULL },
    { "openapi", openapi_main, "接口说明（OpenAPI）", "description of the API", NULL },
    { "man", man_main, "手册页：shebao man | man -l -", "the manual page: shebao man | man -l -", NULL },
    { "completion", completion_main, "命令行补全：shebao completion bash", "completion for the shell: shebao completion bash",
      NULL },
    { "calc", calc_main, "计算器，不用数据库", "calculators: no database needed", NULL },
    { "param", param_main, "政策参数：列出、查询、比较，以及即将到期的", "policy parameters: list, get, diff, and what runs out",
      NULL },
    { "check", check_main, "号码校验，不用数据库", "whether a number is right: no database needed", NULL },
};
enum { SUBCOMMAND_COUNT = sizeof subcommands / sizeof *subcommands };

static int man_main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    Options options;
    const Option list[] = { { 0 } };
    if (!options_read("man", count, words, list, 0, &options))
        return EXIT_USAGE;
    talk_put(options.help ? S("  shebao man | man -l -\n  shebao man --lang zh > shebao.1\n")
                          : manual_page(&life, subcommands, SUBCOMMAND_COUNT, options.en));
    arena_drop(&life);
    return EXIT_DONE;
}

/* The words behind `completion words` are somebody's half typed line: none of them is an option of ours. */
static int completion_main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    const Subcommand *run = NULL;
    char list[] = OPTIONS_LIST;
    if (count && !strcmp(words[0], "words")) {
        talk_put(completion_words(&life, subcommands, SUBCOMMAND_COUNT, count - 1, words + 1, &run));
        if (run) { /* it is told what stands before the word that is being typed */
            words[1] = list;
            (void)run->run(count > 2 ? count - 2 : 1, words + 1);
        }
        arena_drop(&life);
        return EXIT_DONE;
    }
    bool script = count == 1 && !strcmp(words[0], "bash"), help = count == 1 && !strcmp(words[0], "--help");
    talk_put(script ? completion_script() : S("  source <(shebao completion bash)\n"));
    arena_drop(&life);
    return script || help ? EXIT_DONE : EXIT_USAGE;
}

static const Subcommand *subcommand(const char *name)
{
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        if (!strcmp(subcommands[i].name, name))
            return &subcommands[i];
    return NULL;
}

static int unknown(const char *word, bool en)
{
    Meant meant = { .asked = str(word) };
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        meant_try(&meant, str(subcommands[i].name));
    meant_try(&meant, S("help"));
    for (int i = 1; i < CMD_END; i++)
        if (command_row((CommandId)i)->roles)
            meant_try(&meant, help_noun_of(command_row((CommandId)i)));
    if (meant_any(&meant))
        talk_say(en, "没有“%s”；是不是 " STR_FMT "？", "there is no \"%s\"; did you mean " STR_FMT "?", word, STR_ARG(meant.best));
    else
        talk_say(en, "没有“%s”；shebao help 列出全部。", "there is no \"%s\"; shebao help lists what there is.", word);
    return EXIT_USAGE;
}

/* A noun alone, or with a verb that it does not have. */
static int noun_only(Arena *arena, int count, char **words, bool en)
{
    Str help = help_noun(arena, str(words[0]), en);
    bool asked = count > 1 && (!strcmp(words[1], "--help") || !strcmp(words[1], "help"));
    if (!help.n)
        return unknown(words[0], en);
    if (count > 1 && !asked)
        return cli_unknown(str_format(arena, "%s.%s", words[0], words[1]), false, en);
    talk_put(help);
    return asked ? EXIT_DONE : EXIT_USAGE;
}

/* `shebao help`, `shebao help NAME`, `shebao help NOUN VERB`. */
static int help_run(Arena *arena, int count, char **words, bool en)
{
    int used = 0;
    if (!count) {
        talk_put(help_overview(arena, subcommands, SUBCOMMAND_COUNT, en));
        return EXIT_DONE;
    }
    const CatalogueRow *command = cli_row(count, words, false, &used), *query = command ? NULL : cli_row(count, words, true, &used);
    const Subcommand *named = subcommand(words[0]);
    char help_word[] = "--help", *asked[] = { help_word };
    if (command || query) {
        talk_put(help_row(arena, command ? command : query, !command, en));
        return EXIT_DONE;
    }
    if (named && count == 1)
        return named->run(1, asked);
    Str noun = help_noun(arena, str(words[0]), en);
    if (!noun.n || count > 1)
        return count > 1 && noun.n ? cli_unknown(str_format(arena, "%s.%s", words[0], words[1]), false, en) : unknown(words[0], en);
    talk_put(noun);
    return EXIT_DONE;
}

static int run(Arena *arena, int count, char **words)
{
    bool en = talk_english();
    int used = 0;
    for (int i = 0; i + 1 < count; i++) /* The language of what is said before an option is read. */
        if (!strcmp(words[i], "--lang"))
            talk_language(words[i + 1], &en);
    if (!count) {
        talk_put(help_overview(arena, subcommands, SUBCOMMAND_COUNT, en));
        return EXIT_USAGE;
    }
    if (!strcmp(words[0], "--version") || !strcmp(words[0], "version")) {
        talk_put(S("shebao " SHEBAO_VERSION "\n"));
        return EXIT_DONE;
    }
    if (!strcmp(words[0], "help") || !strcmp(words[0], "--help") || !strcmp(words[0], "-h")) {
        bool lang = count == 3 && !strcmp(words[1], "--lang");
        return help_run(arena, lang ? 0 : count - 1, words + 1, en);
    }
    const Subcommand *named = subcommand(words[0]);
    if (named)
        return named->run(count - 1, words + 1);
    const CatalogueRow *command = cli_row(count, words, false, &used);
    if (command)
        return cli_run(command, false, count - used, words + used);
    const CatalogueRow *query = cli_row(count, words, true, &used); /* `shebao person why` asks what it says */
    return query ? cli_run(query, true, count - used, words + used) : noun_only(arena, count, words, en);
}

int main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    signal(SIGPIPE, SIG_IGN); /* a reader that leaves is told by write */
    int code = run(&life, count - 1, words + 1);
    arena_drop(&life);
    return code;
}
