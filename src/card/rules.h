/* rules.h - what the decisions of this room share: the card a command is about, the checks in the contract's order,
 * and the events. Inside card only. */
#pragma once
#include "card/card.h"
#include "card/moves.h"
#include "hold/effects.h"
#include "hold/holds.h"
#include "hold/papers.h"

/* The card with that number, or NULL. */
const CardFacts *card_of(const PersonFacts *person, int n);
/* The rules of the card's region, or the nation's. */
const RegionPolicy *card_rules(const View *view, const CardFacts *card);
/* "K17-1". */
Str application_text(const View *view, Arena *arena, int64_t card);

/* The card or application that the command names. ERR_UNKNOWN_CARD, ERR_UNKNOWN_APPLICATION. */
Err card_named(const View *view, const Command *command, Decision *out, const CardFacts **card) NODISCARD;
/* A bank acts for its own cards alone, and for those that lie at its outlet. ERR_WRONG_INSTITUTION. */
Err bank_own(const View *view, const Command *command, const CardFacts *card, Decision *out) NODISCARD;
/* A field that this channel or kind needs. ERR_BAD_FIELD. */
Err field_need(const Command *command, Field field, Decision *out) NODISCARD;

/* How a state is refused: says the state the card is in and what can be done now. ERR_WRONG_STATE. */
Err state_refuse(const View *view, const Command *command, const CardFacts *card, Decision *out) NODISCARD;
/* The move of the table that this command is, for the card's state and then for the role.
 * ERR_WRONG_STATE; ERR_WRONG_CHANNEL if the state allows it but the role does not. */
Err move_need(const View *view, const Command *command, int variant, const CardFacts *card, Decision *out,
              const CardMove **move) NODISCARD;
/* The papers of a move; ID_CARD stands for what proves this person's identity. ERR_MISSING_EVIDENCE, ERR_EXPIRED_EVIDENCE. */
Err move_papers(const View *view, const Command *command, const CardMove *move, const RegionPolicy *rules, Decision *out) NODISCARD;

/* Too many refused identity checks today: whoever is not in the room waits until tomorrow. ERR_LOCKED. */
Err attempts_left(const View *view, const RegionPolicy *rules, Decision *out) NODISCARD;
/* Refuses an identity check and keeps it as an attempt. ERR_MISMATCH. */
Err identity_refuse(const View *view, const Command *command, Decision *out, const char *field, const char *zh,
                    const char *en) NODISCARD;
/* Identity by telephone: a call and at least two right answers and none wrong. `wrong` comes first (identity), the
 * rest with the papers. */
Err answers_right(const View *view, const Command *command, Decision *out) NODISCARD;
Err answers_enough(const View *view, const Command *command, bool call, Decision *out) NODISCARD;

/* Events about one card of view->person, at view->now. Empty texts and reasons of 0 say nothing. */
void prod_set(Decision *out, const View *view, int card, Production state, Str detail);
void app_set(Decision *out, const View *view, int card, Application state, CancelReason reason, Str order);
void fin_set(Decision *out, const View *view, int card, Financial state, Str reason);
void pin_set(Decision *out, const View *view, int card, Pin state, int tries);
void card_placed(Decision *out, const View *view, int card, int64_t outlet);

/* Hands the card over: who took it, until when it should be enabled, how long the old medical card still works. */
Day card_hand(Decision *out, const View *view, const CardFacts *card, Receiver to, int64_t other);
