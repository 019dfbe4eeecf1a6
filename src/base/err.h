/* err.h - what a function answers when a person, a law, a file or a database stands in the way. Two kinds
 * only: a refusal (here) and require() (a bug). Out parameters are written only on OK. */
#pragma once
#include "base/err_table.h"
#include "base/str.h"

#define NODISCARD __attribute__((warn_unused_result))

#define AS_ERR(number, NAME, code, http, exit_code, zh, en) NAME = number,
typedef enum { OK = 0, ERRORS(AS_ERR) ERR_END } Err;
#undef AS_ERR

/* Returns early with whatever the call refused. */
#define TRY(call) \
    do { \
        Err try_err_ = (call); \
        if (try_err_ != OK) \
            return try_err_; \
    } while (0)

/* Why something was refused, in words. Whoever wants the words passes one with a region in it; functions
 * write into it only when they refuse. */
typedef struct {
    Arena *arena;
    Err code;
    Str field;        /* the field to correct, or empty */
    Str zh, en;       /* what happened and what to do next */
    const char *law;  /* the source, or NULL */
} Why;

/* Fills *why (which may be NULL) and returns `code`. The two formats take the same arguments in the same
 * order; NULL formats stand for the sentence of the table. */
Err refuse(Why *why, Err code, const char *field, const char *zh, const char *en, ...) NODISCARD;

const char *err_code(Err err);            /* "wrong-state" */
const char *err_sentence(Err err, bool en); /* the sentence of the table */
int err_http(Err err);
int err_exit(Err err);
/* The number of a code, or OK if there is no such code. */
Err err_from(Str code);
