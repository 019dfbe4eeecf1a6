/* human.h - answers as people read them: `name: value` lines, amounts in yuan, one language. */
#pragma once
#include "base/json.h"
#include "words/words.h"

/* The data of an answer, each line behind `indent` spaces. Where a member stands in both languages ("why" and
 * "why_en") only the one of that language is shown. */
void human_data(Buf *out, const JsonNode *data, int indent, bool en);
/* An answer of a command or query that was done: one sentence, then its data. */
void human_done(Buf *out, const JsonNode *answer, const CatalogueRow *row, bool en);

/* The causes and the ways that person.why answers, as sentences with their law. */
void human_why(Buf *out, const JsonNode *data, bool en);
void human_cause(Buf *out, const JsonNode *cause, bool en);
/* One way: its name, cost and days, then each step in a line or two, numbered. */
void human_way(Buf *out, const JsonNode *way, bool en);
void human_step(Buf *out, const JsonNode *step, size_t number, bool en);
/* person.statement as tables: a line a month, then the person's own accounts a line a year. */
void human_statement(Buf *out, const JsonNode *data, bool en);
/* The member in the language asked for: "why", or "why_en" where there is one. */
Str human_text(const JsonNode *object, const char *key, bool en);
