/* paper_value.h - inside report: a value of an answer as a paper says it. */
#pragma once
#include "base/json.h"
#include "words/words.h"

/* paper_table.h says what they mean. */
typedef enum {
    SAY_TEXT, SAY_SAID, SAY_WORD, SAY_OWN, SAY_CODE, SAY_CODES, SAY_MONEY, SAY_DAY, SAY_MONTH, SAY_TIME, SAY_COUNT, SAY_DAYS,
    SAY_COST, SAY_TRUTH, SAY_PAYER, SAY_WAY, SAY_PART, SAY_PLACE, SAY_STEP
} Say;

typedef struct {
    Arena *arena;
    bool en;
} Saying;

/* What the path leads to from `row`, with "^" from `parent`; NULL where there is nothing. */
const JsonNode *paper_at(const Saying *saying, const JsonNode *row, const JsonNode *parent, const char *path);
/* Empty where there is no value. */
Str paper_say(const Saying *saying, const JsonNode *row, const JsonNode *parent, const char *path, Say how, ChoiceSetId set);
/* Whether values of that kind stand on the right of their column. */
bool paper_is_amount(Say how);
