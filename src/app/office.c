/* office.c - see office.h: init, token, openapi. */
#include "app/office.h"
#include "app/call.h"
#include "app/cli.h"
#include "app/lines.h"
#include "core/token.h"
#include "web/serve.h"
#include <unistd.h>

enum { LIFE_BYTES = 256 << 20, TOKEN_LINE_MAX = 200 };

static int refused(Why *why, Err err, bool en)
{
    why->code = err;
    return talk_refused(why, en);
}

int init_main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    const char *db = NULL, *seed = NULL, *policy = NULL;
    Options options;
    const Option list[] = {
        { .name = "db", .text = &db }, { .name = "seed", .text = &seed }, { .name = "policy", .text = &policy }, { 0 }
    };
    if (!options_read("init", count, words, list, 1, &options))
        return EXIT_USAGE;
    if (options.help) {
        talk_put(S("  shebao init ./bureau\n  shebao init --db 'postgres://localhost/shebao?schema=hangzhou'\n"));
        return EXIT_DONE;
    }
    Str url = cli_db(options.plains ? options.plain[0] : db);
    bool there = cli_db_exists(&life, url) && !str_starts(url, S("postgres"));
    Bureau bureau;
    Why why = { .arena = &life };
    Err err =
        bureau_open(&bureau, &(BureauOptions){ .url = url, .mode = DB_WRITER, .seed = str(seed), .policy = policy }, &why);
    if (err != OK)
        return refused(&why, err, options.en);
    bureau_close(&bureau);
    talk_say(options.en, there ? STR_FMT " 已经是业务数据库。" : STR_FMT " 已建立。",
             there ? STR_FMT " is a bureau already." : STR_FMT " is ready.", STR_ARG(url));
    arena_drop(&life);
    return EXIT_DONE;
}

/* ---- tokens ---- */

typedef struct {
    bool en, json;
    const char *db, *policy, *role, *user, *org;
} TokenWish;

/* The one transaction of a token command. `act` says what to print. */
typedef Err TokenAct(Bureau *bureau, Arena *arena, const TokenWish *wish, Str *out, Why *why);

static int token_run(const TokenWish *wish, TokenAct *act)
{
    Arena life = arena_make(LIFE_BYTES);
    Bureau bureau;
    Why why = { .arena = &life };
    Str out = { 0 };
    Err err =
        bureau_open(&bureau, &(BureauOptions){ .url = cli_db(wish->db), .mode = DB_WRITER, .policy = wish->policy }, &why);
    if (err != OK)
        return refused(&why, err, wish->en);
    err = db_begin(bureau.db);
    err = err == OK ? act(&bureau, &life, wish, &out, &why) : err;
    if (err == OK)
        err = db_commit(bureau.db);
    else
        db_rollback(bureau.db);
    bureau_close(&bureau);
    if (err != OK)
        return refused(&why, err, wish->en);
    talk_put(out);
    arena_drop(&life);
    return EXIT_DONE;
}

static Err token_make(Bureau *bureau, Arena *arena, const TokenWish *wish, Str *out, Why *why)
{
    Actor actor = { .user = str(wish->user), .org = str(wish->org) };
    Str token;
    TRY(call_actor(str_format(arena, "%s:%s", wish->role ? wish->role : "", wish->user ? wish->user : "api"), &actor, why));
    actor.org = str(wish->org);
    TRY(token_new(bureau, arena, &actor, (Str){ 0 }, &token));
    *out = str_format(arena, wish->json ? "{\"token\":\"" STR_FMT "\"}\n" : STR_FMT "\n", STR_ARG(token));
    return OK;
}

/* A secret never stands among the arguments: the token is read from standard input. */
static Err token_take_back(Bureau *bureau, Arena *arena, const TokenWish *wish, Str *out, Why *why)
{
    Lines lines = lines_make(arena, STDIN_FILENO, TOKEN_LINE_MAX);
    Str line = { 0 };
    bool was = false;
    if (lines_next(&lines, &line) != LINES_OK)
        return refuse(why, ERR_BAD_FIELD, "token", "请从标准输入给出令牌。", "Give the token on standard input.");
    TRY(token_revoke(bureau, arena, str_trim(line), &was));
    if (!was)
        return refuse(why, ERR_UNKNOWN_ID, "token", "没有这个令牌。", "There is no such token.");
    *out = wish->en ? S("revoked\n") : S("已收回\n");
    return OK;
}

int token_main(int count, char **words)
{
    TokenWish wish = { 0 };
    Options options;
    const Option list[] = { { .name = "db", .text = &wish.db },
                            { .name = "policy", .text = &wish.policy },
                            { .name = "role", .text = &wish.role },
                            { .name = "user", .text = &wish.user },
                            { .name = "org", .text = &wish.org },
                            { .name = "json", .flag = &wish.json },
                            { 0 } };
    if (!options_read("token", count, words, list, 1, &options))
        return EXIT_USAGE;
    wish.en = options.en;
    bool make = options.plains && !strcmp(options.plain[0], "new"),
         revoke = options.plains && !strcmp(options.plain[0], "revoke");
    if (options.help || !(make || revoke) || (make && !wish.role)) {
        talk_put(S("  shebao token new --role bank --user teller --org B01\n  shebao token revoke < token.txt\n"));
        return options.help ? EXIT_DONE : EXIT_USAGE;
    }
    return token_run(&wish, make ? token_make : token_take_back);
}

int openapi_main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    Options options;
    const Option list[] = { { 0 } };
    if (!options_read("openapi", count, words, list, 0, &options))
        return EXIT_USAGE;
    talk_put(options.help ? S("  shebao openapi > openapi.json\n") : openapi_text(&life));
    arena_drop(&life);
    return EXIT_DONE;
}
