/* appointments.h - what the pages of visits to a counter share (page_appoint.c, page_appointments.c). */
#pragma once
#include "web/said.h"
#include "web/visit.h"

/* Who books: for oneself or whom one acts for, or at a desk for whoever asks. */
#define R_APPOINT (R_SELF | R(ONLINE) | R(CLERK) | R(HOTLINE))

/* The counters that a query says: those of a region. */
Str appointment_where(const Ui *ui, const JsonNode *item);
/* The papers to bring, as the policy lists them. */
void appointment_papers(Ui *ui, const JsonNode *papers);
/* Where a visit for the step of a way out can be booked; empty: it is no matter of a counter. */
Str appointment_for(Arena *arena, const JsonNode *step);
