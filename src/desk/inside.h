/* inside.h - what the files of desk share, and nobody else sees. */
#pragma once
#include "desk/desk.h"

/* The open case of that procedure about the same thing (cause and card), or NULL. */
const CaseFacts *case_waiting(const PersonFacts *person, Procedure procedure, int cause, int card);
/* Appends CASE_OPENED for `draft` (its n, state and due are filled in) and its papers, answers case, state and due.
 * Refusals: ERR_CONFLICT too many cases are open. */
Err case_start(const View *view, const Command *command, CaseFacts *draft, Decision *out) NODISCARD;
/* Appends the papers of the command to case n. */
void case_papers(const View *view, const Command *command, int n, Decision *out);
/* Appends that a case moved; due.n = 0 leaves the old one. */
void case_move(const View *view, const Command *command, int n, CaseState state, Day due, Str reason, Decision *out);
/* Keeps the command sealed beside case n. */
void case_seal(const View *view, const Command *command, int n, Decision *out);
/* The case as it will stand with the papers of this command. */
const CaseFacts *desk_case_with(const CaseFacts *c, const Command *command, CaseFacts *copy);
/* case, state: what every answer about a case begins with. */
void answer_case(Decision *out, const View *view, int n, CaseState state);
/* A paper handed in that is past its validity. ERR_EXPIRED_EVIDENCE. */
Err papers_valid(const View *view, const RegionPolicy *rules, const Command *command, Decision *out) NODISCARD;

/* Every paper that the case still lacks, named. ERR_MISSING_EVIDENCE. */
Err desk_need_papers(const View *view, const CaseFacts *c, Decision *out) NODISCARD;

/* The last day to decide, counted in working days from today. */
Day case_due(const View *view, Procedure procedure, int64_t region);
/* A positive number made from one argument, for telling apart what cases are about. */
int64_t desk_number_of_arg(Arena *arena, const Command *command, Field field);
