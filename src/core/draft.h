/* draft.h - what somebody has typed into a form and not sent yet: kept for who typed it, by the address of the form, until
 * it is sent or DRAFT_DAYS are over. Personal values lie here as they were typed: an own table, outside journal and dump,
 * swept by its date. */
#pragma once
#include "core/bureau.h"

enum { DRAFT_DAYS = 7, DRAFT_BYTES_MAX = 64 << 10, DRAFTS_MAX = 20 };

/* Whose drafts: a login's name; or the mark of a browser in which nobody is signed in. */
Str draft_owner(Bureau *bureau, Arena *arena, bool signed_in, Str name);
/* Keeps the fields (bytes of the caller's own form) in place of an earlier draft of this form; more than DRAFT_BYTES_MAX are
 * not kept, and of one owner the oldest goes when there are DRAFTS_MAX. In the writer's transaction. Refusals: ERR_BUSY. */
Err draft_keep(Bureau *bureau, Arena *arena, Str owner, Str form, Str fields, Time now) NODISCARD;
/* The fields, empty if there is none. Refusals: ERR_BUSY. */
Err draft_find(Bureau *bureau, Arena *arena, Str owner, Str form, Time now, Str *fields) NODISCARD;
Err draft_drop(Bureau *bureau, Str owner, Str form) NODISCARD;
/* What was typed before signing in belongs to who has signed in. In the writer's transaction. Refusals: ERR_BUSY. */
Err draft_move(Bureau *bureau, Arena *arena, Str from, Str to, Time now) NODISCARD;
