/* population.h - the people on whom is measured: one template for each state that a bureau knows, made through the
 * commands themselves in a bureau of its own, and shares that follow a city (most cards work, some do not). */
#pragma once
#include "bench.h"
#include "core/bureau.h"

typedef struct {
    const char *state;
    int share;            /* in a thousand */
    PersonFacts facts;
} Template;

enum { TEMPLATES = 12 };

typedef struct {
    Bureau bureau;        /* in memory; holds the templates, a bank, a hospital and a pharmacy */
    Template templates[TEMPLATES];
    Time now;
} Population;

/* Makes the templates. false: a command was refused, said on stderr. */
bool population_make(Arena *arena, Population *out);
/* The template of person number i of a population in the shares. */
const Template *population_pick(const Population *population, int64_t i);
/* A valid citizen number for person i. */
Str population_ssn(Arena *arena, int64_t i);
/* Fills an empty bureau (DB_WRITER) with `count` persons through the batch door: facts, cells, and the side tables by
 * which they are found. The templates' bank, hospital and pharmacy come along. */
bool population_load(Arena *arena, const Population *population, Bureau *bureau, int64_t count);
