/* calc_line.h - the calculators of `shebao calc` without the command line: a case comes in as JSON members, the
 * answer goes out as JSON members or as a sentence. Pure; contract section 2. */
#pragma once
#include "base/json.h"
#include "policy/calendar.h"
#include "policy/interest.h"
#include "policy/late_fee.h"
#include "policy/pension.h"
#include "policy/retirement.h"
#include "policy/tariff_trace.h"

/*    no. name                word            what it answers: zh / en */
#define CALCULATORS(X) \
    X(1,  CALC_WORKDAY,       "workday",      "工作日和期限", "working days and time limits") \
    X(2,  CALC_RETIREMENT,    "retirement",   "法定退休时间和最低缴费月数", "statutory retirement month and least months of contributions") \
    X(3,  CALC_CONTRIBUTION,  "contribution", "一人一月的社会保险费", "contributions of one person for one month") \
    X(4,  CALC_LATE_FEE,      "late-fee",     "滞纳金", "late fee") \
    X(5,  CALC_INTEREST,      "interest",     "养老保险个人账户一年的利息", "interest of a personal pension account for one year") \
    X(6,  CALC_PENSION,       "pension",      "每月基本养老金", "monthly basic pension")

/* What a case consists of. On the command line "_" is written "-" and "_fen" is left out: amounts stand there in yuan.
 *    calculator        member              kind          example on the command line */
#define CALC_FIELDS(X) \
    X(CALC_WORKDAY,     "from",             CALC_TEXT,    "2025-09-26") \
    X(CALC_WORKDAY,     "add",              CALC_INT,     "15") \
    X(CALC_WORKDAY,     "shift",            CALC_TRUE,    "") \
    X(CALC_WORKDAY,     "add_months",       CALC_INT,     "6") \
    X(CALC_WORKDAY,     "trace",            CALC_TRUE,    "") \
    X(CALC_RETIREMENT,  "category",         CALC_TEXT,    "M60") \
    X(CALC_RETIREMENT,  "birth",            CALC_TEXT,    "1965-01") \
    X(CALC_RETIREMENT,  "trace",            CALC_TRUE,    "") \
    X(CALC_CONTRIBUTION, "region",          CALC_TEXT,    "110000") \
    X(CALC_CONTRIBUTION, "month",           CALC_TEXT,    "2025-08") \
    X(CALC_CONTRIBUTION, "wage_fen",        CALC_FEN,     "12345.67") \
    X(CALC_CONTRIBUTION, "category",        CALC_TEXT,    "employee") \
    X(CALC_CONTRIBUTION, "injury_class",    CALC_INT,     "1") \
    X(CALC_CONTRIBUTION, "injury_float",    CALC_INT,     "100") \
    X(CALC_CONTRIBUTION, "hukou",           CALC_TEXT,    "other") \
    X(CALC_CONTRIBUTION, "base_fen",        CALC_FEN,     "7162") \
    X(CALC_CONTRIBUTION, "insurances",      CALC_TEXT,    "pension,medical") \
    X(CALC_CONTRIBUTION, "tier_fen",        CALC_FEN,     "1000") \
    X(CALC_CONTRIBUTION, "trace",           CALC_TRUE,    "") \
    X(CALC_LATE_FEE,    "principal_fen",    CALC_FEN,     "12345.67") \
    X(CALC_LATE_FEE,    "due",              CALC_TEXT,    "2025-03-17") \
    X(CALC_LATE_FEE,    "paid",             CALC_TEXT,    "2025-04-30") \
    X(CALC_LATE_FEE,    "region",           CALC_TEXT,    "110000") \
    X(CALC_LATE_FEE,    "trace",            CALC_TRUE,    "") \
    X(CALC_INTEREST,    "year",             CALC_INT,     "2024") \
    X(CALC_INTEREST,    "opening_fen",      CALC_FEN,     "50000.00") \
    X(CALC_INTEREST,    "credits_fen",      CALC_CREDITS, "01=800.00") \
    X(CALC_INTEREST,    "months",           CALC_INT,     "12") \
    X(CALC_INTEREST,    "method",           CALC_TEXT,    "month-product") \
    X(CALC_INTEREST,    "trace",            CALC_TRUE,    "") \
    X(CALC_PENSION,     "average_wage_fen", CALC_FEN,     "11937.00") \
    X(CALC_PENSION,     "index",            CALC_TEXT,    "1.0000") \
    X(CALC_PENSION,     "months",           CALC_INT,     "180") \
    X(CALC_PENSION,     "balance_fen",      CALC_FEN,     "72000.00") \
    X(CALC_PENSION,     "age",              CALC_TEXT,    "60y3m") \
    X(CALC_PENSION,     "trace",            CALC_TRUE,    "")

