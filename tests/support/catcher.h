/* catcher.h - somebody on this machine who takes POSTs: answers each with the next status of a list (the last one for ever;
 * 0: hangs up without a word; 1: says nonsense) and keeps what came. */
#pragma once
#include "base/str.h"
#include <pthread.h>
#include <stdatomic.h>

enum { CATCHER_MAX = 32, CATCHER_BYTES = 8192 };

typedef struct {
    int port, listener;
    const int *statuses;
    size_t status_count;
    pthread_t thread;
    atomic_bool stop;
    _Atomic size_t count; /* requests so far */
    char bytes[CATCHER_MAX][CATCHER_BYTES];
    size_t sizes[CATCHER_MAX];
} Catcher;

/* false: no port is to be had. The statuses must stay. */
bool catcher_start(Catcher *catcher, const int *statuses, size_t count);
void catcher_stop(Catcher *catcher);
/* A header's value of request `i` as it came, and the body. */
Str catcher_header(const Catcher *catcher, size_t i, const char *name);
Str catcher_body(const Catcher *catcher, size_t i);
