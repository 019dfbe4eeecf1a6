/* serve.c - see serve.h. */
#define _GNU_SOURCE
#include "web/serve.h"
#include "base/log.h"
#include "base/require.h"
#include "core/letters.h"
#include "core/sets.h"
#include "core/totp.h"
#include "web/live.h"
#include "web/upload.h"
#include <time.h>

enum { REQUEST_BYTES = 128 << 20, CACHE_BYTES = 1 << 20, STOP_MS = 5000, GROUP_DEFAULT = 0 };
enum { SENDER_PAUSE_MS = 5000, SENDER_SLICE_MS = 100 };

struct Serve {
    ServeOptions options;
    Arena *life;
    Bureau bureau; /* of the writer */
    Writer writer;
    Hasher hasher;
    HttpServer *http;
    pthread_t sender, letters;            /* messages and notices to people: neither waits for the other's receivers */
    pthread_mutex_t recording;            /* one of the two at a time tells the writer what became of an attempt */
    _Atomic int64_t sent, failed, unsent; /* of outgoing messages */
    _Atomic int64_t letters_sent, letters_failed;
    Clockwork *clockwork;
    Live *live;
    Bureau live_reader; /* of its thread */
    atomic_bool stop;
    ServeThread *threads; /* made before any of them runs, kept until the program ends */
};

static _Atomic int64_t ahead_s;

Time serve_now(void) { return (Time){ (int64_t)time(NULL) + ahead_s }; }
void serve_clock(Time now) { ahead_s = now.s ? now.s - (int64_t)time(NULL) : 0; }
int64_t serve_ahead_s(void) { return ahead_s; }

static void *thread_begin(void *app, int number)
{
    Serve *serve = app;
    ServeThread *thread = &serve->threads[number];
    thread->serve = serve;
    pthread_setname_np(pthread_self(), "reader");
    thread->arena = arena_make(REQUEST_BYTES);
    thread->cache_arena = arena_make(CACHE_BYTES);
    BureauOptions options = { .url = serve->options.url, .mode = DB_READER, .policy = serve->options.policy };
    Why why = { 0 };
    if (bureau_open(&thread->reader, &options, &why) != OK)
        log_line(LOG_ERROR, "reader", "a reading thread could not open the bureau");
    return thread;
}

static void turn_end(void *context)
{
    ServeThread *thread = context;
    if (thread->reading)
        db_rollback(thread->reader.db);
    thread->reading = false;
}

static void thread_end(void *context)
{
    ServeThread *thread = context;
    turn_end(thread);
    bureau_close(&thread->reader);
    arena_drop(&thread->arena);
    arena_drop(&thread->cache_arena);
}

Err serve_keep(ServeThread *thread, Str bytes, Hash *out)
{
    turn_end(thread);
    return thread->reader.db ? db_blob_put(thread->reader.db, bytes, out) : ERR_BUSY;
}

Err serve_reader(ServeThread *thread, Arena *arena, Bureau **out)
{
    int64_t commits = thread->serve->writer.commits;
    if (!thread->reader.db)
        return ERR_BUSY;
    if (thread->reading && thread->commits != commits) {
        db_rollback(thread->reader.db); /* Nobody misses their own write: begin again behind the newest commit. */
        thread->reading = false;
    }
    if (!thread->reading) {
        TRY(db_begin(thread->reader.db));
        thread->reading = true;
        if (thread->commits != commits || !thread->reader.store.bureau.persons)
            TRY(store_refresh(&thread->reader.store, arena));
        if (thread->commits != commits)
            TRY(sets_follow(&thread->reader, NULL)); /* the rules of the very entry up to which it reads */
        thread->commits = commits;
    }
    *out = &thread->reader;
    return OK;
}

bool serve_stores(const ServeThread *thread) { return !thread->serve->writer.dead; }

const ServeOptions *serve_options(const ServeThread *thread) { return &thread->serve->options; }

