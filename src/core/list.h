/* list.h - what all lists share: how many rows at most, behind which one to go on, who may see a value in full, and
 * the journal as a query reads it. A list answers {"items":[...],"next":"..."}; next is null after the last row. */
#pragma once
#include "core/query.h"

enum { LIST_DEFAULT = 100, LIST_MAX = 1000, CURSOR_PARTS_MAX = 3 };

typedef struct {
    int64_t limit;
    int64_t after[CURSOR_PARTS_MAX]; /* zeros at the beginning */
    int64_t last[CURSOR_PARTS_MAX];  /* of the row written last */
    int64_t count;                   /* rows written */
    int parts;
    bool more;
} List;

/* Reads limit and after; a cursor is `parts` numbers with points between, as the answer before gave it. Opens "items".
 * Refusals: ERR_BAD_FIELD limit, after. */
Err list_open(Query *query, int parts, List *list) NODISCARD;
/* Whether there is room for one more row, which stands at `at`; otherwise remembers that there is more. */
bool list_room(List *list, const int64_t *at);
void list_close(Query *query, const List *list);

/* The journal on the query's own handle. */
Journal list_journal(const Query *query);
/* ERR_BUSY for anything that only damaged rows can cause: verify names them. */
static inline Err list_readable(Err err) { return err == OK ? OK : ERR_BUSY; }

/* A personal value as this actor may see it: in full oneself, masked for everybody else. */
Str list_value(const Query *query, PersonalField field, Str value);
/* The same for the words by which an entry or event says who it was: a number of identity is never shown in full. */
Str list_who(Arena *arena, Str who);
/* The credit code of an employer, the code of an institution; empty if there is none. */
Err list_unit_code(Query *query, int64_t unit, Str *code) NODISCARD;
Err list_institution_code(Query *query, int64_t institution, Str *code) NODISCARD;
/* {"code","zh","en"} of a word of a list; null for 0 or a number of no word. */
void list_word(Json *json, const char *key, ChoiceSetId set, int64_t number);
