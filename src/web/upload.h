/* upload.h - files that come over HTTP for commands: POST /api/v1/files keeps bytes and says their SHA-256, which a command
 * then gives as `file`; or a command comes itself as multipart/form-data with its fields and the file beside them. */
#pragma once
#include "web/serve.h"

/* The most bytes of a body of that path: large ones are taken from signed-in callers alone. */
size_t upload_limit(ServeThread *thread, const HttpRequest *request);
bool upload_is_form(const HttpRequest *request);
/* A form and an address have only texts: what the catalogue knows as a number or a truth becomes one, if it is one. */
JsonNode upload_value(const CatalogueRow *row, const HttpPair *pair);
/* The arguments of a command that came as a form; its file is kept, and stands there by its hash.
 * Refusals: ERR_BAD_FIELD a file under another name than `file`, a field twice; ERR_BUSY. */
Err upload_args(ServeThread *thread, HttpRequest *request, Str command, const JsonNode **out, Why *why) NODISCARD;
/* The bytes of POST /api/v1/files: the body, or the file of a form. *answer: {"sha256", "bytes"}.
 * Refusals: ERR_BAD_FIELD nothing came; ERR_BUSY. */
Err upload_keep(ServeThread *thread, HttpRequest *request, Str *answer, Why *why) NODISCARD;
