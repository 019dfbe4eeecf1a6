/* load.h - an HTTP client that keeps many connections busy: keep-alive, one thread, in a closed loop or at a given pace.
 * Loopback only. At a pace a latency counts from the moment at which the request should have left, so that a server that
 * stands still is not asked less. */
#pragma once
#include "bench.h"

/* Writes request number n into buf and gives its length. */
typedef size_t LoadRequest(void *context, int64_t n, char *buf, size_t size);

typedef struct {
    int port, connections;
    int64_t requests;        /* how many in all */
    int64_t pause_ns;        /* 0 = as fast as the server answers; else one request leaves every so often */
    LoadRequest *make;
    void *context;
} LoadOptions;

typedef struct {
    int64_t answered, refused, ns; /* refused: any status but 200 */
    int64_t p50_us, p99_us;
} LoadResult;

/* false: a connection failed, said on stderr. */
bool load_run(Arena *arena, const LoadOptions *options, LoadResult *out);
