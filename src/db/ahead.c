/* ahead.c - see ahead.h. A ring of pieces, each with a region of its own; the one that was given out is not written to. */
#define _GNU_SOURCE
#include "db/ahead.h"
#include "db/engine.h"
#include <pthread.h>

enum { PIECES = 4, LIFE_BYTES = 16 << 20 };
static const size_t piece_bytes = (size_t)1 << 30; /* touched only as far as pieces are long */

typedef struct {
    Arena arena;
    void *what;
    Err err;
} Piece;

struct Ahead {
    Arena life; /* of the handle: the thread's */
    Db *db;
    AheadRead *read;
    void *context;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more, room;
    Piece pieces[PIECES];
    int64_t made, given; /* how many so far; the last given is still in use */
    bool stop;
};

static Piece *piece_at(Ahead *ahead, int64_t n) { return &ahead->pieces[n % PIECES]; }

static Err read_full(Ahead *ahead, Piece *piece)
{
    jmp_buf full;
    piece->arena.on_full = &full;
    if (setjmp(full)) {
        db_rollback(ahead->db);
        return ERR_BUSY;
    }
    TRY(db_begin(ahead->db));
    Err err = ahead->read(ahead->context, ahead->db, &piece->arena, &piece->what);
    db_rollback(ahead->db);
    return err;
}

/* Waits for a place; whether there is one. */
static bool place_wait(Ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    while (!ahead->stop && ahead->made - ahead->given >= PIECES - 1)
        pthread_cond_wait(&ahead->room, &ahead->lock);
    bool stop = ahead->stop;
    pthread_mutex_unlock(&ahead->lock);
    return !stop;
}

static void piece_tell(Ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->made++;
    pthread_cond_signal(&ahead->more);
    pthread_mutex_unlock(&ahead->lock);
}

static void *ahead_run(void *context)
{
    Ahead *ahead = context;
    pthread_setname_np(pthread_self(), "ahead");
    for (bool more = true; more && place_wait(ahead);) {
        Piece *piece = piece_at(ahead, ahead->made);
        arena_back(&piece->arena, 0); /* what it touched it will touch again: pages are of one size */
        piece->what = NULL;
        piece->err = read_full(ahead, piece);
        if (piece->err != OK)
            piece->what = NULL;
        more = piece->err == OK && piece->what;
        piece_tell(ahead);
    }
    return NULL;
}

Ahead *ahead_start(Arena *life, const Db *writer, AheadRead *read, void *context)
{
    Ahead *ahead = arena_new(life, Ahead, 1);
    Why why = { .arena = life };
    ahead->life = arena_make(LIFE_BYTES);
    if (str_is(writer->url, ":memory:") || db_open(&ahead->life, writer->url, DB_SCANNER, &ahead->db, &why) != OK) {
        arena_drop(&ahead->life);
        return NULL;
    }
    ahead->read = read;
    ahead->context = context;
    for (int i = 0; i < PIECES; i++)
        ahead->pieces[i].arena = arena_make_large(piece_bytes);
    require(pthread_mutex_init(&ahead->lock, NULL) == 0 && pthread_cond_init(&ahead->more, NULL) == 0 &&
            pthread_cond_init(&ahead->room, NULL) == 0);
    require(pthread_create(&ahead->thread, NULL, ahead_run, ahead) == 0);
    return ahead;
}

Err ahead_next(Ahead *ahead, void **piece)
{
    pthread_mutex_lock(&ahead->lock);
    while (ahead->given == ahead->made)
        pthread_cond_wait(&ahead->more, &ahead->lock);
    Piece *next = piece_at(ahead, ahead->given);
    if (next->what) /* the last one, or a refusal, is given again and again */
        ahead->given++;
    pthread_cond_signal(&ahead->room);
    pthread_mutex_unlock(&ahead->lock);
    *piece = next->what;
    return next->err;
}

void ahead_stop(Ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->stop = true;
    pthread_cond_signal(&ahead->room);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
    pthread_cond_destroy(&ahead->more);
    pthread_cond_destroy(&ahead->room);
    pthread_mutex_destroy(&ahead->lock);
    for (int i = 0; i < PIECES; i++)
        arena_drop(&ahead->pieces[i].arena);
    db_close(ahead->db);
    arena_drop(&ahead->life);
}
