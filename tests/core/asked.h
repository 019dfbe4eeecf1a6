/* asked.h - inside tests/core: a city that has lived and is asked. Person 1 has the card, person 2 the employer's seal,
 * person 3 the agency's contract and two corrections of the name: one refused, one waiting. */
#pragma once
#include "support/city.h"

/* On each engine a city that has lived; the macro closes it. */
#define EACH_CITY(city) \
    City city; \
    for (Engines e_ = 0; e_ < ENGINE_END; e_++) \
        for (bool open_ = city_found(&city, arena, e_) && (city_live(&city), true); open_; city_close(&city), open_ = false)

/* How many items an answer has. */
static inline size_t items(const JsonNode *data)
{
    const JsonNode *list = json_member(data, "items");
    return list ? list->count : SIZE_MAX;
}
