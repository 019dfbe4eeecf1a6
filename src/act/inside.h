/* inside.h - what the commands of this room share. */
#pragma once
#include "act/act.h"
#include "hold/effects.h"
#include "hold/holds.h"
#include "hold/papers.h"

/* The same again: nothing changes. */
static inline Err act_already(Decision *out)
{
    out->already = true;
    return OK;
}

/* A person who is on record. ERR_UNKNOWN_PERSON. */
Err act_need_person(const View *view, Decision *out) NODISCARD;
/* Nothing is done for somebody whose death is on record but what follows from it. ERR_WRONG_STATE. */
Err act_need_living(const View *view, Decision *out) NODISCARD;
/* The papers of a list of the region's policy. ERR_MISSING_EVIDENCE, ERR_EXPIRED_EVIDENCE. */
Err act_papers(const View *view, const Command *command, const RegionPolicy *rules, const char *procedure, const char *of, int so,
               Decision *out) NODISCARD;
/* The conditions of paper lists that the age of the person and the actor decide. */
int act_conditions(const View *view, const Command *command, const RegionPolicy *rules);

/* Whether a text says the same as what is on record. */
static inline bool same_text(Str a, Str b) { return str_eq(str_trim(a), str_trim(b)); }

/* A member of the answer's list `next`: what to do now, with the command that does it. */
void answer_next(Decision *out, const char *code, const char *command, const char *zh, const char *en);

/* One personal value, and one value that stands in the facts (what: a Field). */
void put_value(const View *view, int64_t person, PersonalField field, Str value, Decision *out);
void put_changed(const View *view, Field what, int64_t value, Decision *out);

/* The bits of a list field of insurances. */
unsigned insurances_of(const Arg *list);

/* The number of an ethnic group (GB/T 3304) from its name, with or without 族, or its two digits; 0 = none such. */
int ethnicity_read(Str text);

/* person.c and correct.c: a birth date, sex and number that must fit together. */
typedef struct {
    Str key, text;
    Field what; /* F_NONE: a personal value */
    PersonalField field;
    int64_t value;
    Str normal;
} Change;
/* Reads one change. ERR_BAD_FIELD, ERR_BAD_ID_NUMBER. */
Err change_read(const View *view, Str key, Str text, Change *out, Arena *arena, Why *why) NODISCARD;