/* The region of the cache is emptied from time to time: what leaves here must not lie in it. */
static Actor actor_copy(Arena *arena, Actor actor)
{
    actor.user = str_copy(arena, actor.user);
    actor.org = str_copy(arena, actor.org);
    return actor;
}

/* Tokens end in random hex digits: the last sixteen tell them apart. */
static size_t token_set(Str token)
{
    uint64_t mix = 0;
    for (size_t i = token.n < 16 ? 0 : token.n - 16; i < token.n; i++)
        mix = (mix << 4 | mix >> 60) ^ (unsigned char)token.p[i];
    return (size_t)((mix * UINT64_C(0x9e3779b97f4a7c15)) >> 32) % TOKEN_SETS;
}

static void token_keep(ServeThread *thread, Str token, const Actor *actor)
{
    if (thread->cache_arena.used > CACHE_BYTES / 2) {
        arena_reset(&thread->cache_arena);
        memset(thread->cache, 0, sizeof thread->cache);
    }
    size_t set = token_set(token);
    memmove(&thread->cache[set][1], &thread->cache[set][0], (TOKEN_WAYS - 1) * sizeof thread->cache[set][0]);
    thread->cache[set][0].token = str_copy(&thread->cache_arena, token);
    thread->cache[set][0].actor = actor_copy(&thread->cache_arena, *actor);
}

Err serve_actor(ServeThread *thread, Arena *arena, Str token, Actor *out)
{
    *out = (Actor){ 0 };
    if (!token.n || token.n > 200)
        return OK;
    size_t set = token_set(token);
    for (int way = 0; way < TOKEN_WAYS; way++)
        if (str_eq(thread->cache[set][way].token, token)) {
            *out = actor_copy(arena, thread->cache[set][way].actor);
            return OK;
        }
    Bureau *bureau = NULL;
    TRY(serve_reader(thread, arena, &bureau));
    TRY(token_find(bureau, arena, token, out));
    if (out->role)
        token_keep(thread, token, out);
    return OK;
}

bool serve_may_try(ServeThread *thread, Str peer)
{
    Hash hash = hash_of(peer);
    uint64_t key = 0;
    memcpy(&key, hash.b, sizeof key);
    size_t slot = key % TRIES_CACHE;
    int64_t minute = serve_now().s / 60;
    if (thread->tries[slot].minute != minute)
        thread->tries[slot].count = 0;
    thread->tries[slot].minute = minute;
    return ++thread->tries[slot].count <= TRIES_A_MINUTE;
}

/* ---- commands ---- */

typedef struct {
    WriterItem item;
    HasherJob job;
    ServeThread *thread;
    HttpRequest *http;
    ServeReply *reply;
    void *context;
} Waiting;

static void command_done(WriterItem *item, const Answer *answer)
{
    Waiting *waiting = item->context;
    Answer copy = *answer;
    copy.json = str_copy(waiting->http->arena, answer->json);
    waiting->reply(waiting->http, waiting->context, &copy);
}

void serve_command(ServeThread *thread, HttpRequest *http, const Request *request, ServeReply *reply, void *context)
{
    http_suspend(http);
    serve_follow(thread, http, request, reply, context);
}

static void waiting_refused(const Waiting *waiting, const Why *why)
{
    Answer refused = { .err = why->code };
    refused.json = answer_refused(waiting->http->arena, waiting->item.request.id, why);
    waiting->reply(waiting->http, waiting->context, &refused);
}

static void waiting_busy(const Waiting *waiting)
{
    Why why = { .arena = waiting->http->arena };
    why.code = refuse(&why, ERR_BUSY, "", NULL, NULL);
    waiting_refused(waiting, &why);
}

