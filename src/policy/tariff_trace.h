/* tariff_trace.h - the rules behind a tariff, written once, so that every answer from it can be explained quickly. */
#pragma once
#include "policy/contribution.h"
#include "policy/trace.h"

enum { FLOATS_MAX = 8 };
typedef struct {
    const TraceRule *floor[Insurance_END], *cap[Insurance_END], *employer[Insurance_END], *employee[Insurance_END];
    const TraceRule *base_round, *amount_round, *local, *serious_illness, *maternity_base, *injury[INJURY_CLASSES + 1];
    const TraceRule *floats[2][FLOATS_MAX];
    int64_t float_percent[2][FLOATS_MAX];
    const TraceRule *pool, *account, *medical_base, *tier_floor, *tier_cap, *any_amount, **tiers;
} TariffTrace;

/* The rules of a tariff that tariff_make made from that region; they live in the region of memory. */
const TariffTrace *tariff_trace(Arena *arena, const RegionPolicy *region, const Tariff *tariff);
/* Explains every fen of an answer: the amounts of the lines of a part sum to that part. */
void contribution_trace(const TariffTrace *rules, const Tariff *tariff, const Payer *payer, const Contribution *contribution,
                        Trace *out);
