/* parse.h - from JSON to a Command, by the catalogue row alone: every field of every command is checked here and
 * nowhere else. Unknown fields, wrong types, numbers out of range, too long, not in the list: refused, naming the
 * field. Numbers of persons are normalised and checked by ident. */
#pragma once
#include "base/json.h"
#include "words/command.h"

/* Reads the arguments of the catalogue row into out->args (one Arg a field of the row). `today` bounds days of
 * birth inside numbers. Texts point into the JSON or the region.
 * Refusals: ERR_BAD_FIELD naming the field; ERR_BAD_ID_NUMBER; ERR_TOO_LARGE for lists and blobs over their bound. */
Err parse_args(Arena *arena, const CatalogueRow *row, const JsonNode *args, Day today, Arg *out, Why *why) NODISCARD;

/* Reads {"role":..., "user":..., "org":...}. Refusals: ERR_BAD_FIELD. */
Err parse_actor(const JsonNode *actor, Actor *out, Why *why) NODISCARD;

/* Whether text shows what it holds: no control characters, none that are invisible or turn the direction of reading. */
bool parse_plain(Str text);
