/* token.h - bearer tokens: who calls the API. The table keeps only a token's hash; it stands outside journal, dump and
 * verify. People's sign-in is another matter and comes beside this. */
#pragma once
#include "core/bureau.h"

/* Makes a token for an actor and stores its hash; inside a transaction of the writer. `seed` makes it repeatable for
 * the demo city; empty: from the system's generator. */
Err token_new(Bureau *bureau, Arena *arena, const Actor *actor, Str seed, Str *token) NODISCARD;
/* The actor of a token; role 0 when there is none such. */
Err token_find(Bureau *bureau, Arena *arena, Str token, Actor *actor) NODISCARD;
/* Takes a token back; whether there was one. */
Err token_revoke(Bureau *bureau, Arena *arena, Str token, bool *was) NODISCARD;
