/* calc.c - see calc.h. Turns the words of the command line into the same JSON members that a line has, so that
 * both ways are judged by the same code (policy/calc_line.h). */
#include "app/calc.h"
#include "app/lines.h"
#include "app/options.h"
#include "app/talk.h"
#include "policy/calc_line.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { LIFE_BYTES = 128 << 20, SCRATCH_BYTES = 32 << 20, OUT_FULL = 1 << 16, ITEMS_MAX = 16 };

typedef struct {
    Arena *arena;
    bool json, jsonl, help, en;
    const char *folder, *file;
    JsonNode request, items[ITEMS_MAX], credits[YEAR_MONTHS];
    size_t credit_count;
} Calling;

static void say(int fd, Str text)
{
    if (!lines_write(fd, text))
        _exit(EXIT_AGAIN); /* nobody is left to tell */
}

static void help_say(const Calling *calling, int to)
{
    Buf out = { .arena = calling->arena };
    buf_add(&out, calling->en ? S("Examples:\n") : S("示例：\n"));
    buf_add(&out, S("  shebao calc workday --from 2025-09-26 --add 15\n"
                    "  shebao calc workday --from 2025-02-15 --shift\n"
                    "  shebao calc workday --from 2025-08-31 --add-months 6 --json\n"
                    "  shebao calc retirement --category M60 --birth 1965-01\n"
                    "  shebao calc contribution --region 110000 --month 2025-08 --wage 12345.67 --trace\n"
                    "  shebao calc contribution --region 110000 --month 2025-08 --category flexible --base 7162\n"
                    "  shebao calc contribution --region 310000 --month 2025-08 --category resident --tier 5300\n"
                    "  shebao calc late-fee --principal 12345.67 --due 2025-03-17 --paid 2025-04-30\n"
                    "  shebao calc interest --year 2024 --opening 50000.00 --credit 01=800.00 --credit 02=800.00\n"
                    "  shebao calc pension --average-wage 11937.00 --index 1.0000 --months 180 --balance 72000.00 --age 60y3m\n"
                    "  shebao calc --jsonl < cases.jsonl\n\n"));
    for (int calc = 1; calc < CALC_END; calc++) {
        buf_format(&out, "%s\n", calc_label((Calc)calc, calling->en));
        const CalcField *field = NULL;
        for (size_t i = 0; (field = calc_field_at(i)) != NULL; i++)
            if ((int)field->calc == calc)
                buf_format(&out, "  --" STR_FMT " %s\n", STR_ARG(calc_option(calling->arena, field)), field->example);
    }
    buf_add(&out, calling->en
                      ? S("\n--json  JSON instead of a sentence      --jsonl  one JSON object a line in, one result a line out\n"
                          "--lang zh|en  language of sentences     --policy FOLDER  policy files instead of the built-in ones\n")
                      : S("\n--json  以 JSON 输出      --jsonl  每行读入一个 JSON 对象，每行输出一个结果\n"
                          "--lang zh|en  语言        --policy 文件夹  使用该文件夹中的政策文件\n"));
    say(to, buf_str(&out));
}

static Err member_add(Calling *calling, Str name, JsonNode node, Why *why)
{
    if (json_member(&calling->request, str_z(calling->arena, name)) || calling->request.count == ITEMS_MAX)
        return refuse(why, ERR_BAD_FIELD, str_z(calling->arena, name), "选项重复。", "The option stands twice.");
    node.key = name;
    calling->items[calling->request.count++] = node;
    return OK;
}

