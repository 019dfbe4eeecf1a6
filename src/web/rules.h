/* rules.h - parameters of the policy as people read them, from the answer of policy.at. The pages know none of them. */
#pragma once
#include "web/form.h"
#include "web/said.h"
#include "web/visit.h"

/* policy.at of a region and month. Refusals: those of the query. */
Err rules_at(PageVisit *visit, Str region, Str month, const JsonNode **at, Why *why) NODISCARD;
/* The parameter of that key in such an answer, or NULL. */
const JsonNode *rules_find(const JsonNode *at, Str key);
/* What a parameter is called; its key where the answer has no such one. `at` may be NULL. */
Str rules_name(const JsonNode *at, Str key, Language lang);
/* A value with its unit: 2.5%, 4,986.00 yuan, 7 days; a table as "1: 10, 2: 20"; null is said to be unpublished. */
Str rules_value(Arena *arena, Language lang, const JsonNode *value, Str unit);
/* The month of the bureau's clock, "2026-01", `back` months before it. */
Str rules_month(const PageVisit *visit, int back);
/* The region asked for in the form, or the first that the bureau serves. */
Str rules_region(PageVisit *visit);
/* Asks a query about a region, as of the day in the form if there is one. What is refused stands in *errors too. */
Err rules_ask(PageVisit *visit, const char *query, Str region, const JsonNode **data, FormErrors *errors) NODISCARD;
/* A tag for "final" and "provisional". */
Html rules_status(const Ui *ui, Str status);
