/* proxy.h - a man in the middle between libpq and a PostgreSQL server on Unix sockets, who cuts the line
 * when told to. A few connections at a time: a writer's, and one that reads ahead for it. */
#pragma once
#include "base/str.h"

typedef enum {
    PROXY_PASS,
    PROXY_CUT_BEFORE, /* the next bytes from the client are thrown away and the line is cut */
    PROXY_CUT_AFTER,  /* the next bytes from the client reach the server; its answer is thrown away, then cut */
    PROXY_GHOST,      /* as CUT_BEFORE, but the server is left with its half of the line */
    PROXY_CUT_AT      /* cut after so many bytes of all lines, in both directions together: the line of the last of them */
} ProxyMode;

typedef struct Proxy Proxy;

/* The socket folder of the server of SHEBAO_TEST_POSTGRES; the test fails if it names none. */
Str proxy_server(Arena *arena);
/* Listens in a folder of its own, in front of the server whose socket folder is `server`. */
Proxy *proxy_start(Arena *arena, const char *server);
/* Arms it for one cut; then it passes again. `bytes` is for PROXY_CUT_AT. */
void proxy_arm(Proxy *proxy, ProxyMode mode, int bytes);
/* Whether the cut has not happened yet. */
bool proxy_armed(Proxy *proxy);
const char *proxy_folder(const Proxy *proxy);
void proxy_stop(Proxy *proxy);
