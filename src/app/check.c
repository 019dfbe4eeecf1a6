/* check.c - see check.h. The judging is done in ident; here words are read and lines carried. */
#include "app/check.h"
#include "app/lines.h"
#include "app/options.h"
#include "app/talk.h"
#include "ident/check_line.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_INVALID = EXIT_REFUSED };
enum { FLUSH_BYTES = 1 << 16, LIFE_REGION = 1 << 20, OUT_REGION = 4 << 20, SCRATCH_REGION = 64 << 20 };

typedef struct {
    IdentKind kind; /* IDENT_FREE: guess */
    bool lines, jsonl, json, en, help;
    const char **values;
    int count;
    Day today;
} Wish;

static const char *const examples[] = {
    "shebao check 11010519491231002X",
    "shebao check --kind bank-card 6225881234567898",
    "shebao check --kind citizen-id --lines numbers.txt",
    "shebao check --jsonl < cases.jsonl   {\"kind\":\"mobile\",\"value\":\"13812345678\"}",
};
static const char usage_zh[] = "\n"
                               "  --kind 种类   不写时按号码自行判断，可选：";
static const char usage_en[] = "\n"
                               "  --kind KIND   guessed if left out; one of: ";
static const char options_zh[] =
    "\n"
    "  --lines       每行一个号码，逐行回答“号码 结果 说明”，以制表符分隔\n"
    "  --jsonl       每行一个 JSON 对象，逐行回答\n"
    "  --json        每个号码输出一个 JSON 对象\n"
    "  --lang zh|en  说明所用语言（默认随 LANG）\n"
    "  退出码        0 全部有效（--lines、--jsonl：全部已回答），1 有无效的，2 用法有误，3 没有该文件\n";
static const char options_en[] =
    "\n"
    "  --lines       one number a line; answers number, result and sentence, separated by tabs\n"
    "  --jsonl       one JSON object a line, one answer a line\n"
    "  --json        one JSON object for each number\n"
    "  --lang zh|en  the language of the sentences (otherwise that of LANG)\n"
    "  exit code     0 all valid (--lines, --jsonl: all answered), 1 some not valid, 2 usage, 3 no such file\n";

static void usage_print(FILE *to, bool en)
{
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        fprintf(to, "  %s\n", examples[i]);
    fputs(en ? usage_en : usage_zh, to);
    for (int kind = 1; kind < IDENT_KIND_END; kind++)
        fprintf(to, "%s%s", kind > 1 ? " " : "", ident_kind_word((IdentKind)kind));
    fputs(en ? options_en : options_zh, to);
}

/* What may come behind the words that are typed: a kind, or an option. */
static void list_print(const char *last)
{
    static const char *const options[] = { "--help", "--json", "--jsonl", "--kind", "--lang", "--lines" };
    for (int kind = 1; !strcmp(last, "--kind") && kind < IDENT_KIND_END; kind++)
        puts(ident_kind_word((IdentKind)kind));
    for (size_t i = 0; strcmp(last, "--kind") && i < sizeof options / sizeof *options; i++)
        puts(options[i]);
    fflush(stdout);
}

static bool option_with_value(Str name, const char *value, Wish *wish)
{
    if (str_is(name, "--kind"))
        return value && (wish->kind = ident_kind(str(value))) != IDENT_FREE;
    if (str_is(name, "--lang") && value && (!strcmp(value, "zh") || !strcmp(value, "en"))) {
        wish->en = !strcmp(value, "en");
        return true;
    }
    return false;
}

