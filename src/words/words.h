/* words.h - the tables of the house as C: enums, names, fields, the catalogue. The tables alone; no rule. */
#pragma once
#include "base/err.h"
#include "words/causes_table.h"
#include "words/choices_table.h"
#include "words/commands_table.h"
#include "words/fields_table.h"
#include "words/notices_table.h"

#define AS_CHOICE_ENUM(number, NAME, ...) NAME = number,
#define AS_CHOICE_TYPE(SET, Type, LIST) typedef enum { Type##_NONE = 0, LIST(AS_CHOICE_ENUM) Type##_END } Type;
CHOICE_SETS(AS_CHOICE_TYPE)
#undef AS_CHOICE_TYPE

#define AS_SET_ENUM(SET, Type, LIST) SET,
typedef enum { SET_NONE = 0, CHOICE_SETS(AS_SET_ENUM) SET_END } ChoiceSetId;
#undef AS_SET_ENUM

typedef struct {
    int number;
    const char *code, *zh, *en;
} Choice;

typedef struct {
    const Choice *items;
    int count;
} ChoiceSet;

/* All words of a list; requires that it exists. Static storage. */
const ChoiceSet *choice_set(ChoiceSetId set);
/* The word of that number; requires that it exists. "none" words do not: use choice_code_or_empty. */
const Choice *choice_of(ChoiceSetId set, int number);
/* The wire code of that number, or "" for 0. */
const char *choice_code(ChoiceSetId set, int number);
/* The number of a wire code, or 0. */
int choice_from(ChoiceSetId set, Str code);

/* How an effect stands: works, conditional, blocked; in the order of the contract's comparison b > c > w. */
typedef enum { WORKS = 0, CONDITIONAL = 1, BLOCKED = 2 } Effectiveness;

enum { DERIVED = 0, HOLD = 1 };
typedef struct {
    const char *code;
    bool hold, reviewed;
    uint8_t effect[Effect_END]; /* Effectiveness by Effect */
    const char *law, *zh, *en;
} CauseRow;
/* The row of a cause; requires that it exists. Static storage. */
const CauseRow *cause_row(Cause cause);
/* The condition behind a c, or NULL. */
const char *cause_note(Cause cause, Effect effect, bool en);

typedef enum {
    TYPE_PERSON,
    TYPE_TEXT,
    TYPE_DAY,
    TYPE_MONTH,
    TYPE_START,
    TYPE_END,
    TYPE_INT,
    TYPE_FEN,
    TYPE_BOOL,
    TYPE_CHOICE,
    TYPE_CHOICES,
    TYPE_REGION,
    TYPE_BYTES,
    TYPE_TEXTS,
    TYPE_PAIRS,
    TYPE_EVIDENCE,
    TYPE_LINES
} FieldType;
typedef enum { KIND_PLAIN, KIND_PERSONAL, KIND_SECRET, KIND_BLOB } FieldKind;

#define AS_FIELD_ENUM(NAME, ...) NAME,
typedef enum { F_NONE = 0, FIELDS(AS_FIELD_ENUM) F_END } Field;
#undef AS_FIELD_ENUM

typedef struct {
    const char *name;
    FieldType type;
    ChoiceSetId set;
    int64_t max;
    FieldKind kind;
    const char *zh, *en;
} FieldRow;
/* The row of a field; requires that it exists. Static storage. */
const FieldRow *field_row(Field field);

#define AS_COMMAND_ENUM(number, NAME, ...) NAME = number,
typedef enum { CMD_NONE = 0, COMMANDS(AS_COMMAND_ENUM) CMD_END } CommandId;
typedef enum { QUERY_NONE = 0, QUERIES(AS_COMMAND_ENUM) QUERY_END } QueryId;
#undef AS_COMMAND_ENUM

enum { COMMAND_FIELDS_MAX = 20 };
/* One row of the catalogue. fields[i] and required[i] in the order of the table; place[field] = i + 1 or 0. */
typedef struct {
    int number;
    const char *name, *law, *zh, *en;
    unsigned roles;
    int count;
    Field fields[COMMAND_FIELDS_MAX];
    bool required[COMMAND_FIELDS_MAX];
    uint8_t place[F_END];
} CatalogueRow;
/* Requires a valid number. The rows are built from the tables before main. */
const CatalogueRow *command_row(CommandId command);
const CatalogueRow *query_row(QueryId query);
/* By name on the wire; CMD_NONE / QUERY_NONE if there is none. */
CommandId command_from(Str name);
QueryId query_from(Str name);
static inline bool role_in(unsigned roles, Role role) { return (roles >> role & 1u) != 0; }
