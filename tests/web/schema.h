/* schema.h - whether a value is as a schema of the API's description says: the words of JSON Schema that the description uses,
 * and a failure of the test for any other, so that nothing is passed over. */
#pragma once
#include "base/json.h"

typedef struct {
    Arena *arena;
    const JsonNode *root; /* the whole description: where "$ref" leads */
    Str wrong;            /* what is wrong first, with its place; empty: nothing */
} Schema;

/* true: the value fits. */
bool schema_fits(Schema *schema, const JsonNode *rule, const JsonNode *value, Str place);
/* The rule itself, or where its "$ref" leads ("#/components/..."); NULL when it leads nowhere. */
const JsonNode *schema_of(const Schema *schema, const JsonNode *rule);
