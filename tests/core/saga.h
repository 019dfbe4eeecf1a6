/* saga.h - some hundred lines of replay, made from a seed: people with six kinds of lives whose steps interleave, every
 * command of the catalogue among them, every query, and noise: well-formed commands that mostly are refused. */
#pragma once
#include "base/str.h"

enum { SAGA_PEOPLE = 18, SAGA_NOISE = 200 };

/* The whole file, lines with newlines. Same seed, same bytes. */
Str saga_text(Arena *arena, uint64_t seed, int noise);
