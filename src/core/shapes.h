/* shapes.h - pieces of answers that several queries share. */
#pragma once
#include "core/query.h"
#include "hold/effects.h"

void shape_day(Json *json, Arena *arena, const char *key, Day day);    /* null when n = 0 */
void shape_time(Json *json, Arena *arena, const char *key, Time time); /* null when s = 0 */
/* The same for numbers out of stored rows: empty for 0 and for what is no day of the years 1800 to 9999. */
Str shape_safe_day(Arena *arena, int64_t day);
Str shape_safe_time(Arena *arena, int64_t seconds);
Str shape_region(Arena *arena, int region);
void shape_insurances(Json *json, const char *key, int64_t mask);
/* "self", a credit code or a contract number. */
Str shape_payer(Loaded *loaded, const AccountFacts *account);
/* "accounts": those of the person of the query, as person.status gives them. */
void shape_accounts(Query *query);
/* "notes": the condition behind every c, by function: {"medical":["..."]}, with notes_en. */
void shape_notes(Json *json, const Effects *effects);
/* {"cause","since","until"?,"by","law","why","why_en"} of one cause. */
void shape_cause(Json *json, Arena *arena, const CauseFound *found, Effect effect);
/* Members of the answer that an entry of the journal got, as it was given then; those that it has not are left out.
 * Refusals: ERR_BUSY. */
Err shape_answered(Query *query, int64_t entry, const char *const *members, size_t count) NODISCARD;
/* A value of a field as the wire writes it, by the field's type. */
void shape_arg(Json *json, Arena *arena, Field field, const Arg *value);
/* "trial": what an approval of this case would do: {"possible","books","events":[...],"changes":[{"what","before","after"}]}, or
 * {"possible":false,"code","zh","en"}. books: the ledger books something then as well. Fills View.waiting. Refusals: ERR_BUSY. */
Err shape_trial(Query *query, const CaseFacts *c) NODISCARD;
/* Since when a rule of the policy holds, whether that is final, and what it rests on: from, status, reference. */
void shape_source(Json *json, Arena *arena, Day from, PolicyStatus status, Str reference);
/* A list of papers: {"procedure","of","from","status","reference","items":[{"any","copies","valid_days"?,"when"?,"of_other"}]}. */
void shape_paper_list(Query *query, Str procedure, Str of, const PaperList *list);
