/* rights.h - who may act for whom. The catalogue has already said which roles may use a command at all; here is
 * whose record it may be. Law: Social Insurance Law article 4; Personal Information Protection Law articles 28, 31. */
#pragma once
#include "facts/view.h"

/* The actor's right to act on the person of this command.
 * Refusals: ERR_NOT_PERMITTED, ERR_SELF_DEALING. */
Err rights_check(const View *view, const Command *command, Why *why) NODISCARD;

/* Whether the actor may look at the person (queries). Refusals: ERR_NOT_PERMITTED. */
Err rights_look(const View *view, const Actor *actor, Why *why) NODISCARD;

/* Whether a look leaves a line in the person's list of looks: everybody but the person. */
bool rights_is_other(const View *view, const Actor *actor);
