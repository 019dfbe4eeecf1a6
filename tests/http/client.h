/* client.h - a raw HTTP client for the tests: it sends the bytes it is given and reads what comes. */
#pragma once
#include "http/http.h"

int client_dial(int port);
bool client_send(int fd, Str bytes);
/* One answer (head, and as many body bytes as Content-Length says, or none after HEAD); empty at the end. */
typedef struct {
    int status; /* 0 = the connection ended first */
    Str head, body;
} Answer;
Answer client_read(Arena *arena, int fd, bool head_only);
/* Sends and reads one answer on a connection of its own. */
Answer client_ask(Arena *arena, int port, Str bytes);
/* True once the server has closed the connection; waits at most 5 s. */
bool client_closed(int fd);
Str answer_header(const Answer *answer, const char *name);