#define AS_CALC(number, NAME, word, zh, en) NAME = number,
typedef enum { CALC_NONE, CALCULATORS(AS_CALC) CALC_END } Calc;
#undef AS_CALC
/* CREDITS: {"01":80000}, on the command line --credit 01=800.00, as often as there are credits. */
typedef enum { CALC_TEXT, CALC_INT, CALC_TRUE, CALC_FEN, CALC_CREDITS } CalcKind;
typedef struct {
    Calc calc;
    const char *name;
    CalcKind kind;
    const char *example;
} CalcField;

typedef struct {
    Calc calc;
    bool traced;
    Day day;               /* CALC_WORKDAY */
    Retirement retirement; /* CALC_RETIREMENT */
    const RegionPolicy *region;
    const Tariff *tariff; /* CALC_CONTRIBUTION */
    Contribution contribution;
    LateFee late_fee; /* CALC_LATE_FEE */
    Interest interest; /* CALC_INTEREST */
    Pension pension; /* CALC_PENSION */
    Trace trace;
} CalcResult;

enum { CALC_LINE_MAX = 1 << 16 }; /* bytes of a line; a longer one is answered too-large */

/* A policy set with the tariffs that were resolved so far. Lives in `life`, which also holds the tariffs. */
typedef struct Calculators Calculators;
Calculators *calculators_make(Arena *life, const PolicySet *set);
/* The tariff of a region and month with the rules behind it; kept for the next time while there is room, else made in
 * `scratch`. Refusals: those of tariff_make. */
Err calculators_tariff(Calculators *calculators, Arena *scratch, const RegionPolicy *region, Category category, Month month,
                       const Tariff **tariff, const TariffTrace **rules, Why *why) NODISCARD;

/* CALC_NONE if there is none of that name; and the names with ", " between. */
Calc calc_from(Str word);
Str calc_words(Arena *arena);
const char *calc_label(Calc calc, bool en);
/* The member of that name, or NULL; and the rows one by one, NULL after the last. */
const CalcField *calc_field(Calc calc, Str name);
const CalcField *calc_field_at(size_t index);
/* What a member is called on the command line, without the dashes; and the member of such a name, or NULL. */
Str calc_option(Arena *arena, const CalcField *field);
const CalcField *calc_field_by_option(Arena *arena, Calc calc, Str option);

/* Computes one case, an object with "calc" and its members. Lives in `arena`: the words of a refusal.
 * Refusals: ERR_BAD_FIELD in this order: no object; calc missing or not one of CALCULATORS; a member that the
 * calculator does not have, or of another kind; a member missing, or outside what can be computed. ERR_BAD_AMOUNT: an amount
 * below 0, above PAY_FEN_MAX, or outside the limits. ERR_NO_RULE: the policy set says nothing about that region or time. */
Err calc_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why) NODISCARD;
/* The members of an answer, without brackets; and the answer in words, with a line end. */
void calc_members(Json *json, Arena *arena, const CalcResult *result);
void calc_human(Buf *out, Arena *arena, const CalcResult *result, bool en);
/* One line in, one JSON object and a line end out; a case that is refused answers
 * {"error":CODE,"field":...,"why":...}. `scratch` holds what one line needs; the caller resets it. */
void calc_json_line(Buf *out, Arena *scratch, Calculators *calculators, Str line, bool en);
void calc_too_long(Buf *out, bool en);
/* The members of a refusal, without brackets. */
void calc_error_members(Json *json, const Why *why, bool en);
