/* trace.h - why an answer is what it is: the rules that were used, each with its value, the day from which it holds and the
 * law behind it, and the amounts that follow from it. */
#pragma once
#include "base/json.h"
#include "policy/policy.h"

/* A rule as it is shown; written once, used for as many answers as one likes. */
typedef struct {
    Str head; /* its members as JSON, from the opening bracket, without the closing one */
    const char *label[2];
    Str value[2], law;
    Day from;
    bool provisional;
} TraceRule;

typedef struct {
    const TraceRule *rule;
    const char *part; /* of the answer, such as "employer_fen.pension", or NULL */
    int64_t fen;      /* what the part gains by this rule; only with a part */
} TraceLine;

enum { TRACE_LINES_MAX = 40 };
typedef struct {
    TraceLine lines[TRACE_LINES_MAX];
    int count;
} Trace;

/* The rule of a parameter; with a row of a list or table it is that row alone. Everything lives in the region. */
const TraceRule *trace_rule(Arena *arena, PolicyKey key, const PolicyValue *value, const PolicyRow *row);
/* The parameter on a day (before its first day, the first). */
const TraceRule *trace_rule_on(Arena *arena, const RegionPolicy *region, PolicyKey key, Day day);
/* The rule of a year of the calendar of working days; NULL if the day is not on file. */
const TraceRule *trace_calendar(Arena *arena, const Calendar *calendar, Day day);
/* Adds a line; a NULL rule adds none. */
void trace_add(Trace *trace, const TraceRule *rule, const char *part, int64_t fen);
/* The list as JSON: [{rule, value, from, law, status, part, amount_fen}]; and as lines for people. */
void trace_json(Json *json, const Trace *trace);
void trace_human(Buf *out, Arena *arena, const Trace *trace, bool en);
