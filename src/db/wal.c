/* wal.c - keeping the write-ahead log short without making a commit wait. A thread copies frames into the
 * database (PASSIVE: it waits for nobody). But the log starts again from its beginning only when no frame is
 * left over at the moment of a write, and under steady load the thread alone never gets there: the log grew
 * to gigabytes. So when few frames are left the writer copies the last ones itself, between two groups. */
#include "db/lite.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

enum {
    FRAME_BYTES = 4096 + 24,
    WAL_HEAD_BYTES = 32,
    THREAD_FRAMES = 3072, /* 12 MB not yet copied: the thread sets to work; less would write the same pages again and again */
    FEW_FRAMES = 768,     /* the writer copies the rest itself, about 3 MB */
    USUAL_WAIT_MS = 5000
};

/* A log of this length: the writer copies whatever is left and waits so long for the readers who are still
 * using the log, so that it starts again. Their turns are short; the longest wait bounds the file. */
static const struct {
    int frames, wait_ms;
} limits[] = { { 12288 /* 48 MB */, 5000 }, { 9216 /* 36 MB */, 100 }, { 7168 /* 28 MB */, 5 } };

struct Wal {
    sqlite3 *writer, *own;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t wake;
    bool stop, wanted; /* under the mutex */
    atomic_int frames; /* in the log since it last began, as of the last commit */
    atomic_int copied; /* of these, as of the last checkpoint */
};

/* What is left to copy. A count of copied frames larger than the log is of the log before this one. */
static int left_over(const Wal *wal)
{
    int frames = atomic_load(&wal->frames), copied = atomic_load(&wal->copied);
    return copied <= frames ? frames - copied : frames;
}

static int checkpoint(Wal *wal, sqlite3 *connection, int mode)
{
    int frames = -1, copied = -1;
    int rc = sqlite3_wal_checkpoint_v2(connection, "main", mode, &frames, &copied);
    if (rc != SQLITE_OK && rc != SQLITE_BUSY)
        log_line(LOG_ERROR, "checkpoint", "%s", sqlite3_errmsg(connection));
    if (copied >= 0)
        atomic_store(&wal->copied, copied);
    return frames;
}

static void *checkpointer(void *context)
{
    Wal *wal = context;
    /* The log that an earlier run left is known only after the first look. */
    int frames = checkpoint(wal, wal->own, SQLITE_CHECKPOINT_PASSIVE), unknown = 0;
    atomic_compare_exchange_strong(&wal->frames, &unknown, frames > 0 ? frames : 0);
    pthread_mutex_lock(&wal->mutex);
    while (!wal->stop) {
        if (!wal->wanted) {
            pthread_cond_wait(&wal->wake, &wal->mutex);
            continue;
        }
        wal->wanted = false;
        pthread_mutex_unlock(&wal->mutex);
        checkpoint(wal, wal->own, SQLITE_CHECKPOINT_PASSIVE);
        pthread_mutex_lock(&wal->mutex);
    }
    pthread_mutex_unlock(&wal->mutex);
    return NULL;
}

static int after_commit(void *context, sqlite3 *db, const char *name, int frames)
{
    (void)db;
    (void)name;
    Wal *wal = context;
    atomic_store(&wal->frames, frames);
    if (left_over(wal) >= THREAD_FRAMES) {
        pthread_mutex_lock(&wal->mutex);
        wal->wanted = true;
        pthread_cond_signal(&wal->wake);
        pthread_mutex_unlock(&wal->mutex);
    }
    return SQLITE_OK;
}

Wal *wal_start(Arena *life, sqlite3 *writer, const char *path)
{
    Wal *wal = arena_new(life, Wal, 1);
    wal->writer = writer;
    if (!lite_connect(path, DB_WRITER, &wal->own)) {
        sqlite3_close(wal->own);
        return NULL;
    }
    require(pthread_mutex_init(&wal->mutex, NULL) == 0 && pthread_cond_init(&wal->wake, NULL) == 0);
    /* Signals are for the program's own thread. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int refused = pthread_create(&wal->thread, NULL, checkpointer, wal);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (refused) {
        sqlite3_close(wal->own);
        return NULL;
    }
    sqlite3_wal_hook(writer, after_commit, wal);
    return wal;
}

void wal_stop(Wal *wal)
{
    pthread_mutex_lock(&wal->mutex);
    wal->stop = true;
    pthread_cond_signal(&wal->wake);
    pthread_mutex_unlock(&wal->mutex);
    pthread_join(wal->thread, NULL);
    sqlite3_close(wal->own);
    sqlite3_wal_hook(wal->writer, NULL, NULL);
}

int64_t wal_bytes(const Wal *wal)
{
    int64_t frames = atomic_load(&wal->frames);
    return frames ? frames * FRAME_BYTES + WAL_HEAD_BYTES : 0;
}

void wal_between_groups(Wal *wal)
{
    int frames = atomic_load(&wal->frames), left = left_over(wal);
    if (frames < THREAD_FRAMES)
        return;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (frames >= limits[i].frames) {
            sqlite3_busy_timeout(wal->writer, limits[i].wait_ms);
            checkpoint(wal, wal->writer, SQLITE_CHECKPOINT_RESTART);
            sqlite3_busy_timeout(wal->writer, USUAL_WAIT_MS);
            return;
        }
    if (left <= FEW_FRAMES)
        checkpoint(wal, wal->writer, SQLITE_CHECKPOINT_PASSIVE);
}
