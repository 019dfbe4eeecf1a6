/* desk.h - cases: what waits for a second person. A case is opened by a command whose act needs one, or by
 * case.open, which begins a draft; papers are added, it is submitted, somebody else reviews it. What the act itself
 * does is act's matter (act/review.c); here are the case, its checklist, its time limit and who may touch it. Law:
 * Regulations on the Handling of Social Insurance (State Council order 765), Social Insurance Law article 83. */
#pragma once
#include "facts/view.h"

/* Opens the submitted case for a command that waits: everything an approval needs stands in the case itself as far
 * as it can; the command is kept beside it in a sealed cell. The same again while it waits is `already`.
 * Answers: case, due. Refusals: ERR_CONFLICT something else of that kind waits, or too many cases are open. */
Err desk_open_waiting(const View *view, const Command *command, Procedure procedure, Decision *out) NODISCARD;

/* case.open: a draft. Answers case, state, missing[], due (counted again from the day on which it is submitted).
 * Refusals: ERR_BAD_FIELD a procedure that a command of its own opens
 * (it is named), or its args; ERR_NOT_PERMITTED the role; ERR_WRONG_STATE, ERR_NOT_OPEN, ERR_TOO_EARLY, ERR_TOO_LATE
 * by procedure; ERR_CONFLICT another such case is open; ERR_EXPIRED_EVIDENCE. */
DecideFn desk_decide_open;
/* case.add: papers for a draft or a returned case, by whoever opened it or a clerk. Answers case, missing[].
 * Refusals: ERR_NOT_PERMITTED, ERR_WRONG_STATE, ERR_EXPIRED_EVIDENCE. */
DecideFn desk_decide_add;
/* case.submit: hands it to the second person. Again: already. Answers case, state, due.
 * Refusals: ERR_NOT_PERMITTED, ERR_WRONG_STATE, ERR_MISSING_EVIDENCE naming every paper. */
DecideFn desk_decide_submit;
/* case.withdraw: by whoever opened it. Answers case, state.
 * Refusals: ERR_NOT_PERMITTED, ERR_WRONG_STATE. */
DecideFn desk_decide_withdraw;

/* Whether the actor may decide about the case now; *out points into the facts.
 * Refusals: ERR_NOT_PERMITTED the role; ERR_SELF_DEALING; ERR_SAME_PERSON; ERR_WRONG_STATE it does not wait;
 * ERR_BAD_FIELD refuse and return need a reason. */
Err desk_review_check(const View *view, const Command *command, const CaseFacts **out, Decision *why) NODISCARD;
/* Whether a command corrects money: several such cases of one payer may wait side by side. */
bool desk_is_money(CommandId command);
/* Appends what ends or returns the case, and clears the sealed cell when it ends. Answers case, state; a refusal
 * carries the ways of appeal (Social Insurance Law 83). */
void desk_close(const View *view, const Command *command, const CaseFacts *c, Decision *out);

/* One line of the checklist that is not met yet. */
typedef struct {
    const PaperItem *item;
    int copies; /* still to be handed in */
} DeskMissing;
enum { DESK_MISSING_MAX = 24 };

/* What a case still lacks, in the order of the region's list; answers how many lines. */
size_t desk_missing(const View *view, const CaseFacts *c, DeskMissing out[DESK_MISSING_MAX]);
/* The same as a member of the answer: [{kind, any[], copies, zh, en}]. */
void desk_answer_missing(Decision *out, const View *view, const CaseFacts *c);
/* The word below which the paper list of the case stands: a cause, a reason, a category; empty for none. */
Str desk_list_word(const CaseFacts *c);

/* Who somebody is for the rule of two persons, whatever the role: their own number in the records, or a number made
 * from user and org (2^62 and more). */
int64_t desk_identity(const Actor *actor);
/* Whether a procedure is decided by the card centre (otherwise by a reviewer). */
bool desk_by_centre(Procedure procedure);

/* What CaseFacts.argument holds, by procedure, so that an approval needs nothing else. */
typedef enum { SEAL_END_UNSEAL = 1, SEAL_END_TRANSFER, SEAL_END_RENEW } SealEnd;
typedef struct {
    SealReason reason;
    Day from, until;
} SealSpan; /* until.n = 0: without end */
int64_t desk_seal_pack(SealSpan span);
SealSpan desk_seal_unpack(int64_t argument);
typedef struct {
    SealEnd decision;
    Day until;
} SealEnding;
int64_t desk_ending_pack(SealEnding ending);
SealEnding desk_ending_unpack(int64_t argument);
typedef struct {
    Month month;
    bool deemed;
} Claim;
int64_t desk_claim_pack(Claim claim);
Claim desk_claim_unpack(int64_t argument);
/* The category and insurances of a case open-account. */
Category desk_category_of(int64_t argument);
unsigned desk_insurances_of(int64_t argument);

/* What can be corrected: the keys of person.correct's changes and of a case correct-person. */
#define DESK_CHANGES \
    "name", "mobile", "address", "birth_place", "ssn", "sex", "birth", "hukou_region", "hukou_type", "residence_region", \
        "ethnicity", "retire_category"

/* The sets of insurances as bits: 1 << Insurance. */
static inline unsigned insurance_bit(Insurance insurance) { return 1u << insurance; }
/* From the words of a list ("pension medical", commas or blanks between); 0 if one is not known. */
unsigned insurances_read(Str words);
