/* openapi_example.h - the examples of the API's description: data/examples/api.jsonl is a story, a line a call, of which every
 * command and every query has one or more. Each line stands beside the answer that it was given; the tests tell the whole story to
 * a served bureau and hold its answers against these and against the description. */
#pragma once
#include "base/json.h"
#include "words/command.h"

typedef struct {
    Str id, at;            /* the Idempotency-Key of a command; the time of the bureau */
    const JsonNode *actor; /* {"role","user","org"} */
    Str name;              /* of the command or query; empty: `upload` is kept as a file */
    bool is_query;
    Str upload;
    JsonNode *args;        /* "$id.member" or "$id.items.0.member" stands for what the answer to that line says */
    const JsonNode *answer;
} ApiExample;

/* The story; it lives in `arena`, `*count` lines. */
ApiExample *openapi_story(Arena *arena, size_t *count);
/* The line by which a row is shown: its first. NULL: it has none. */
const ApiExample *openapi_example(const ApiExample *story, size_t count, const CatalogueRow *row, bool is_query);
/* Puts in what "$id.member" in an argument stands for; `answer_of` gives the answer to an id, or NULL. */
typedef const JsonNode *ApiAnswerOf(void *context, Str id);
void openapi_resolve(Arena *arena, JsonNode *args, ApiAnswerOf *answer_of, void *context);
/* The arguments as they are shown: with what the recorded answers say. */
JsonNode *openapi_shown(Arena *arena, const ApiExample *story, size_t count, const ApiExample *example);
/* The schema of a value: of which types its members are, each of which may be null or missing elsewhere. */
void openapi_shape(Json *json, const JsonNode *value);
