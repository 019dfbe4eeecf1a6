/* effects.h - why something does not work for a person at an instant: every cause that holds, derived and placed,
 * and the worst effect on each function. Pure, no memory taken: the status page, the guide's search, card.use and
 * the daily job all ask here. Law: the table of causes (words/causes_table.h). */
#pragma once
#include "facts/view.h"

typedef struct {
    Cause cause;
    Time since, until;          /* s = 0: not known, or without end */
    Str by;                     /* who placed it; empty for a derived cause */
    uint8_t effect[Effect_END]; /* Effectiveness of this cause alone at that instant */
} CauseFound;

/* Causes in the order of the table, the derived ones first. `worst` is b > c > w over all of them. */
typedef struct {
    int count;
    CauseFound causes[Cause_END];
    uint8_t worst[Effect_END];
} Effects;

/* Lists the causes of `person`, whose facts are settled to `now` (card/settle.h). *out points into the facts. */
void effects_of(const PersonFacts *person, const PolicySet *policy, const BureauFacts *bureau, Time now, Effects *out);
/* The first cause with the worst effect on that function; NULL if the function works. */
const CauseFound *effects_why(const Effects *effects, Effect effect);
/* 'w', 'c' or 'b', as answers write it. */
static inline char effect_letter(uint8_t effectiveness) { return "wcb"[effectiveness]; }

/* A card can be used: handed over, normal, not expired, and no dormant, investigation, death or data-mismatch hold. */
bool card_usable(const PersonFacts *person, const CardFacts *card, Day today);
/* The last day of validity has passed. */
static inline bool card_expired(const CardFacts *card, Day today) { return card->valid_until.n && card->valid_until.n < today.n; }

/* The rules that hold for a person: of the region of the current card, else of the card being made, of an open
 * account, of the residence, of the household register; else the nation's. Never NULL. */
const RegionPolicy *person_policy(const PolicySet *set, const PersonFacts *person);
/* The rules of a region, or the nation's where none are on file. */
const RegionPolicy *policy_or_national(const PolicySet *set, int region);