/* The switch of that name, or NULL. */
static bool *switch_of(const char *word, Wish *wish)
{
    struct {
        const char *name;
        bool *flag;
    } switches[] = {
        { "--lines", &wish->lines }, { "--jsonl", &wish->jsonl }, { "--json", &wish->json },
        { "--help", &wish->help },   { "-h", &wish->help },
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (!strcmp(word, switches[i].name))
            return switches[i].flag;
    return NULL;
}

/* Sorts the words; the value of an option stands behind it or after "=". false, with a line on stderr, if they
 * make no sense. */
static bool wish_read(int count, char **words, const char **values, Wish *wish)
{
    bool values_only = false;
    wish->values = values;
    for (int i = 0; i < count; i++) {
        bool *flag = switch_of(words[i], wish);
        if (values_only || words[i][0] != '-' || !words[i][1]) {
            values[wish->count++] = words[i];
        } else if (!strcmp(words[i], "--")) {
            values_only = true;
        } else if (flag) {
            *flag = true;
        } else {
            Str rest = str(words[i]), name = str_cut(&rest, '=');
            if (!option_with_value(name, rest.p ? rest.p : i + 1 < count ? words[i + 1] : NULL, wish)) {
                fprintf(stderr, wish->en ? "shebao check: %s: not understood\n" : "shebao check：%s：无法识别\n", words[i]);
                return false;
            }
            i += !rest.p;
        }
    }
    return true;
}

/* Answers every line of the file in order, with memory for one block and one line; false: reading or writing
 * failed. What is ready is written before waiting for more, so that it can be used as a conversation. */
static bool lines_answer(int from, const Wish *wish)
{
    Arena life = arena_make(LIFE_REGION), answers = arena_make(OUT_REGION), scratch = arena_make(SCRATCH_REGION);
    Lines lines = lines_make(&life, from, CHECK_LINE_MAX);
    Buf out = { .arena = &answers };
    Str line = { 0 };
    LinesState state = LINES_OK;
    bool written = true;
    while (written && (state == LINES_OK || state == LINES_LONG)) {
        if (out.n > FLUSH_BYTES || lines_must_read(&lines)) {
            written = lines_write(STDOUT_FILENO, buf_str(&out));
            out.n = 0;
        }
        state = lines_next(&lines, &line);
        if (state == LINES_LONG) {
            check_too_long(&out, wish->jsonl, wish->en);
        } else if (state == LINES_OK && wish->jsonl) {
            check_json_line(&out, &scratch, line, wish->today, wish->en);
            arena_reset(&scratch);
        } else if (state == LINES_OK) {
            check_line(&out, wish->kind, line, wish->today, wish->en);
        }
    }
    written = written && lines_write(STDOUT_FILENO, buf_str(&out));
    arena_drop(&scratch);
    arena_drop(&answers);
    arena_drop(&life);
    return written && state == LINES_END;
}

static int lines_main(const Wish *wish)
{
    if (wish->count > 1 || (wish->lines && (wish->jsonl || wish->kind == IDENT_FREE))) {
        fputs(wish->en ? "shebao check: --lines needs --kind; --lines and --jsonl take one file at most\n"
                       : "shebao check：--lines 须同时给出 --kind；--lines 和 --jsonl 最多读一个文件\n",
              stderr);
        return EXIT_USAGE;
    }
    bool named = wish->count == 1 && strcmp(wish->values[0], "-") != 0;
    int from = named ? open(wish->values[0], O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (from < 0) {
        fprintf(stderr, "shebao check: %s: %s\n", wish->values[0], strerror(errno));
        return EXIT_NOT_FOUND;
    }
    bool fine = lines_answer(from, wish);
    if (!fine)
        fprintf(stderr, "shebao check: %s\n", strerror(errno));
    if (named)
        close(from);
    return fine ? EXIT_DONE : EXIT_AGAIN;
}

/* Other kinds in which a guessed value is right too: a letter and eight digits may be a card or a passport. */
static void also_say(Buf *out, IdentKind kind, Str value, const Wish *wish)
{
    for (int other = 1; other < IDENT_KIND_END; other++) {
        bool lax = other == IDENT_ATR || other == IDENT_PASSPORT || other == IDENT_SSN;
        IdentResult r = ident_check((IdentKind)other, value, wish->today);
        if (other == (int)kind || !r.valid || (lax && r.form != FORM_PASSPORT_CHINA) ||
            (kind == IDENT_MOBILE && other == IDENT_PHONE))
            continue;
        buf_add(out, wish->en ? S("  could also be: ") : S("  也可能是："));
        buf_add(out, str(ident_form_name(r.form, wish->en)));
        buf_char(out, '\n');
    }
}

static int values_main(const Wish *wish)
{
    Arena region = arena_make(OUT_REGION);
    bool valid = true, written = true;
    for (int i = 0; i < wish->count && written; i++) {
        Str value = str(wish->values[i]);
        IdentKind kind = wish->kind != IDENT_FREE ? wish->kind : ident_guess(value, wish->today);
        IdentResult r = ident_check(kind, value, wish->today);
        valid = valid && r.valid;
        Json json = json_make(&region);
        if (wish->json) {
            json_open(&json, '{');
            check_members(&json, &r, wish->en);
            json_close(&json, '}');
            buf_char(&json.buf, '\n');
        } else {
            check_human(&json.buf, &r, value, wish->en);
            if (wish->kind == IDENT_FREE && r.valid)
                also_say(&json.buf, kind, value, wish);
        }
        written = lines_write(STDOUT_FILENO, json_str(&json));
        arena_reset(&region);
    }
    arena_drop(&region);
    if (!written)
        return EXIT_AGAIN;
    return valid ? EXIT_DONE : EXIT_INVALID;
}

int check_main(int count, char **words)
{
    Arena region = arena_make((size_t)(count + 1) * sizeof(char *) + 4096);
    if (count && !strcmp(words[0], OPTIONS_LIST)) {
        list_print(words[count - 1]);
        arena_drop(&region);
        return EXIT_DONE;
    }
    Wish wish = { .en = talk_english(), .today = time_day((Time){ (int64_t)time(NULL) }) };
    bool read = wish_read(count, words, arena_new(&region, const char *, (size_t)count + 1), &wish);
    int code = EXIT_USAGE;
    if (read && wish.help) {
        usage_print(stdout, wish.en);
        code = EXIT_DONE;
    } else if (!read || (!wish.lines && !wish.jsonl && !wish.count)) {
        usage_print(stderr, wish.en);
    } else {
        code = wish.lines || wish.jsonl ? lines_main(&wish) : values_main(&wish);
    }
    arena_drop(&region);
    return code;
}
