/* serve.h - the server of one bureau: reading threads, the one writer, and everything that is answered over HTTP. */
#pragma once
#include "core/hasher.h"
#include "core/query.h"
#include "core/token.h"
#include "core/writer.h"
#include "http/http.h"

typedef struct {
    Str url;             /* of the bureau: a folder or PostgreSQL */
    const char *address; /* loopback unless told otherwise */
    int port, threads, group;
    const char *policy;  /* a folder, or NULL: built in */
    Str seed;            /* of a new bureau */
    Str name_zh, name_en; /* what the pages call the bureau; empty: a general name */
    bool demo;           /* the pages say that everything is invented */
    Time clock;          /* of a trial (demo alone): its time at the start, and every page says so; 0 = the machine's */
    bool daily;          /* the server does the daily job itself, once a day (clockwork.c) */
    bool proxy;          /* it stands behind a proxy of ours on this machine, which speaks TLS to the world */
    bool totp;           /* staff must sign in with a code as well: who has none sets it up first */
    const char *outbox;  /* a command that takes outgoing messages (core/sender.h), or NULL: they wait */
    const char *notices; /* a command that sends notices to people (core/letters.h), or NULL: they wait a few days */
    bool webhooks_local; /* webhooks may lead to this machine: for a relay of ours, and for tests */
    void (*on_dead)(void *context); /* the bureau's handle is closed for good: end the process, start again; or NULL */
    void *on_dead_context;
} ServeOptions;

typedef struct Serve Serve;

/* Opens the bureau for writing, starts the writer and listens. Refusals: ERR_BAD_FIELD clock, of what is no trial; those of
 * bureau_open and http_start. */
Err serve_start(Arena *life, const ServeOptions *options, Serve **out, Why *why) NODISCARD;
int serve_port(const Serve *serve);
/* Finishes what waits and closes everything. */
void serve_stop(Serve *serve);

enum { TOKEN_SETS = 512, TOKEN_WAYS = 4, TRIES_CACHE = 256, TRIES_A_MINUTE = 20 };

/* What one HTTP thread owns: a reader of the bureau, and its turn. */
typedef struct {
    Serve *serve;
    Bureau reader;
    Arena arena;     /* of the query that is being answered */
    bool reading;    /* a read transaction is open */
    int64_t commits; /* the writer's commit counter when it was opened */
    struct {
        Str token;
        Actor actor;
    } cache[TOKEN_SETS][TOKEN_WAYS]; /* the newest of a set stands first */
    Arena cache_arena;
    struct {
        int64_t minute, count;
    } tries[TRIES_CACHE];
} ServeThread;

/* The reader of this turn, its transaction open and not older than the last commit. Refusals: ERR_BUSY. */
Err serve_reader(ServeThread *thread, Arena *arena, Bureau **out) NODISCARD;
/* Keeps bytes as a blob (db.h), outside any transaction: the turn's is ended. Refusals: ERR_BUSY. */
Err serve_keep(ServeThread *thread, Str bytes, Hash *out) NODISCARD;
/* The actor of a bearer token, its texts in `arena`. role 0: nobody. The API takes it from the Authorization header alone;
 * the pages know sessions (visit.h) and no tokens. */
Err serve_actor(ServeThread *thread, Arena *arena, Str token, Actor *out) NODISCARD;
/* The time of the bureau: the machine's, or that of a trial, which goes on from where it was set. */
Time serve_now(void);
/* Sets the time of a trial; it holds for every server of this process, which is one but in tests. 0: the machine's again. */
void serve_clock(Time now);
/* How far the bureau's time is ahead of the machine's (below 0: behind it). */
int64_t serve_ahead_s(void);
/* Whether commands can still be stored; false once the bureau's handle is closed for good (ServeOptions.on_dead). */
bool serve_stores(const ServeThread *thread);
/* Whether this address may try once more in this minute what can be asked without signing in. Two addresses that share
 * a place share their tries: nobody gets more than TRIES_A_MINUTE on each thread. */
bool serve_may_try(ServeThread *thread, Str peer);
/* What serve_start was given. */
const ServeOptions *serve_options(const ServeThread *thread);

/* Puts a command into the writer's queue and lays the request aside; `reply` turns the answer into a response from
 * the writer's thread. A full queue is answered busy at once. */
typedef void ServeReply(HttpRequest *http, void *context, const Answer *answer);
void serve_command(ServeThread *thread, HttpRequest *http, const Request *request, ServeReply *reply, void *context);
/* The same for a request that is laid aside already: the next command of a chain, put into the queue from `reply`. */
void serve_follow(ServeThread *thread, HttpRequest *http, const Request *request, ServeReply *reply, void *context);
/* Work on own tables in place of a command: the answer has no words, only its Err. */
static inline Request serve_own(OwnFn *own, void *context) { return (Request){ .own = own, .own_context = context }; }
/* Gives a job to the thread that hashes passwords; false: too many wait. The bureau's secret is mixed into each. */
bool serve_hash(ServeThread *thread, HasherJob *job);
const Hash *serve_secret(const ServeThread *thread);
/* A query by this actor: a look at somebody else's record is put into the queue, the answer does not wait for it. */
Err serve_query(ServeThread *thread, HttpRequest *http, const QueryRequest *request, QueryAnswer *answer) NODISCARD;
/* The second half of serve_query alone, for a page that asks several questions about one person and looks once. */
Err serve_look(ServeThread *thread, const QueryRequest *request, const QueryAnswer *answer) NODISCARD;

/* api.c: /api/v1/..., /healthz, /readyz, /metrics. false: not one of its paths. */
bool api_handle(ServeThread *thread, HttpRequest *request);
/* Answers for one of its paths what the server itself has refused. false: not one of its paths. */
bool api_refused(HttpRequest *request, int status, const char *reason);
/* routes.c: pages, and what is shown when the server itself has refused a request. */
void pages_handle(ServeThread *thread, HttpRequest *request);
void pages_refused(ServeThread *thread, HttpRequest *request, int status, const char *reason);
/* refusal.c: what the server itself refuses, in words: code, field and what to do. Returns why->code. */
Err refusal_why(int status, const char *reason, Why *why) NODISCARD;
/* Whether to speak English to somebody whose address could not be read: by what it begins with, else by the first of
 * our two languages among those that the browser names. */
bool refusal_english(const HttpRequest *request);
/* clockwork.c: a thread that puts job.daily into the queue when a day has begun, until nothing of it is left. */
typedef struct Clockwork Clockwork;
Clockwork *clockwork_start(Arena *life, Writer *writer);
void clockwork_stop(Clockwork *clockwork);
/* The watchers of long work (live.h): progress_look in page_progress.c says what they are told. */
struct Live *serve_live(ServeThread *thread);
Err progress_look(Bureau *reader, Arena *arena, Str *id, Str *data) NODISCARD;
/* openapi.c: the whole description, made from the catalogue once. */
Str openapi_text(Arena *arena);

/* metrics.c: /metrics. */
void metrics_handle(ServeThread *thread, HttpRequest *request);
/* sent, failed: outgoing messages since the start; unsent: what the last pass of the sender left behind; letters: notices
 * to people. */
typedef struct {
    int64_t commands, refused, failed_groups, commits, waiting, sent, failed, unsent, letters_sent, letters_failed;
} ServeCounts;
ServeCounts serve_counts(Serve *serve);
const HttpServer *serve_http(const Serve *serve);
