/* calc_case.h - inside policy: one case at a time, its members already of the right kinds; calc_line.c calls these. */
#pragma once
#include "policy/calc_line.h"

/* The set that the calculators were made with. */
const PolicySet *calculators_set(const Calculators *calculators);
/* Refuses a member; a refusal keeps its own copy of the name. */
Err calc_bad(Arena *arena, Str field, const char *zh, const char *en, Why *why) NODISCARD;

/* Each fills its part of *out and, where out->traced, the trace. */
Err workday_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why) NODISCARD;
Err retirement_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why) NODISCARD;
Err contribution_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why) NODISCARD;
Err late_fee_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why) NODISCARD;
Err interest_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why) NODISCARD;
Err pension_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why) NODISCARD;
