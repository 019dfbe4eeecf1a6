/* load.h - fills the View of a command or query from the records: whom and what its fields name, what registry
 * says about identity, who the actor is. Existence is refused here, in the contract's order: role and org first,
 * then existence; relation, state and evidence are decide's. */
#pragma once
#include "facts/view.h"
#include "registry/identity.h"

typedef struct {
    View view;
    Work work;
    const Command *command;
    PersonFacts *person;     /* settled to now, what View.person points at */
    Decision settled;        /* the events that settling brought, in order, for the persons of the view */
    Held *held;              /* the row behind View.person */
    Str ssn;                 /* the number given, normalised; empty if a personal number was given */
} Loaded;

/* The actor of a command: role allowed for it by the catalogue, org registered where the role needs one, the
 * user's own record where the user is a number.
 * Refusals: ERR_NOT_PERMITTED; ERR_BUSY. */
Err load_actor(Loaded *loaded, unsigned roles, Actor *actor, Why *why) NODISCARD;

/* Everything the fields of the command name. Requires load_actor before.
 * Refusals: the unknown-... codes in the order of the command's fields; ERR_BUSY. */
Err load_view(Loaded *loaded, const Command *command, Why *why) NODISCARD;

/* What load_view does for the fields that name a person or, for the commands that correct money, whoever pays: the person,
 * or the file of an employer or region at the office, becomes View.person, to whom the case belongs.
 * Refusals: `code` with the field's name; ERR_TOO_LARGE; ERR_BUSY. */
Err load_subject(Loaded *loaded, int64_t id, Err code, Field field, Why *why) NODISCARD;
Err load_desk(Loaded *loaded, int64_t id) NODISCARD;
Err load_money(Loaded *loaded, const Command *command, Why *why) NODISCARD;

/* A fresh Loaded. */
Loaded load_make(Store *store, Arena *arena, const PolicySet *policy, Time now);
/* A settled copy of a person who is not the subject (other, a batch's people); NULL in *out = nobody. */
Err load_person(Loaded *loaded, int64_t id, PersonFacts **out) NODISCARD;
