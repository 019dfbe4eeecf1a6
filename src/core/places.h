/* places.h - the institutions as the guide names them: read once, and again when one was registered. */
#pragma once
#include "core/bureau.h"

/* All institutions in order; they live as long as the bureau does or until the next one is registered. */
Err places_all(Bureau *bureau, Arena *arena, InstitutionFacts **out, size_t *count) NODISCARD;
