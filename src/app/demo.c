/* demo.c - `shebao demo`: a folder with the invented city, made once, and the server on it. */
#include "app/city.h"
#include "app/options.h"
#include "app/serving.h"
#include "base/log.h"
#include "web/sign.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    PERSONS_DEFAULT = 10000,
    PERSONS_LEAST = 1,
    PERSONS_MOST = 2000000,
    SEED_DEFAULT = 1,
    PORT_DEFAULT = 8080,
    WELCOME_MAX = 1 << 20,
    SCRATCH_BYTES = 64 << 20
};
static const size_t life_bytes = (size_t)4 << 30;
static const char making[] = "demo.making", welcome[] = "demo.welcome";

typedef struct {
    Arena *arena;
    const char *home;
    bool en, terminal, only_make;
    int64_t persons, seed, port;
    Day base;
    int shown; /* tenths that were told */
    int64_t commands;
} Demo;

static const char *path_of(const Demo *demo, const char *name)
{
    return str_z(demo->arena, str_format(demo->arena, "%s/%s", demo->home, name));
}
static bool is_there(const Demo *demo, const char *name) { return access(path_of(demo, name), F_OK) == 0; }

/* ---- files of the folder ---- */

static bool file_write(const Demo *demo, const char *name, Str text)
{
    const char *path = path_of(demo, name), *fresh = path_of(demo, "demo.new");
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600); /* it holds tokens */
    bool done = fd >= 0;
    for (size_t at = 0; done && at < text.n;) {
        ssize_t put = write(fd, text.p + at, text.n - at);
        done = put > 0 || (put < 0 && errno == EINTR);
        at += put > 0 ? (size_t)put : 0;
    }
    done = done && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return done && rename(fresh, path) == 0;
}

static Str file_read(const Demo *demo, const char *name)
{
    int fd = open(path_of(demo, name), O_RDONLY | O_CLOEXEC);
    char *bytes = arena_take(demo->arena, WELCOME_MAX);
    ssize_t n = fd < 0 ? -1 : read(fd, bytes, WELCOME_MAX);
    if (fd >= 0)
        close(fd);
    return (Str){ bytes, n > 0 ? (size_t)n : 0 };
}

