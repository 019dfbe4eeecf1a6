/* login_inside.h - inside core: what the decisions about passwords and those about users share. */
#pragma once
#include "act/act.h"
#include "core/login.h"

typedef struct {
    Bureau *bureau;
    Arena *arena;
    const View *view;
    const Command *command;
    Decision *out;
    Login login;
    bool found;
} Deciding;

/* Reads the row of that name into d->login. ERR_BUSY. */
Err deciding_find(Deciding *d, Str name) NODISCARD;
/* The name of who gives the command, as events keep it. */
Str deciding_by(const Deciding *d);
/* Refuses every other role with these words. ERR_NOT_PERMITTED. */
Err deciding_only(const Deciding *d, Role role, const char *zh, const char *en) NODISCARD;

/* login_user.c: users are added, and given a new grant, by two administrators; ended by one.
 * Refusals in order: ERR_UNKNOWN_ID; ERR_BAD_FIELD; ERR_CONFLICT; of user_approve also ERR_WRONG_STATE nothing waits,
 * ERR_TOO_LATE, ERR_SAME_PERSON. */
Err user_add(Deciding *d) NODISCARD;
Err user_reset(Deciding *d) NODISCARD;
Err user_approve(Deciding *d) NODISCARD;
Err user_end(Deciding *d) NODISCARD;
