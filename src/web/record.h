/* record.h - pieces of a person's record that several pages show: who it is, what works, why not, and the ways out.
 * They read the answers of person.status and person.why; what a page adds is where the steps lead. */
#pragma once
#include "web/said.h"
#include "web/visit.h"

/* The bar on top: name and number masked, the card's and the account's state. `links` lead to the other pages of the
 * person when `here` is not NULL: the part of the address behind /person/N that is open. */
void record_identity(Ui *ui, const PageVisit *visit, const JsonNode *status, const char *here);
/* What works and what does not, each with its condition. */
void record_effects(Ui *ui, const JsonNode *status);
/* The causes of an answer of person.why. */
void record_causes(Ui *ui, const JsonNode *why);
/* The ways of an answer of person.why; where the first step is one that the signed-in role takes here, it leads to the
 * form that does it. */
void record_ways(Ui *ui, const PageVisit *visit, int64_t person, const JsonNode *why);

/* Whether a step is one that this visitor can take on our pages now. */
bool record_can_do(const PageVisit *visit, const JsonNode *step);
/* What a step is called: the command, and by which channel or for what. */
Str record_step_title(Arena *arena, Language lang, const JsonNode *step);
/* The number of a person in an address ("17"), or 0. */
int64_t record_person(Str name);
/* A payer as a receipt shows it: an employer's code whole, a person's number masked in the middle. */
Str record_masked(Arena *arena, Str payer);
/* The colour of a card's or case's state as a class of a tag; and the tag itself. */
const char *record_tag(ChoiceSetId set, Str code);
Html record_tag_html(const Ui *ui, ChoiceSetId set, Str code);
/* What a run of an assessment comes to, or would: the answers of levy.assess, levy.release and run.list. */
void record_run(Ui *ui, const JsonNode *data);
/* What a payment was for, month by month, and what stays with the payer: the answers of payment.record and receipt.show. */
void record_paid_for(Ui *ui, const JsonNode *data);
/* A table that becomes a list on a narrow screen; `cells` holds `rows` rows of `width` cells. */
void record_table(Ui *ui, const Word *heads, size_t width, const UiCell *cells, size_t rows);