/* On the hasher's thread: the password of a command becomes its hash, then the command goes on to the writer. */
static void hash_command(HasherJob *job)
{
    Waiting *waiting = job->context;
    Why why = { .arena = waiting->http->arena };
    Request *request = &waiting->item.request;
    why.code = password_of_request(why.arena, serve_secret(waiting->thread), request, &request->secret, &why);
    if (why.code != OK)
        waiting_refused(waiting, &why);
    else if (!writer_put(&waiting->thread->serve->writer, &waiting->item))
        waiting_busy(waiting);
}

void serve_follow(ServeThread *thread, HttpRequest *http, const Request *request, ServeReply *reply, void *context)
{
    Waiting *waiting = arena_new(http->arena, Waiting, 1);
    *waiting = (Waiting){ .thread = thread, .http = http, .reply = reply, .context = context };
    waiting->item = (WriterItem){ .request = *request, .done = command_done, .context = waiting };
    waiting->job = (HasherJob){ .work = hash_command, .context = waiting };
    bool hashes = !request->own && password_has(request);
    if (!(hashes ? serve_hash(thread, &waiting->job) : writer_put(&thread->serve->writer, &waiting->item)))
        waiting_busy(waiting);
}

bool serve_hash(ServeThread *thread, HasherJob *job) { return hasher_put(&thread->serve->hasher, job); }
const Hash *serve_secret(const ServeThread *thread) { return &thread->serve->bureau.store.secret; }

/* ---- queries ---- */

Err serve_look(ServeThread *thread, const QueryRequest *request, const QueryAnswer *answer)
{
    Look look;
    return !look_make(request, answer, &look) || writer_look(&thread->serve->writer, &look) ? OK : ERR_BUSY;
}

Err serve_query(ServeThread *thread, HttpRequest *http, const QueryRequest *request, QueryAnswer *answer)
{
    /* Records are read and the answer is written in the thread's own region, which stays warm in the processor's
     * caches; only the answer goes into the request's. */
    Bureau *bureau = NULL;
    arena_reset(&thread->arena);
    thread->arena.on_full = http->arena->on_full;
    TRY(serve_reader(thread, &thread->arena, &bureau));
    TRY(query_run(bureau, &thread->arena, request, answer));
    answer->json = str_copy(http->arena, answer->json);
    return serve_look(thread, request, answer);
}

/* ---- the server ---- */

static size_t body_limit(const HttpRequest *request, void *context) { return upload_limit(context, request); }

static void handle(HttpRequest *request, void *context)
{
    ServeThread *thread = context;
    if (!api_handle(thread, request))
        pages_handle(thread, request);
}

static void refused(HttpRequest *request, int status, const char *reason, void *context)
{
    if (!api_refused(request, status, reason))
        pages_refused(context, request, status, reason);
}

/* ---- outgoing messages ---- */

static Err delivery_record(void *context, const Delivery *delivery, int64_t mark)
{
    Serve *serve = context;
    pthread_mutex_lock(&serve->recording);
    Err err = writer_delivery(&serve->writer, delivery, mark);
    pthread_mutex_unlock(&serve->recording);
    return err;
}

/* Looks again after every commit, and from time to time for what is tried again. */
static void sender_rest(const Serve *serve, int64_t commits)
{
    for (int i = 0; i < SENDER_PAUSE_MS / SENDER_SLICE_MS && !atomic_load(&serve->stop) && serve->writer.commits == commits; i++)
        nanosleep(&(struct timespec){ .tv_nsec = SENDER_SLICE_MS * 1000000L }, NULL);
}

static Err send_to(Serve *serve, Bureau *reader, Arena *arena, const Webhook *webhook, int64_t *unsent)
{
    SenderCounts counts = { 0 };
    Sender sender = { .reader = reader,
                      .command = serve->options.outbox,
                      .webhook = webhook,
                      .local = serve->options.webhooks_local,
                      .timeout_ms = webhook ? SENDER_WEBHOOK_MS : SENDER_TIMEOUT_MS,
                      .record = delivery_record,
                      .context = serve,
                      .stop = &serve->stop };
    Err err = sender_pass(&sender, arena, serve_now(), &counts);
    serve->sent += counts.sent;
    serve->failed += counts.failed;
    *unsent += counts.waiting + counts.failed;
    return err;
}

