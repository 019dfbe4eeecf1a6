/* papers.h - handed-in papers against what a rule asks for. A paper counts while its own validity lasts and while
 * it is no older than the region allows for its kind. Unknown kinds are ignored. */
#pragma once
#include "facts/view.h"

/* Sets of kinds of papers, one bit a kind. */
#define PAPER(kind) ((uint64_t)1 << EV_##kind)
/* Proves who somebody is. A citizen shows a citizen's card; somebody else the document they are registered with. */
#define PAPERS_IDENTITY (PAPER(ID_CARD) | PAPER(TEMP_ID) | PAPER(PASSPORT) | PAPER(PERMIT))
/* Proves that money was paid at the bank, over the counter or to the tax office. */
#define PAPERS_PAYMENT (PAPER(BANK_REMITTANCE) | PAPER(CASH_RECEIPT) | PAPER(TAX_CERTIFICATE))
#define PAPERS_FEE (PAPERS_PAYMENT | PAPER(FEE_RECEIPT))

/* The identity papers that prove this person's identity. */
uint64_t papers_identity_of(const PersonFacts *person);

/* Asks for `copies` valid papers of any of the kinds. `rules` may be NULL: then only a paper's own validity counts.
 * Refusals: ERR_EXPIRED_EVIDENCE when there would be enough but for expired ones; ERR_MISSING_EVIDENCE; both name
 * the kinds. */
Err papers_need(const View *view, const RegionPolicy *rules, const Command *command, uint64_t kinds, int copies,
                Decision *out) NODISCARD;
/* Whether at least one valid paper of these kinds was handed in. */
bool papers_have(const View *view, const RegionPolicy *rules, const Command *command, uint64_t kinds);
/* The kinds handed in, valid or not: what a hold remembers as its evidence. */
uint64_t papers_given(const Command *command);
/* Asks for every line of a region's paper list (NULL = nothing is asked for) whose condition holds.
 * Refusals: ERR_EXPIRED_EVIDENCE the first line for which only expired papers were handed in, else
 * ERR_MISSING_EVIDENCE naming every paper that is missing. */
Err papers_need_list(const View *view, const RegionPolicy *rules, const Command *command, const PaperList *list, int so,
                     Decision *out) NODISCARD;
