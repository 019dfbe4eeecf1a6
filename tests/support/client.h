/* client.h - a plain HTTP client for the tests: it sends the bytes it is given and reads what comes. */
#pragma once
#include "base/str.h"

typedef struct {
    int status; /* 0: the connection ended first */
    Str head, body;
} Reply;

/* -1: nobody there. Waits at most 20 s for each answer. */
int client_dial(int port);
bool client_send(int fd, Str bytes);
/* One reply (head, and as many body bytes as Content-Length says, or none after HEAD), and not a byte of the next; lives
 * in the region. */
Reply client_read(Arena *arena, int fd, bool head_only);
/* Sends and reads one reply (of a HEAD, no body) on a connection of its own. */
Reply client_ask(Arena *arena, int port, Str bytes);
/* True once the server has closed the connection. */
bool client_closed(int fd);
/* A header's value, or empty. */
Str reply_header(const Reply *reply, const char *name);
/* A POST of JSON; token and id may be empty. */
Str request_post(Arena *arena, const char *path, Str token, Str id, Str body);
