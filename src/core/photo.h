/* photo.h - the photo of a command: looked at by the region's profile, and kept by its hash before the transaction
 * that names it commits. */
#pragma once
#include "core/bureau.h"

/* Fills View.photo_findings and View.photo_hash when the command carries a photo. Refusals: ERR_BUSY. */
Err photo_look(Bureau *bureau, Loaded *loaded, const Command *command, Why *why) NODISCARD;
