/* hasher.h - the thread on which passwords are hashed: a tenth of a second and 19 MB each, so neither the writer nor a
 * reading thread does it, and at most HASHER_WAITING wait. Money and cards go on while somebody tries passwords. */
#pragma once
#include "core/password.h"
#include <pthread.h>

enum { HASHER_WAITING = 64 };

/* Must live until `done` was called, from the hasher's thread. */
typedef struct HasherJob {
    void (*work)(struct HasherJob *job);
    void *context;
    struct HasherJob *next;
} HasherJob;

typedef struct {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    HasherJob *first, **last;
    int waiting;
    bool stop;
} Hasher;

void hasher_start(Hasher *hasher);
/* Puts a job into the queue; false: too many wait (answer busy). Never blocks. */
bool hasher_put(Hasher *hasher, HasherJob *job);
/* Finishes what waits, then ends the thread. */
void hasher_stop(Hasher *hasher);