/* Options of the command itself; *taken tells whether it was one, *used whether it took its value. */
static Err general_option(Calling *calling, Str name, const char *value, bool *taken, bool *used, Why *why)
{
    struct {
        const char *name;
        bool *flag;
    } flags[] = { { "json", &calling->json }, { "jsonl", &calling->jsonl }, { "help", &calling->help } };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (str_is(name, flags[i].name)) {
            *taken = *flags[i].flag = true;
            return OK;
        }
    bool lang = str_is(name, "lang");
    *taken = *used = lang || str_is(name, "policy");
    if (*taken && (!value || (lang && strcmp(value, "zh") && strcmp(value, "en"))))
        return refuse(why, ERR_BAD_FIELD, str_z(calling->arena, name), "--lang 后面应为 zh 或 en，--policy 后面应为文件夹。",
                      "--lang takes zh or en, --policy takes a folder.");
    if (lang)
        calling->en = !strcmp(value, "en");
    else if (*taken)
        calling->folder = value;
    return OK;
}

/* Yuan as an amount in fen. What looks like a number and is none of ours is handed on as one that is out of range, so that
 * the command line refuses it as a line does. */
static bool yuan_read(Str text, int64_t *fen)
{
    Money amount = { 0 };
    Str digits = str_starts(text, S("-")) ? str_from(text, 1) : text;
    if (money_read(digits, &amount)) {
        *fen = digits.n < text.n ? -amount.fen : amount.fen;
        return true;
    }
    bool number = digits.n > 0 && digits.p[0] != '.' && digits.p[digits.n - 1] != '.';
    int points = 0;
    size_t decimals = 0;
    for (size_t i = 0; i < digits.n; i++) {
        decimals += points > 0;
        points += digits.p[i] == '.';
        number = number && (digits.p[i] == '.' || (digits.p[i] >= '0' && digits.p[i] <= '9'));
    }
    *fen = INT64_MAX;
    return number && points <= 1 && decimals <= 2 && digits.n > sizeof "1000000000000" - 1;
}

/* MM=YUAN, one credit of a year. */
static Err credit_add(Calling *calling, Str name, Str value, Why *why)
{
    Str rest = value, month = str_cut(&rest, '=');
    JsonNode node = { .type = JSON_INT, .key = month };
    if (!rest.p || !yuan_read(rest, &node.number))
        return refuse(why, ERR_BAD_FIELD, str_z(calling->arena, name), "--credit 后面应为月份和金额，例如 01=800.00。",
                      "--credit takes a month and an amount, such as 01=800.00.");
    for (size_t i = 0; i < calling->credit_count; i++)
        if (str_eq(calling->credits[i].key, month))
            return refuse(why, ERR_BAD_FIELD, str_z(calling->arena, name), "同一个月份给出了两次。", "The month stands twice.");
    if (calling->credit_count == YEAR_MONTHS)
        return refuse(why, ERR_BAD_FIELD, str_z(calling->arena, name), "一年只有十二个月。", "A year has twelve months.");
    calling->credits[calling->credit_count++] = node;
    if (calling->credit_count == 1)
        return member_add(calling, name, (JsonNode){ .type = JSON_MEMBERS, .items = calling->credits }, why);
    return OK;
}

/* The value of an option as the member of a line. */
static Err option_value(Calling *calling, const CalcField *field, Str option, const char *value, Why *why)
{
    Str name = str(field->name);
    JsonNode node = { .type = field->kind == CALC_TEXT ? JSON_TEXT : JSON_INT, .text = str(value) };
    bool fine = value != NULL;
    if (fine && field->kind == CALC_CREDITS)
        return credit_add(calling, name, str(value), why);
    if (fine && field->kind == CALC_INT)
        fine = str_int(str(value), &node.number);
    else if (fine && field->kind == CALC_FEN)
        fine = yuan_read(str(value), &node.number);
    if (!fine)
        return refuse(why, ERR_BAD_FIELD, field->name, "--" STR_FMT " 后面应有正确的值，例如 %s。",
                      "--" STR_FMT " needs a proper value, such as %s.", STR_ARG(option), field->example);
    return member_add(calling, name, node, why);
}

