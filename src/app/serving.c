/* serving.c - see serving.h. */
#include "app/serving.h"
#include "app/cli.h"
#include "app/options.h"
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { LIFE_BYTES = 64 << 20, PORT_DEFAULT = 8080, THREADS_MAX = 64 };

/* Before the first thread is started: all threads inherit that the signals wait for sigwait. */
static void signals_hold(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* After a failed fsync only the log can be trusted: whoever watches over the program starts it again. */
static void end_for_good(void *context)
{
    atomic_store((atomic_bool *)context, true);
    kill(getpid(), SIGTERM);
}

int serve_until_signal(const ServeOptions *given, bool en, ServeSay *say, void *context)
{
    Arena life = arena_make(LIFE_BYTES);
    Serve *serve = NULL;
    Why why = { .arena = &life };
    sigset_t set;
    int got = 0;
    atomic_bool dead = false;
    ServeOptions with = *given, *options = &with;
    with.on_dead = end_for_good;
    with.on_dead_context = &dead;
    signals_hold(&set);
    Err err = serve_start(&life, options, &serve, &why);
    if (err != OK) {
        why.code = err;
        return talk_refused(&why, en);
    }
    const char *address = options->address ? options->address : "127.0.0.1";
    talk_put(str_format(&life, strchr(address, ':') ? "http://[%s]:%d/\n" : "http://%s:%d/\n", address, serve_port(serve)));
    if (say)
        say(context, address, serve_port(serve));
    sigwait(&set, &got);
    talk_say(en, "正在停止……", "stopping ...");
    serve_stop(serve);
    arena_drop(&life);
    return atomic_load(&dead) ? EXIT_AGAIN : EXIT_DONE;
}

/* "ADDRESS:PORT", ":PORT" or "PORT"; an IPv6 address stands in brackets. */
static bool listen_read(Arena *arena, const char *text, ServeOptions *options)
{
    Str whole = str(text);
    size_t colon = whole.n;
    while (colon > 0 && whole.p[colon - 1] != ':')
        colon--;
    Str host = colon ? str_head(whole, colon - 1) : (Str){ 0 };
    int64_t port = 0;
    if (!str_int(str_from(whole, colon), &port) || port < 0 || port > 65535)
        return false;
    if (host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
        host = str_head(str_from(host, 1), host.n - 2);
    options->port = (int)port;
    if (host.n)
        options->address = str_z(arena, host);
    return true;
}

int serve_main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    const char *db = NULL, *listen = NULL, *seed = NULL, *clock = NULL;
    int64_t threads = 0;
    Options options;
    ServeOptions serve = { .port = PORT_DEFAULT };
    const Option list[] = { { .name = "db", .text = &db },
                            { .name = "listen", .text = &listen },
                            { .name = "policy", .text = &serve.policy },
                            { .name = "outbox", .text = &serve.outbox },
                            { .name = "notices", .text = &serve.notices },
                            { .name = "webhooks-local", .flag = &serve.webhooks_local },
                            { .name = "daily", .flag = &serve.daily },
                            { .name = "trial", .flag = &serve.demo },
                            { .name = "clock", .text = &clock },
                            { .name = "totp", .flag = &serve.totp },
                            { .name = "behind-proxy", .flag = &serve.proxy },
                            { .name = "seed", .text = &seed },
                            { .name = "threads", .number = &threads, .least = 1, .most = THREADS_MAX },
                            { 0 } };
    if (!options_read("serve", count, words, list, 0, &options))
        return EXIT_USAGE;
    if (options.help) {
        talk_put(S("  shebao serve --db ./bureau\n  shebao serve --db ./bureau --listen 127.0.0.1:9000 --threads 2\n"
                   "  shebao serve --db ./bureau --outbox ./deliver\n"
                   "  shebao serve --db ./bureau --notices ./send-sms-or-mail\n"
                   "  shebao serve --db ./bureau --behind-proxy --daily --totp\n"
                   "  shebao serve --db ./bureau --webhooks-local\n"
                   "  shebao serve --db ./trial --trial --clock 2025-09-01T09:00:00+08:00\n"
                   "  shebao serve --db 'postgres://localhost/shebao?schema=hangzhou'\n"));
        return EXIT_DONE;
    }
    if (listen && !listen_read(&life, listen, &serve)) {
        talk_say(options.en, "serve：--listen 写作 地址:端口，例如 127.0.0.1:8080。",
                 "serve: write --listen ADDRESS:PORT, such as 127.0.0.1:8080.");
        return EXIT_USAGE;
    }
    if (clock && (!time_read(str(clock), &serve.clock) || serve.clock.s <= 0)) {
        talk_say(options.en, "serve：--clock 写作 2025-09-01T09:00:00+08:00。", "serve: write --clock 2025-09-01T09:00:00+08:00.");
        return EXIT_USAGE;
    }
    serve.url = cli_db(db);
    serve.threads = (int)threads;
    serve.seed = str(seed);
    int code = serve_until_signal(&serve, options.en, NULL, NULL);
    arena_drop(&life);
    return code;
}
