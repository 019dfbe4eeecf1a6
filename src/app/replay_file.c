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
    Lines lines = lines_make(&life, from, LINE_BYTES);
    int code = all_lines(replay_begin(&life, &bureau, folder_of(wish->file)), &lines, wish);
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
