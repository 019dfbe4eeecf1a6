/* openapi_field.h - the fields of the catalogue as schemas of OpenAPI: types, bounds, lists of words, what must be there. */
#pragma once
#include "base/json.h"
#include "words/command.h"

/* A key that is put together from two parts, a status as a key, and a reference to a component. */
void openapi_key(Json *json, const char *before, const char *after);
const char *openapi_status(Json *json, int status);
void openapi_ref(Json *json, const char *section, const char *name);
/* "description" in both languages. */
void openapi_both(Json *json, const char *zh, const char *en);
/* The members of a schema: a closed list of words; the type of a field. */
void openapi_words(Json *json, ChoiceSetId set);
void openapi_type(Json *json, const FieldRow *field);
/* The schema of the arguments of a command or query. */
void openapi_args(Json *json, const CatalogueRow *row);

/* openapi_webhook.c: "webhooks", every kind of message that an institution may subscribe to; and the schema of a message. */
void openapi_webhooks(Json *json);
void openapi_message(Json *json);