/* Notices to people who chose it; those that failed are tried again, and are no backlog of messages. */
static Err send_letters(Serve *serve, Bureau *reader, Arena *arena)
{
    SenderCounts counts = { 0 };
    Sender sender = { .reader = reader,
                      .command = serve->options.notices,
                      .timeout_ms = SENDER_TIMEOUT_MS,
                      .record = delivery_record,
                      .context = serve,
                      .stop = &serve->stop };
    Err err = letters_pass(&sender, arena, serve_now(), &counts);
    serve->letters_sent += counts.sent;
    serve->letters_failed += counts.failed;
    return err;
}

/* To the command, and to each webhook: none waits for another that does not answer longer than its own time. */
static Err send_everything(Serve *serve, Bureau *reader, Arena *arena)
{
    Webhook *webhooks = NULL;
    size_t count = 0;
    int64_t unsent = 0;
    Err err = serve->options.outbox ? send_to(serve, reader, arena, NULL, &unsent) : OK, one = OK;
    TRY(sender_webhooks(reader, arena, &webhooks, &count));
    for (size_t i = 0; i < count && !atomic_load(&serve->stop); i++)
        err = (one = send_to(serve, reader, arena, &webhooks[i], &unsent)) != OK ? one : err;
    serve->unsent = unsent;
    return err;
}

typedef Err SendPass(Serve *serve, Bureau *reader, Arena *arena);

/* Pass after pass until the end, with a reader of its own. */
static void send_run(Serve *serve, SendPass *pass)
{
    Bureau reader;
    Why why = { 0 };
    Arena arena = arena_make(REQUEST_BYTES);
    BureauOptions options = { .url = serve->options.url, .mode = DB_READER, .policy = serve->options.policy };
    Err err = bureau_open(&reader, &options, &why);
    if (err != OK)
        log_line(LOG_ERROR, "outbox", "the sender could not open the bureau: nothing is sent");
    while (err == OK && !atomic_load(&serve->stop)) {
        int64_t commits = serve->writer.commits;
        if (pass(serve, &reader, &arena) != OK)
            log_line(LOG_WARN, "outbox", "a pass ended early; it is done again");
        arena_reset(&arena);
        sender_rest(serve, commits);
    }
    bureau_close(&reader);
    arena_drop(&arena);
}

static void *sender_run(void *context)
{
    pthread_setname_np(pthread_self(), "sender");
    send_run(context, send_everything);
    return NULL;
}

static void *letters_run(void *context)
{
    pthread_setname_np(pthread_self(), "letters");
    send_run(context, send_letters);
    return NULL;
}

/* ---- watchers of long work ---- */

struct Live *serve_live(ServeThread *thread) { return thread->serve->live; }

static Err live_look(void *context, Arena *arena, Str *id, Str *data)
{
    Bureau *reader = &((Serve *)context)->live_reader;
    if (!reader->db)
        return ERR_BUSY;
    TRY(db_begin(reader->db));
    Err err = store_refresh(&reader->store, arena);
    err = err == OK ? progress_look(reader, arena, id, data) : err;
    db_rollback(reader->db);
    return err;
}

static void live_begin(Serve *serve)
{
    Why why = { 0 };
    BureauOptions options = { .url = serve->options.url, .mode = DB_READER, .policy = serve->options.policy };
    if (bureau_open(&serve->live_reader, &options, &why) != OK)
        log_line(LOG_ERROR, "live", "the bureau could not be opened: pages show progress by reload alone");
    serve->live = live_start(serve->life, &(LiveOptions){ live_look, serve, LIVE_LOOK_MS, LIVE_HOLD_MS });
}

