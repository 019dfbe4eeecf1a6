/* calc_line.h - the calculators of `shebao calc` without the command line: a case comes in as JSON members, the
 * answer goes out as JSON members or as a sentence. Pure; contract section 2. */
#pragma once
#include "base/json.h"
#include "policy/calendar.h"
#include "policy/retirement.h"

/*    no. name              word          what it answers: zh / en */
#define CALCULATORS(X) \
    X(1,  CALC_WORKDAY,     "workday",    "工作日和期限", "working days and time limits") \
    X(2,  CALC_RETIREMENT,  "retirement", "法定退休时间和最低缴费月数", "statutory retirement month and least months of contributions")

/* What a case consists of; on the command line "_" is written "-".
 *    calculator        member        kind       example */
#define CALC_FIELDS(X) \
    X(CALC_WORKDAY,     "from",       CALC_TEXT, "2025-09-26") \
    X(CALC_WORKDAY,     "add",        CALC_INT,  "15") \
    X(CALC_WORKDAY,     "shift",      CALC_TRUE, "") \
    X(CALC_WORKDAY,     "add_months", CALC_INT,  "6") \
    X(CALC_RETIREMENT,  "category",   CALC_TEXT, "M60") \
    X(CALC_RETIREMENT,  "birth",      CALC_TEXT, "1965-01")

#define AS_CALC(number, NAME, word, zh, en) NAME = number,
typedef enum { CALC_NONE, CALCULATORS(AS_CALC) CALC_END } Calc;
#undef AS_CALC
typedef enum { CALC_TEXT, CALC_INT, CALC_TRUE } CalcKind;
typedef struct {
    Calc calc;
    const char *name;
    CalcKind kind;
    const char *example;
} CalcField;

typedef struct {
    Calc calc;
    Day day;               /* CALC_WORKDAY */
    Retirement retirement; /* CALC_RETIREMENT */
} CalcResult;

enum { CALC_LINE_MAX = 1 << 16 }; /* bytes of a line; a longer one is answered too-large */

/* CALC_NONE if there is none of that name; and the names with ", " between. */
Calc calc_from(Str word);
Str calc_words(Arena *arena);
const char *calc_label(Calc calc, bool en);
/* The member of that name, or NULL; and the rows one by one, NULL after the last. */
const CalcField *calc_field(Calc calc, Str name);
const CalcField *calc_field_at(size_t index);

/* Computes one case, an object with "calc" and its members. Lives in `arena`: the words of a refusal.
 * Refusals: ERR_BAD_FIELD in this order: no object; calc missing or not one of CALCULATORS; a member that the
 * calculator does not have, or of another kind; a member missing, or outside what can be computed. ERR_NO_RULE:
 * the policy set says nothing about that time. */
Err calc_case(Arena *arena, const PolicySet *set, const JsonNode *request, CalcResult *out, Why *why) NODISCARD;
/* The members of an answer, without brackets; and the answer in words, with a line end. */
void calc_members(Json *json, Arena *arena, const CalcResult *result);
void calc_human(Buf *out, Arena *arena, const CalcResult *result, bool en);
/* One line in, one JSON object and a line end out; a case that is refused answers
 * {"error":CODE,"field":...,"why":...}. `scratch` holds what one line needs; the caller resets it. */
void calc_json_line(Buf *out, Arena *scratch, const PolicySet *set, Str line, bool en);
void calc_too_long(Buf *out, bool en);
/* The members of a refusal, without brackets. */
void calc_error_members(Json *json, const Why *why, bool en);
