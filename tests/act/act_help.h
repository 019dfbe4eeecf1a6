/* act_help.h - what the tests of this room share: every command goes through act_decide, as from the gatekeeper. */
#pragma once
#include "act/act.h"
#include "desk/desk.h"
#include "desk/office.h"
#include "ident/ident.h"

static inline Office *office(Arena *arena) { return office_make(arena, act_decide); }