static Err case_option(Calling *calling, Calc calc, Str option, const char *value, bool *used, Why *why)
{
    const CalcField *field = calc_field_by_option(calling->arena, calc, option);
    if (!field)
        return refuse(why, ERR_BAD_FIELD, str_z(calling->arena, option), "没有选项 --" STR_FMT "。",
                      "There is no option --" STR_FMT ".", STR_ARG(option));
    if (field->kind == CALC_TRUE)
        return member_add(calling, str(field->name), (JsonNode){ .type = JSON_BOOL, .truth = true }, why);
    *used = true;
    return option_value(calling, field, option, value, why);
}

/* The name of the calculator, or with --jsonl the file to read. */
static Err plain_word(Calling *calling, Calc *calc, const char *word, Why *why)
{
    Calc named = calc_from(str(word));
    if (calling->jsonl && !named && !calling->file) {
        calling->file = word;
        return OK;
    }
    if (*calc || !named)
        return refuse(why, ERR_BAD_FIELD, "calc", "不认识“%s”。可用的计算：" STR_FMT "。",
                      "unknown word \"%s\"; the calculators are: " STR_FMT ".", word, STR_ARG(calc_words(calling->arena)));
    *calc = named;
    return member_add(calling, S("calc"), (JsonNode){ .type = JSON_TEXT, .text = str(word) }, why);
}

/* What may come behind the words that are typed: a calculator, or its options. */
static int list_print(Calling *calling, int count, char **words)
{
    static const char general[] = "--help\n--json\n--jsonl\n--lang\n--policy\n";
    Buf out = { .arena = calling->arena };
    Calc calc = CALC_NONE;
    const CalcField *field = NULL;
    for (int i = 0; i < count && !calc; i++)
        calc = calc_from(str(words[i]));
    for (Str names = calc_words(calling->arena); !calc && names.n;) {
        Str name = str_trim(str_cut(&names, ','));
        buf_format(&out, STR_FMT "\n", STR_ARG(name));
    }
    for (size_t i = 0; (field = calc_field_at(i)) != NULL; i++)
        if (field->calc == calc)
            buf_format(&out, "--" STR_FMT "\n", STR_ARG(calc_option(calling->arena, field)));
    buf_add(&out, str(general));
    say(STDOUT_FILENO, buf_str(&out));
    return EXIT_DONE;
}

/* Reads all words; the value of an option stands behind it or after "=". */
static Err words_read(Calling *calling, int count, char **words, Why *why)
{
    Calc calc = CALC_NONE;
    calling->request = (JsonNode){ .type = JSON_MEMBERS, .items = calling->items };
    for (int i = 0; i < count; i++) {
        Str rest = str(words[i]);
        if (!str_starts(rest, S("--"))) {
            TRY(plain_word(calling, &calc, words[i], why));
            continue;
        }
        bool taken = false, used = false;
        Str name = str_from(str_cut(&rest, '='), 2);
        const char *value = rest.p ? rest.p : i + 1 < count ? words[i + 1] : NULL;
        TRY(general_option(calling, name, value, &taken, &used, why));
        if (!taken)
            TRY(case_option(calling, calc, name, value, &used, why));
        if (rest.p && !used)
            return refuse(why, ERR_BAD_FIELD, str_z(calling->arena, name), "此选项不带值。", "The option takes no value.");
        i += used && !rest.p;
    }
    return OK;
}

static int refused(const Calling *calling, const Why *why)
{
    Buf talk = { .arena = calling->arena };
    Str sentence = calling->en ? why->en : why->zh;
    buf_format(&talk, "shebao calc: " STR_FMT "%s" STR_FMT "\n", STR_ARG(why->field), why->field.n ? ": " : "", STR_ARG(sentence));
    if (calling->json) {
        Json json = json_make(calling->arena);
        json_open(&json, '{');
        calc_error_members(&json, why, calling->en);
        json_close(&json, '}');
        buf_char(&json.buf, '\n');
        say(STDOUT_FILENO, json_str(&json));
    }
    say(STDERR_FILENO, buf_str(&talk));
    return err_exit(why->code);
}

