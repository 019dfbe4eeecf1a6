/* replay_file.c - see replay_file.h. Lines come and answers go as a stream; without --db the bureau is empty, lives in
 * memory, and has a fixed seed, so that the same file gives the same bytes. */
#include "app/replay_file.h"
#include "app/lines.h"
#include "app/options.h"
#include "core/replay.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { ANSWERS_FULL = 1 << 16, ANSWERS_BYTES = 1 << 28, LINE_BYTES = 4 << 20 };
static const size_t life_bytes = (size_t)16 << 30; /* pages cost memory only when touched */

typedef struct {
    bool en;
    const char *file, *db, *seed, *policy;
} Wish;

static void flush(Buf *out, Arena *answers)
{
    if (out->n)
        talk_put(buf_str(out));
    arena_reset(answers);
    *out = (Buf){ .arena = answers };
}

static Str too_long(Arena *arena)
{
    Why why = { .arena = arena };
    why.code = refuse(&why, ERR_TOO_LARGE, "", "这一行过长，请拆分。", "The line is too long; split it.");
    return answer_refused(arena, (Str){ 0 }, &why);
}

/* What is ready is written before waiting for more input, so that it can be used as a conversation. */
static int all_lines(Replay *replay, Lines *lines, const Wish *wish)
{
    Arena answers = arena_make(ANSWERS_BYTES);
    Buf out = { .arena = &answers };
    Str line = { 0 }, answer = { 0 };
    for (;;) {
        if (out.n > ANSWERS_FULL || lines_must_read(lines))
            flush(&out, &answers);
        LinesState state = lines_next(lines, &line);
        if (state == LINES_END || state == LINES_FAILED) {
            flush(&out, &answers);
            arena_drop(&answers);
            return state == LINES_END ? EXIT_DONE : EXIT_AGAIN;
        }
        if (state == LINES_OK && !str_trim(line).n)
            continue;
        Err err = OK;
        if (state == LINES_LONG)
            answer = too_long(&answers);
        else
            err = replay_line(replay, line, &answer);
        buf_add(&out, answer);
        buf_char(&out, '\n');
        if (err != OK) { /* What comes after a command that may or may not have happened means something else. */
            flush(&out, &answers);
            talk_say(wish->en, "数据库出错，已停止。", "the database failed; stopped here.");
            return EXIT_AGAIN;
        }
    }
}

/* A reference in a line: "$ and the id up to the point. Whether it stands there as text does not matter: an id too many
 * does no harm. An id written with escapes cannot be told, and then all are kept. */
static bool want_line(Replay *replay, Str line)
{
    for (Str rest = line; rest.n;) {
        long at = str_find(rest, S("\"$"));
        if (at < 0)
            return true;
        rest = str_from(rest, (size_t)at + 2);
        size_t n = 0;
        while (n < rest.n && rest.p[n] != '.' && rest.p[n] != '"' && rest.p[n] != '\\')
            n++;
        if (n < rest.n && rest.p[n] == '\\')
            return false;
        replay_want(replay, str_head(rest, n));
    }
    return true;
}

/* A file is read twice: first for the ids that its lines refer to, so that only their answers are kept and memory does
 * not grow with the file. false: it cannot be read twice (a pipe), or an id cannot be told. */
static bool want_all(Replay *replay, Lines *lines, int from)
{
    Str line = { 0 };
    LinesState state = LINES_OK;
    bool told = true;
    off_t start = lseek(from, 0, SEEK_CUR);
    if (start < 0)
        return false;
    while (told && (state = lines_next(lines, &line)) != LINES_END && state != LINES_FAILED)
        told = state == LINES_LONG || want_line(replay, line);
    if (told)
        replay_want(replay, (Str){ 0 });
    return lseek(from, start, SEEK_SET) == start && told;
}

/* Where files named by the lines are read from: beside the file that names them. */
static Str folder_of(const char *file)
{
    Str path = str(file);
    while (path.n && path.p[path.n - 1] != '/')
        path.n--;
    return path.n ? path : S("./");
}

static int replay_open(const Wish *wish, int from)
{
    Arena life = arena_make(life_bytes);
    Bureau bureau;
    Why why = { .arena = &life };
    BureauOptions options = { .url = wish->db ? str(wish->db) : S(":memory:"), .mode = DB_WRITER, .policy = wish->policy };
    options.seed = wish->seed ? str(wish->seed) : wish->db ? (Str){ 0 } : S("replay");
    Err err = bureau_open(&bureau, &options, &why);
    if (err != OK) {
        why.code = err;
        return talk_refused(&why, wish->en);
    }
    Lines ahead = lines_make(&life, from, LINE_BYTES), lines = lines_make(&life, from, LINE_BYTES);
    Replay *replay = replay_begin(&life, &bureau, folder_of(wish->file));
    if (!want_all(replay, &ahead, from))
        replay = replay_begin(&life, &bureau, folder_of(wish->file)); /* which keeps all */
    int code = all_lines(replay, &lines, wish);
    bureau_close(&bureau);
    arena_drop(&life);
    return code;
}

int replay_main(int count, char **words)
{
    Wish wish = { 0 };
    Options options;
    const Option list[] = { { .name = "db", .text = &wish.db },
                            { .name = "seed", .text = &wish.seed },
                            { .name = "policy", .text = &wish.policy },
                            { 0 } };
    if (!options_read("replay", count, words, list, 1, &options))
        return EXIT_USAGE;
    if (options.help || !options.plains) {
        static const char examples[] =
            "  shebao replay stories.jsonl\n  shebao replay stories.jsonl --db ./bureau\n  generate | shebao replay -\n";
        talk_put(str(examples));
        return options.help ? EXIT_DONE : EXIT_USAGE;
    }
    wish.file = options.plain[0];
    wish.en = options.en;
    bool named = strcmp(wish.file, "-") != 0;
    int from = named ? open(wish.file, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (from < 0) {
        talk_say(wish.en, "%s：%s", "%s: %s", wish.file, strerror(errno));
        return EXIT_NOT_FOUND;
    }
    int code = replay_open(&wish, from);
    if (named)
        close(from);
    return code;
}
