/* asked.h - inside tests/core: a city that has lived and is asked. Person 1 has the card, person 2 the employer's seal,
 * person 3 the agency's contract and two corrections of the name: one refused, one waiting. */
#pragma once
#include "support/city.h"

/* Who asks. */
static const char clerk[] __attribute__((unused)) = "{\"role\":\"clerk\",\"user\":\"w2\",\"org\":\"office\"}";
static const char auditor[] __attribute__((unused)) = "{\"role\":\"auditor\",\"user\":\"a9\",\"org\":\"office\"}";
static const char one[] __attribute__((unused)) = "{\"role\":\"holder\",\"user\":\"330106199003078817\",\"org\":\"\"}";
static const char two[] __attribute__((unused)) = "{\"role\":\"holder\",\"user\":\"2\",\"org\":\"\"}";
static const char unit[] __attribute__((unused)) = "{\"role\":\"unit\",\"user\":\"hr\",\"org\":\"91330106MA27XK3D59\"}";
static const char bank[] __attribute__((unused)) = "{\"role\":\"bank\",\"user\":\"b1\",\"org\":\"B01\"}";
static const char agency[] __attribute__((unused)) = "{\"role\":\"agency\",\"user\":\"g1\",\"org\":\"A01\"}";
static const char centre[] __attribute__((unused)) = "{\"role\":\"centre\",\"user\":\"c1\",\"org\":\"centre\"}";
static const char nobody[] __attribute__((unused)) = "{\"role\":\"online\",\"user\":\"\",\"org\":\"\"}";

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
