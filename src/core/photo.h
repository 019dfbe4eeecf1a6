/* photo.h - the photo of a command: looked at by the region's profile, and kept by its hash before the transaction
 * that names it commits. */
#pragma once
#include "core/bureau.h"
#include "registry/photo.h"

/* What a photo lacks, and what could be made of it: parts of it in the right shape. */
typedef struct {
    Str findings;   /* JSON: [{"code","measured","limit","why","why_en"}]; "[]" = it is good as it is */
    PhotoCuts cuts; /* no middle: nothing can be made of it, *why says why */
    Str cut_findings[PHOTO_PARTS];
    int width, height; /* that the region asks for */
} PhotoProposal;
/* Judges a photo by the profile of a region (0: the national one) and proposes cuts if it is not good; changes nothing. */
void photo_propose(Bureau *bureau, Arena *arena, int region, Day day, Str jpeg, PhotoProposal *out, Why *why);

/* Fills View.photo_findings and View.photo_hash when the command carries a photo. Refusals: ERR_BUSY. */
Err photo_look(Bureau *bureau, Loaded *loaded, const Command *command, Why *why) NODISCARD;