/* A city that was not finished is made anew; a bureau that is none of ours is left alone. */
static bool folder_ready(const Demo *demo)
{
    static const char *const files[] = { "bureau.db", "bureau.db-wal", "bureau.db-shm" };
    for (char *p = (char *)(uintptr_t)path_of(demo, "x"), *end = strrchr(p, '/'), *at = p + 1; at <= end; at++)
        if (*at == '/') {
            *at = 0;
            mkdir(p, 0700);
            *at = '/';
        }
    if (is_there(demo, "bureau.db") && !is_there(demo, making)) {
        talk_say(demo->en, "%s 里有别的业务数据库，不能覆盖；请用 SHEBAO_HOME 另指文件夹。",
                 "%s holds another bureau, which is left alone; name another folder with SHEBAO_HOME.", demo->home);
        return false;
    }
    if (!file_write(demo, making, S("a city is being made here\n"))) {
        talk_say(demo->en, "不能写入 %s：%s", "cannot write in %s: %s", demo->home, strerror(errno));
        return false;
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(path_of(demo, files[i]));
    return true;
}

/* ---- progress ---- */

enum { BAR = 30, TENTHS = 10 };

static void draw_bar(const Demo *demo, int64_t done, int64_t all, Day day)
{
    char bar[BAR + 1];
    int full = (int)(done * BAR / all);
    for (int i = 0; i < BAR; i++)
        bar[i] = i < full ? '#' : '.';
    bar[BAR] = 0;
    fprintf(stderr, "\r  [%s] %3d%%  " STR_FMT, bar, (int)(done * 100 / all), STR_ARG(day_text(demo->arena, day)));
    if (done == all)
        fputc('\n', stderr);
}

static void progress(void *context, int64_t done, int64_t all, Day day)
{
    Demo *demo = context;
    size_t mark = arena_mark(demo->arena);
    int tenth = (int)(done * (demo->terminal ? BAR * 4 : TENTHS) / all);
    if (tenth != demo->shown && demo->terminal)
        draw_bar(demo, done, all, day);
    else if (tenth != demo->shown)
        fprintf(stderr, "  %3d%%  " STR_FMT "\n", (int)(done * 100 / all), STR_ARG(day_text(demo->arena, day)));
    demo->shown = tenth;
    arena_back(demo->arena, mark);
}

/* ---- the welcome ---- */

typedef struct {
    const char *role, *org;
    Str user;
} Visitor;

static Err token_line(Bureau *bureau, Arena *arena, const Visitor *visitor, Buf *out, Str *token)
{
    Actor actor = { .role = (Role)choice_from(SET_ROLE, str(visitor->role)), .user = visitor->user, .org = str(visitor->org) };
    TRY(token_new(bureau, arena, &actor, (Str){ 0 }, token));
    buf_format(out, "  %-9s " STR_FMT "   " STR_FMT "%s%s\n", visitor->role, STR_ARG(*token), STR_ARG(visitor->user),
               visitor->org[0] ? " @ " : "", visitor->org);
    return OK;
}

/* Who plays that part; the first of all in a city too small for it. */
static const CityCast *cast_of(const CityMade *made, const char *what)
{
    for (int i = 0; i < made->cast_count; i++)
        if (!strcmp(made->cast[i].what, what))
            return &made->cast[i];
    return &made->cast[0];
}

static Str cast_ssn(const CityMade *made, const char *what) { return cast_of(made, what)->ssn; }

static Err tokens_make(Bureau *bureau, Arena *arena, const CityMade *made, Buf *out, Str *clerk)
{
    const char *unit = str_z(arena, made->unit), *bank = str_z(arena, made->bank), *hospital = str_z(arena, made->hospital),
               *pharmacy = str_z(arena, made->pharmacy), *agency = str_z(arena, made->agency);
    Str grown = cast_ssn(made, "working card, online password");
    const Visitor visitors[] = {
        { "clerk", "HZ", S("clerk-HZ-9") },
        { "reviewer", "HZ", S("reviewer-HZ-9") },
        { "holder", "", cast_ssn(made, "dormant") },
        { "online", "", grown },
        { "guardian", "", cast_of(made, "child with a guardian")->other },
        { "proxy", "", cast_of(made, "old person with a proxy")->other },
        { "unit", unit, S("hr") },
        { "agency", agency, S("agent") },
        { "bank", bank, S("teller") },
        { "hospital", hospital, S("desk") },
        { "pharmacy", pharmacy, S("desk") },
        { "hotline", "12333", S("agent-21") },
        { "kiosk", "12333", S("kiosk-7") },
        { "tax", "HZ", S("tax-HZ-1") },
        { "factory", "factory", S("line-1") },
        { "centre", "centre", S("centre-HZ-9") },
        { "auditor", "audit", S("auditor-1") },
        { "admin", "office", S("admin-1") },
        { "job", "", S("job") },
    };
    Str token;
    for (size_t i = 0; i < sizeof visitors / sizeof *visitors; i++) {
        TRY(token_line(bureau, arena, &visitors[i], out, &token));
        if (i == 0)
            *clerk = token;
    }
    return OK;
}

/* ---- who can sign in on the pages ---- */

static Err login_make(Bureau *bureau, const Actor *actor, Str name)
{
    Login login = { .name = name, .actor = *actor, .has_password = true, .grant_used = true };
    uint8_t salt[PASSWORD_SALT];
    random_bytes(salt, sizeof salt);
    password_make(&bureau->store.secret, S(DEMO_PASSWORD), salt, &login.password);
    return login_put(bureau, &login);
}

/* A citizen with an online password: the tax office's part as a command, the choosing of the published one by itself. */
static Err citizen_make(Bureau *bureau, Arena *arena, const Demo *demo, Str ssn, const char *what, Buf *out)
{
    int64_t person = 0;
    Why why = { .arena = arena };
    JsonNode *args = NULL;
    Answer answer = { 0 };
    Arena scratch = arena_make(SCRATCH_BYTES);
    TRY(json_read(arena, str_format(arena, "{\"ssn\":\"" STR_FMT "\",\"evidence\":[{\"kind\":\"id-card\"}]}", STR_ARG(ssn)), &args,
                  &why));
    Request request = { .id = str_format(arena, "demo-grant-" STR_FMT, STR_ARG(ssn)),
                        .command = S("password.grant"),
                        .actor = { .role = ROLE_TAX, .user = S("tax-HZ-1"), .org = S("HZ") },
                        .at = day_end(demo->base),
                        .args = args };
    Err err = writer_group(bureau, &scratch, arena, &request, &answer, 1);
    arena_drop(&scratch);
    if (err != OK || answer.err != OK) /* in a tiny city the same person plays every part, and may be dead */
        return err;
    TRY(identity_find(&bureau->store, arena, ssn, &person));
    Str name = login_of_person(arena, person);
    TRY(db_begin(bureau->db));
    TRY(login_make(bureau, &(Actor){ .role = ROLE_ONLINE, .user = str_from(name, 1), .person = person }, name));
    TRY(db_commit(bureau->db));
    buf_format(out, "  " STR_FMT "   %s\n", STR_ARG(ssn), what);
    return OK;
}

/* One user a role, named like it, a second administrator for what takes two, and some citizens; all with the password that
 * the page of the demonstration shows. */
static Err users_make(Bureau *bureau, Arena *arena, const Demo *demo, const CityMade *made, Buf *out)
{
    const struct {
        Role role;
        Str org;
        const char *name;
    } users[] = {
        { ROLE_CLERK, S("HZ"), NULL },          { ROLE_REVIEWER, S("HZ"), NULL },        { ROLE_ADMIN, S("office"), NULL },
        { ROLE_ADMIN, S("office"), "admin-2" }, { ROLE_AUDITOR, S("audit"), NULL },      { ROLE_TAX, S("HZ"), NULL },
        { ROLE_CENTRE, S("centre"), NULL },     { ROLE_FACTORY, S("factory"), NULL },    { ROLE_HOTLINE, S("12333"), NULL },
        { ROLE_KIOSK, S("12333"), NULL },       { ROLE_UNIT, made->unit, NULL },         { ROLE_AGENCY, made->agency, NULL },
        { ROLE_BANK, made->bank, NULL },        { ROLE_HOSPITAL, made->hospital, NULL }, { ROLE_PHARMACY, made->pharmacy, NULL }
    };
    TRY(db_begin(bureau->db));
    for (size_t i = 0; i < sizeof users / sizeof *users; i++) {
        Str name = str(users[i].name ? users[i].name : choice_code(SET_ROLE, users[i].role));
        TRY(login_make(bureau, &(Actor){ .role = users[i].role, .user = name, .org = users[i].org }, name));
        buf_format(out, "  %-9s " STR_FMT "\n", name.p, STR_ARG(users[i].org));
    }
    TRY(db_commit(bureau->db));
    const CityCast *child = cast_of(made, "child with a guardian");
    static const char *const cast[] = { "dormant", "working card, online password" };
    for (size_t i = 0; i < sizeof cast / sizeof *cast; i++)
        TRY(citizen_make(bureau, arena, demo, cast_ssn(made, cast[i]), cast[i], out));
    return child->other.n ? citizen_make(bureau, arena, demo, child->other, "guardian of a child", out) : OK;
}

static Str welcome_text(Arena *arena, const Demo *demo, const CityMade *made, Str users, Str tokens, Str clerk)
{
    Buf out = { .arena = arena };
    buf_format(&out, "%lld persons, seed %lld, until " STR_FMT ", %lld commands / 人口、种子、截至、业务笔数\n\n",
               (long long)demo->persons, (long long)demo->seed, STR_ARG(day_text(arena, demo->base)), (long long)made->commands);
    buf_format(&out,
               "Sign in at @ADDRESS@/sign-in with the password " DEMO_PASSWORD " as\n"
               "用密码 " DEMO_PASSWORD " 在上述网页登录，用户名或社会保障号码：\n" STR_FMT "\n",
               STR_ARG(users));
    buf_format(&out, "Tokens of the API, one a role / 接口令牌，每种角色一个：\n" STR_FMT "\n", STR_ARG(tokens));
    buf_add(&out, S("Somebody in each state / 各种状态的人：\n"));
    for (int i = 0; i < made->cast_count; i++)
        buf_format(&out, "  " STR_FMT "  " STR_FMT "  %s\n", STR_ARG(made->cast[i].ssn), STR_ARG(made->cast[i].name),
                   made->cast[i].what);
    if (made->debtor.n)
        buf_format(
            &out, "\nAn employer that has stopped paying / 已停缴的单位：\n  " STR_FMT "  @ADDRESS@/unit?credit_code=" STR_FMT "\n",
            STR_ARG(made->debtor), STR_ARG(made->debtor));
    buf_format(&out,
               "\nTry / 试一试：\n  curl -s -H 'Authorization: Bearer " STR_FMT "' -H 'Content-Type: application/json' \\\n"
               "    -d '{\"ssn\":\"" STR_FMT "\"}' @ADDRESS@/api/v1/queries/person.why\n",
               STR_ARG(clerk), STR_ARG(cast_ssn(made, "dormant")));
    return buf_str(&out);
}

/* ---- making ---- */

static Err city_and_tokens(Demo *demo, Bureau *bureau, Str *text, Why *why)
{
    Arena *life = demo->arena;
    CityPlan plan = { .persons = (int)demo->persons, .seed = (uint64_t)demo->seed, .base = demo->base };
    CityMade made;
    Buf tokens = { .arena = life }, users = { .arena = life };
    Str clerk = { 0 };
    TRY(city_make(bureau, life, &plan, progress, demo, &made, why));
    TRY(db_begin(bureau->db));
    TRY(tokens_make(bureau, life, &made, &tokens, &clerk));
    TRY(db_commit(bureau->db));
    TRY(users_make(bureau, life, demo, &made, &users));
    demo->commands = made.commands;
    *text = welcome_text(life, demo, &made, buf_str(&users), buf_str(&tokens), clerk);
    return OK;
}

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int city_make_folder(Demo *demo)
{
    Bureau bureau;
    Why why = { .arena = demo->arena };
    Str text = { 0 }, seed = str_format(demo->arena, "demo-%lld", (long long)demo->seed);
    int64_t start = milliseconds();
    if (!folder_ready(demo))
        return EXIT_REFUSED;
    talk_say(demo->en, "正在 %s 造一座 %lld 人的城市……", "making a city of %2$lld people in %1$s ...", demo->home,
             (long long)demo->persons);
    Err err = bureau_open(&bureau, &(BureauOptions){ .url = str(demo->home), .mode = DB_WRITER, .seed = seed }, &why);
    err = err == OK ? city_and_tokens(demo, &bureau, &text, &why) : err;
    bureau_close(&bureau);
    if (err != OK) {
        why.code = err;
        return talk_refused(&why, demo->en);
    }
    int64_t took = milliseconds() - start;
    talk_say(demo->en, "%lld 笔业务，%lld.%lld 秒。", "%lld commands in %lld.%lld s.", (long long)demo->commands,
             (long long)took / 1000, (long long)took / 100 % 10);
    if (!file_write(demo, welcome, text))
        return EXIT_AGAIN;
    unlink(path_of(demo, making));
    return EXIT_DONE;
}

static void welcome_say(void *context, const char *address, int port)
{
    const Demo *demo = context;
    Str rest = file_read(demo, welcome), url = str_format(demo->arena, "http://%s:%d", address, port);
    Buf out = { .arena = demo->arena };
    for (long at; (at = str_find(rest, S("@ADDRESS@"))) >= 0; rest = str_from(rest, (size_t)at + 9)) {
        buf_add(&out, str_head(rest, (size_t)at));
        buf_add(&out, url);
    }
    buf_add(&out, rest);
    talk_put(buf_str(&out));
}

/* ---- the command ---- */

static bool wish_read(Demo *demo, int count, char **words, bool *help)
{
    Options options;
    const char *day = NULL;
    const Option list[] = { { .name = "port", .number = &demo->port, .least = 0, .most = 65535 },
                            { .name = "persons", .number = &demo->persons, .least = PERSONS_LEAST, .most = PERSONS_MOST },
                            { .name = "seed", .number = &demo->seed, .least = 0, .most = INT32_MAX },
                            { .name = "day", .text = &day },
                            { .name = "make", .flag = &demo->only_make },
                            { 0 } };
    if (!options_read("demo", count, words, list, 0, &options))
        return false;
    demo->en = options.en;
    *help = options.help;
    demo->base = day_add(time_day((Time){ (int64_t)time(NULL) }), -1); /* all of it is past: nobody waits for this evening */
    if (!day || day_read(str(day), &demo->base))
        return true;
    talk_say(demo->en, "demo：--day 应为日期，例如 2026-06-30。", "demo: --day takes a day, such as 2026-06-30.");
    return false;
}

int demo_main(int count, char **words)
{
    Arena life = arena_make(life_bytes);
    const char *home = getenv("SHEBAO_HOME");
    Demo demo = { .arena = &life,
                  .home = home && *home ? home : "build/demo",
                  .terminal = talk_on_terminal(STDERR_FILENO),
                  .persons = PERSONS_DEFAULT,
                  .seed = SEED_DEFAULT,
                  .port = PORT_DEFAULT,
                  .shown = -1 };
    bool help = false;
    if (!wish_read(&demo, count, words, &help))
        return EXIT_USAGE;
    if (help) {
        talk_put(S("  shebao demo\n  shebao demo --port 9000\n"
                   "  SHEBAO_HOME=/tmp/city shebao demo --persons 500 --seed 7 --day 2026-06-30\n"
                   "  shebao demo --make      only make the city, do not serve it\n"));
        return EXIT_DONE;
    }
    bool there = is_there(&demo, welcome) && is_there(&demo, "bureau.db");
    if (there && (demo.persons != PERSONS_DEFAULT || demo.seed != SEED_DEFAULT))
        talk_say(demo.en, "%s 里已有一座城市，照旧使用；要另造，请先删除该文件夹。",
                 "%s holds a city already, which is used as it is; remove the folder to have another made.", demo.home);
    int code = there ? EXIT_DONE : city_make_folder(&demo);
    if (code == EXIT_DONE && !demo.only_make)
        code = serve_until_signal(&(ServeOptions){ .url = str(demo.home), .port = (int)demo.port, .demo = true }, demo.en,
                                  welcome_say, &demo);
    arena_drop(&life);
    return code;
}
