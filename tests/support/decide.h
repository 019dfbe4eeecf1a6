/* decide.h - the pure rooms without any record behind them: places, hours, and one decision. */
#pragma once
#include "facts/view.h"
#include "support/policy.h"
#include "support/test.h"

/* That hour of that day. */
Time hour_of(int year, int month, int day, int hour);

/* A bank, hospital, agency, ... of that code (and name); bank_bin only for a bank, else NULL. */
void place_make(InstitutionFacts *facts, int64_t id, InstitutionKind kind, int region, const char *code, const char *bank_bin);

/* Decides, with *data (may be NULL) the answer's data. What is refused has its code and a reason in both languages, and
 * leaves no events unless it says so; the test fails otherwise. `out` lives in the region. */
Err decide_once(DecideFn *decide, Arena *arena, const View *view, const Command *command, Decision *out, Str *data);
/* The first event of that kind among the decided ones, or NULL. */
const Event *decision_event(const Decision *out, EventKind kind);
