/* stored.h - how a request and its answer are kept for ever: plain fields as they are; personal and secret ones as
 * commitments; files by their hash. So the chain never holds a name, a number or a password. */
#pragma once
#include "core/bureau.h"

/* The stored form of the arguments, fields in the order of the catalogue. */
Str stored_request(const Store *store, Arena *arena, const Command *command);
/* The number of a plain field (a choice, a day, ...) in the stored form of a command; false if it was not given or the
 * bytes are not such a form. */
bool stored_number(Str stored, CommandId command, Field field, int64_t *out);
/* The keyed hash of everything that was asked: the same id must come with the same. */
Hash stored_digest(const Store *store, Arena *arena, Str canonical);

/* Who acted, without a number that names a person: by the bureau's own number ("#17"), or by a commitment to the number
 * that was given; anything else as it is. */
Str stored_user(const Store *store, Arena *arena, const Actor *actor, Time at);

/* An answer is kept with each personal value in it cut out: a mark, the person and the cell. And back: the same bytes
 * as the first time. `person` 0: nothing to cut. */
Str stored_answer(Arena *arena, Str answer, Str value, int64_t person, int64_t cell);
Err stored_answer_read(Store *store, Arena *arena, Str stored, Str *answer) NODISCARD;