static int one_case(Calling *calling, Calculators *calculators)
{
    Why why = { .arena = calling->arena };
    CalcResult result = { 0 };
    Json json = json_make(calling->arena);
    for (size_t i = 0; i < calling->request.count; i++) /* the credits that came after the first */
        if (calling->items[i].type == JSON_MEMBERS)
            calling->items[i].count = calling->credit_count;
    if (calc_case(calling->arena, calculators, &calling->request, &result, &why) != OK)
        return refused(calling, &why);
    if (!calling->json) {
        calc_human(&json.buf, calling->arena, &result, calling->en);
    } else {
        json_open(&json, '{');
        calc_members(&json, calling->arena, &result);
        json_close(&json, '}');
        buf_char(&json.buf, '\n');
    }
    say(STDOUT_FILENO, json_str(&json));
    return 0;
}

/* One answer of a line that may fill the scratch region. */
static void line_answer(Buf *out, Arena *scratch, Calculators *calculators, Str line, bool en)
{
    jmp_buf full;
    size_t before = out->n;
    scratch->on_full = &full;
    if (setjmp(full)) {
        out->n = before;
        arena_reset(scratch);
        calc_too_long(out, en);
    } else {
        calc_json_line(out, scratch, calculators, line, en);
    }
    arena_reset(scratch);
}

static int all_lines(Calling *calling, Calculators *calculators, int from)
{
    Arena scratch = arena_make(SCRATCH_BYTES), answers = arena_make(SCRATCH_BYTES);
    Lines lines = lines_make(calling->arena, from, CALC_LINE_MAX);
    Buf out = { .arena = &answers };
    Str line = { 0 };
    LinesState state = LINES_OK;
    while (state == LINES_OK || state == LINES_LONG) {
        if (out.n > OUT_FULL || lines_must_read(&lines)) {
            say(STDOUT_FILENO, buf_str(&out));
            out.n = 0;
        }
        state = lines_next(&lines, &line);
        if (state == LINES_OK)
            line_answer(&out, &scratch, calculators, line, calling->en);
        else if (state == LINES_LONG)
            calc_too_long(&out, calling->en);
    }
    say(STDOUT_FILENO, buf_str(&out));
    arena_drop(&answers);
    arena_drop(&scratch);
    return state == LINES_FAILED ? EXIT_AGAIN : 0;
}

static int jsonl_run(Calling *calling, Calculators *calculators)
{
    bool named = calling->file && strcmp(calling->file, "-") != 0;
    int from = named ? open(calling->file, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (from < 0) {
        say(STDERR_FILENO, str_format(calling->arena, "shebao calc: %s: %s\n", calling->file, strerror(errno)));
        return EXIT_NOT_FOUND;
    }
    int code = all_lines(calling, calculators, from);
    if (named)
        close(from);
    return code;
}

static int calling_run(Calling *calling, int count, char **words)
{
    Why why = { .arena = calling->arena };
    const PolicySet *set = NULL;
    if (count && !strcmp(words[0], OPTIONS_LIST))
        return list_print(calling, count - 1, words + 1);
    if (words_read(calling, count, words, &why) != OK)
        return refused(calling, &why);
    if (calling->help || !(calling->jsonl || calling->request.count)) {
        help_say(calling, calling->help ? STDOUT_FILENO : STDERR_FILENO);
        return calling->help ? 0 : EXIT_USAGE;
    }
    if (calling->jsonl && calling->request.count) {
        say(STDERR_FILENO, calling->en ? S("shebao calc: --jsonl reads its cases from a file or standard input\n")
                                       : S("shebao calc: --jsonl 从文件或标准输入读取，不能同时给出其他计算\n"));
        return EXIT_USAGE;
    }
    if (policy_load(calling->arena, calling->folder, &set, &why) != OK)
        return refused(calling, &why);
    Calculators *calculators = calculators_make(calling->arena, set);
    return calling->jsonl ? jsonl_run(calling, calculators) : one_case(calling, calculators);
}

int calc_main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    Calling calling = { .arena = &life, .en = talk_english() };
    int code = calling_run(&calling, count, words);
    arena_drop(&life);
    return code;
}
