/* command.h - one command (or query) after the catalogue has checked the shape of its fields. Whoever builds
 * one - core from the wire, the guide for its search, the demo city - fills the same struct. */
#pragma once
#include "base/day.h"
#include "base/hash.h"
#include "words/words.h"

/* One handed-in paper. */
typedef struct {
    EvidenceKind kind;
    Str no;
    Day day, valid_until; /* n = 0: not given */
    Str hash;             /* 32 bytes, or empty */
} Paper;

/* The value of one field. Numbers, days, months, choices, booleans and amounts stand in `i` (a START or END as
 * the second at which it begins or ends; a REGION as its six digits); text, numbers of things and raw bytes in
 * `s`; lists in items[0..n); PAIRS as items with `key`; papers in papers[0..n). */
typedef struct Arg {
    bool given;
    int64_t i;
    Str s, key;
    const struct Arg *items;
    const Paper *papers;
    size_t n;
} Arg;

typedef struct {
    Role role;
    Str user, org;
    int64_t person; /* the actor's own record, where user is an ssn or personal number; 0 = none */
} Actor;

typedef struct {
    CommandId id;            /* CMD_NONE for a query */
    const CatalogueRow *row; /* of a query; may be NULL for a command: its id says it */
    Str request;             /* the caller's id */
    Actor actor;
    Time at;
    Str purpose;
    Arg args[COMMAND_FIELDS_MAX]; /* in the order of the catalogue row */
} Command;

extern const Arg arg_none;
/* The value of a field; arg_none when the command has no such field. */
static inline const Arg *arg(const Command *command, Field field)
{
    const CatalogueRow *row = command->row ? command->row : command_row(command->id);
    int place = row->place[field];
    return place ? &command->args[place - 1] : &arg_none;
}
static inline bool arg_is(const Command *command, Field field) { return arg(command, field)->given; }
static inline int64_t arg_int(const Command *command, Field field) { return arg(command, field)->i; }
static inline Str arg_str(const Command *command, Field field) { return arg(command, field)->s; }
/* The place to fill in; requires that the command has the field. Marks it given. */
Arg *arg_set(Command *command, Field field);
/* The text of a pair by key, or empty. */
Str arg_pair(const Arg *pairs, const char *key);
/* The first paper of a kind, or NULL. */
const Paper *paper_find(const Arg *evidence, EvidenceKind kind);

/* The canonical bytes of a command's name and arguments, personal values included: of these only a keyed hash is
 * kept (idempotency), or the whole as a sealed cell where a command waits for a second person. And back; false if
 * the bytes are not exactly that. */
Str command_bytes(Arena *arena, const Command *command);
bool command_from_bytes(Arena *arena, Str bytes, Command *out);
