/* desk.h - what the tests of the writer share: commands that register institutions, and a desk that counts how often each
 * was answered, and how. */
#pragma once
#include "core/writer.h"
#include "stage.h"

enum { NOON = 1739505600 };

/* Registers institution number n: an id, its arguments, and how the answer must look. */
Request registration(Arena *arena, int n);
/* Every check of verify; the test fails with what it says. */
void whole(Bureau *bureau, Arena *arena);
/* Bytes of a file in the bureau's folder; 0 if it is not there. */
int64_t size_of(Arena *arena, Str folder, const char *name);

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    int answered, done, busy;
    bool hold; /* the first answer waits until it is let go */
} Desk;

typedef struct {
    WriterItem item;
    Desk *desk;
    int answers;
    Err err;
} Asked;

/* What counts there; the context of its item is the Asked. */
void on_done(WriterItem *item, const Answer *answer);
/* The registrations 0 to count - 1, answered at this desk. */
Asked *ask(Arena *arena, Desk *desk, int count);
/* Waits until so many were answered. */
void wait_answers(Desk *desk, int count);
