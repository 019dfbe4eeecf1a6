/* client.h - the client of support/ under the names of this room's tests. */
#pragma once
#include "http/http.h"
#include "support/client.h"

typedef Reply Answer;
static inline Str answer_header(const Answer *answer, const char *name) { return reply_header(answer, name); }