/* The bureau may be an old copy that was put back: it does not know which codes were used since. */
static Err codes_epoch(Bureau *bureau)
{
    Err err = db_begin(bureau->db);
    err = err == OK ? totp_epoch(bureau, serve_now()) : err;
    err = err == OK ? db_commit(bureau->db) : err;
    if (err != OK)
        bureau_close(bureau);
    return err;
}

Err serve_start(Arena *life, const ServeOptions *options, Serve **out, Why *why)
{
    Serve *serve = arena_new(life, Serve, 1);
    *serve = (Serve){ .options = *options, .life = life };
    if (options->clock.s && !options->demo)
        return refuse(why, ERR_BAD_FIELD, "clock", "只有试用系统（--trial）可以自定时间；正式系统的时间即本机时间。",
                      "Only a trial (--trial) may have a time of its own; a real bureau runs by the machine's.");
    serve_clock(options->clock);
    BureauOptions bureau = { .url = options->url, .mode = DB_WRITER, .seed = options->seed, .policy = options->policy };
    TRY(bureau_open(&serve->bureau, &bureau, why));
    TRY(codes_epoch(&serve->bureau));
    writer_start(&serve->writer, &serve->bureau, options->group);
    hasher_start(&serve->hasher);
    serve->writer.on_dead = options->on_dead;
    serve->writer.on_dead_context = options->on_dead_context;
    HttpSettings settings = http_settings();
    settings.address = options->address ? options->address : settings.address;
    settings.port = options->port;
    settings.threads = options->threads ? options->threads : settings.threads;
    settings.request_bytes = REQUEST_BYTES;
    settings.https = settings.proxy = options->proxy;
    settings.per_ip = options->proxy ? 0 : settings.per_ip; /* they all come from one address */
    serve->threads = arena_new(life, ServeThread, (size_t)settings.threads);
    HttpHooks hooks = { .app = serve,
                        .thread_begin = thread_begin,
                        .thread_end = thread_end,
                        .turn_end = turn_end,
                        .body_limit = body_limit,
                        .handle = handle,
                        .refused = refused };
    live_begin(serve);
    Err err = http_start(life, &settings, &hooks, &serve->http, why);
    if (err != OK) {
        live_stop(serve->live);
        bureau_close(&serve->live_reader);
        hasher_stop(&serve->hasher);
        writer_stop(&serve->writer);
        bureau_close(&serve->bureau);
        return err;
    }
    pthread_mutex_init(&serve->recording, NULL);
    require(pthread_create(&serve->sender, NULL, sender_run, serve) == 0);
    if (options->notices)
        require(pthread_create(&serve->letters, NULL, letters_run, serve) == 0);
    if (options->daily)
        serve->clockwork = clockwork_start(life, &serve->writer);
    *out = serve;
    return OK;
}

int serve_port(const Serve *serve) { return http_port(serve->http); }
const HttpServer *serve_http(const Serve *serve) { return serve->http; }

void serve_stop(Serve *serve)
{
    atomic_store(&serve->stop, true);
    pthread_join(serve->sender, NULL);
    if (serve->options.notices)
        pthread_join(serve->letters, NULL);
    if (serve->clockwork)
        clockwork_stop(serve->clockwork);
    live_stop(serve->live);
    bureau_close(&serve->live_reader);
    http_stop(serve->http, STOP_MS);
    hasher_stop(&serve->hasher);
    writer_stop(&serve->writer);
    bureau_close(&serve->bureau);
}

ServeCounts serve_counts(Serve *serve)
{
    Writer *writer = &serve->writer;
    pthread_mutex_lock(&writer->lock);
    int64_t waiting = writer->waiting;
    pthread_mutex_unlock(&writer->lock);
    return (ServeCounts){ .commands = writer->commands,
                          .refused = writer->refused,
                          .failed_groups = writer->failed_groups,
                          .commits = writer->commits,
                          .waiting = waiting,
                          .sent = serve->sent,
                          .failed = serve->failed,
                          .letters_sent = serve->letters_sent,
                          .letters_failed = serve->letters_failed,
                          .unsent = serve->unsent };
}
