/* places.h - the institutions as the guide names them: read once, and again when one was registered. */
#pragma once
#include "core/bureau.h"

/* All institutions in order; they live as long as the bureau does or until the next one is registered. */
Err places_all(Bureau *bureau, Arena *arena, InstitutionFacts **out, size_t *count) NODISCARD;

typedef struct {
    Str code, zh, en; /* "330100" */
} RegionName;

/* The regions that the bureau serves: those with a policy on file. */
size_t places_regions(const Bureau *bureau, Arena *arena, RegionName **out);
